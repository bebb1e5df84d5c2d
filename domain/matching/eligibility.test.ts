import { describe, expect, test } from 'vitest'
import type { LocationRecord, PractitionerRecord, SlotRecord } from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import { DAY, HOUR } from '../time/interval.ts'
import { type CareNeed, isOverridable, practitionerMask, reasonsOf } from './eligibility.ts'
import { judgeOf } from './judge.ts'

const need: CareNeed = {
  professionCode: '10',
  specialtyCode: null,
  modalities: ['AMB'],
  ageMonths: 400,
  placeCommune: '42218',
  attendingId: null,
  dueAt: 24 * HOUR,
  source: 'sas',
  reason: null,
}
const own = { attendingId: 'p' }
const doctor = { practitionerId: 'p', professionCode: '10', specialtyCodes: ['SM54'] }

describe('practitionerMask', () => {
  test.each([
    ['a general practitioner', {}, {}, []],
    ['a doctor without a listed specialty', { specialtyCodes: [] }, {}, []],
    ['a cardiologist, none being asked for', { specialtyCodes: ['SM04'] }, {}, ['specialty']],
    ['a cardiologist who is the médecin traitant', { specialtyCodes: ['SM04'] }, { attendingId: 'p' }, []],
    ['the cardiologist asked for', { specialtyCodes: ['SM04'] }, { specialtyCode: 'SM04' }, []],
    ['a general practitioner for a cardiologist', {}, { specialtyCode: 'SM04' }, ['specialty']],
    ['a nurse for a doctor', { professionCode: '60', specialtyCodes: [] }, {}, ['profession']],
    ['a nurse for a nurse', { professionCode: '60', specialtyCodes: [] }, { professionCode: '60' }, []],
  ])('%s', (_, who, wanted, reasons) => {
    expect(reasonsOf(practitionerMask({ ...doctor, ...who }, { ...need, ...wanted }))).toEqual(reasons)
  })
})

const NOW = Date.parse('2026-11-24T13:22:07Z')
const practitioner: PractitionerRecord = {
  ...doctor,
  audiences: [{ territoryId: 't', standing: 'member', from: 0, until: Number.POSITIVE_INFINITY }],
  locationIds: ['l'],
  ownWeeklyCap: null,
  ownDailyCap: null,
}
const location: LocationRecord = {
  locationId: 'l',
  communeCode: '42218',
  zone: 'Europe/Paris',
  latitude: 45.4,
  longitude: 4.4,
}
const slot: SlotRecord = {
  slotId: 's',
  version: 7,
  practitionerId: 'p',
  locationId: 'l',
  start: NOW + HOUR,
  end: NOW + 2 * HOUR,
  kind: 'slots',
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  minAgeMonths: 0,
  maxAgeMonths: null,
  capacity: 1,
  free: 1,
  counted: 0,
  withdrawn: false,
  booking: 'ROUTINE',
  reasons: [],
  cpts: null,
  leadMinutes: 0,
  releaseAt: null,
}
const policy = { weeklyCap: 20 } as Policy

interface Case {
  readonly slot?: Partial<SlotRecord>
  readonly who?: Partial<PractitionerRecord>
  readonly wanted?: Partial<CareNeed>
  readonly counted?: { readonly week: number; readonly day: number }
}

describe('judgeOf', () => {
  const caps = { ownWeeklyCap: 6, ownDailyCap: 2 }
  test.each<[string, Case, readonly string[], boolean]>([
    ['an ordinary place', {}, [], true],
    ['until the last moment before its release', { slot: { releaseAt: NOW + 1 } }, [], true],
    ['from its release on', { slot: { releaseAt: NOW } }, ['released'], false],
    ['released, even to the médecin traitant’s own', { slot: { releaseAt: NOW }, wanted: own }, ['released'], false],
    ['as long before as was asked', { slot: { leadMinutes: 60 } }, [], true],
    ['later than was asked', { slot: { leadMinutes: 61 } }, ['too-soon'], true],
    ['an hour before the end of a range', { slot: { kind: 'range', leadMinutes: 120 } }, [], true],
    ['later before its end', { slot: { kind: 'range', leadMinutes: 121 } }, ['too-soon'], true],
    ['a range under way, with no time asked before', { slot: { kind: 'range', start: NOW - HOUR } }, [], true],
    ['under the own caps', { who: caps, counted: { week: 5, day: 1 } }, [], true],
    ['the own week full', { who: caps, counted: { week: 6, day: 0 } }, ['own-weekly-cap'], false],
    ['the own day full', { who: caps, counted: { week: 5, day: 2 } }, ['own-daily-cap'], false],
    ['none wanted at all', { who: { ownWeeklyCap: 0 } }, ['own-weekly-cap'], false],
    ['both full, for an own patient', { who: caps, counted: { week: 30, day: 9 }, wanted: own }, [], true],
    ['a reason accepted', { slot: { reasons: ['Plaies'] }, wanted: { reason: 'Plaie du doigt' } }, [], true],
    ['another reason', { slot: { reasons: ['Plaies'] }, wanted: { reason: 'Fièvre' } }, ['reason-not-accepted'], true],
    ['for this CPTS', { slot: { visibility: ['CPTS'], cpts: ['u', 't'] } }, [], true],
    ['for another CPTS only', { slot: { visibility: ['CPTS'], cpts: ['u'] } }, ['audience'], false],
    ['for another CPTS, and any regulation', { slot: { visibility: ['CPTS', 'SNP'], cpts: ['u'] } }, [], true],
    [
      'for another CPTS and the regulation, which does not ask',
      { slot: { visibility: ['CPTS', 'SNP'], cpts: ['u'] }, wanted: { source: 'cpts' } },
      ['audience'],
      false,
    ],
  ])('%s', (_what, given, reasons, overridable) => {
    const counted = given.counted ?? { week: 0, day: 0 }
    const inFull = { slot: { ...slot, ...given.slot }, practitioner: { ...practitioner, ...given.who }, location }
    const judge = judgeOf(inFull, policy, { territoryId: 't', counted }, NOW)
    const mask = judge({ ...need, dueAt: NOW + DAY, ...given.wanted })
    expect(reasonsOf(mask)).toEqual(reasons)
    expect(isOverridable(mask)).toBe(overridable)
  })
})
