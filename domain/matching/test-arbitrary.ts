import fc from 'fast-check'
import {
  applySlot,
  BOOKINGS,
  KINDS,
  MODALITIES,
  newPicture,
  type Picture,
  type SlotRecord,
  VISIBILITIES,
} from '../availability/picture.ts'
import { SOURCES } from '../requests/states.ts'
import { type Policy, TIERS } from '../territory/policy.ts'
import { DAY, HOUR, MINUTE } from '../time/interval.ts'
import type { CareNeed } from './eligibility.ts'
import type { Facts } from './ranking.ts'

export const NOW = 1_795_526_527_000 // 2026-11-24T13:22:07Z
const TERRITORY = 't'

const practitioner = (number: number) =>
  fc.record({
    practitionerId: fc.constant(`p${number}`),
    professionCode: fc.constantFrom('10', '10', '10', '60'),
    specialtyCodes: fc.subarray(['SM54', 'SM04']),
    locationIds: fc.subarray(['l0', 'l1', 'l2'], { minLength: 1 }),
    audiences: fc.array(
      fc.record({
        territoryId: fc.constantFrom(TERRITORY, TERRITORY, 'other'),
        standing: fc.constantFrom('member' as const, 'neighbour' as const),
        from: fc.constant(NOW - 100 * DAY),
        until: fc.constantFrom(NOW + DAY, Number.POSITIVE_INFINITY),
      }),
      { maxLength: 2 },
    ),
    ownWeeklyCap: fc.constantFrom(null, null, 0, 4),
    ownDailyCap: fc.constantFrom(null, null, 0, 2),
  })

const slot = fc.record({
  practitionerId: fc.integer({ min: 0, max: 7 }).map((number) => `p${number}`),
  locationId: fc.constantFrom('l0', 'l1', 'l2'),
  start: fc.integer({ min: -12, max: 200 }).map((quarters) => NOW + quarters * 15 * MINUTE),
  kind: fc.constantFrom(...KINDS),
  modality: fc.constantFrom(...MODALITIES),
  visibility: fc.subarray([...VISIBILITIES], { minLength: 1 }),
  minAgeMonths: fc.constantFrom(0, 0, 0, 72),
  maxAgeMonths: fc.constantFrom(null, null, null, 216),
  capacity: fc.integer({ min: 1, max: 4 }),
  taken: fc.integer({ min: 0, max: 4 }),
  counted: fc.integer({ min: 0, max: 4 }),
  withdrawn: fc.constantFrom(false, false, false, true),
  booking: fc.constantFrom(...BOOKINGS),
  reasons: fc.constantFrom([], [], ['Plaies, sutures'], ['Lombalgie', 'Fièvre de l’enfant']),
  cpts: fc.constantFrom(null, null, ['other'], [TERRITORY, 'other']),
  leadMinutes: fc.constantFrom(0, 0, 0, 30, 600),
  releaseIn: fc.constantFrom(null, null, -1, 0, 1),
})

/** Slots of eight professionals, each with its own id. */
export const slots = fc.array(slot, { maxLength: 40 }).map((found) =>
  found.map(
    ({ taken, releaseIn, ...rest }, index): SlotRecord => ({
      ...rest,
      releaseAt: releaseIn === null ? null : NOW + releaseIn,
      slotId: `s${String(index).padStart(3, '0')}`,
      version: 1,
      end: rest.start + HOUR,
      free: Math.max(0, rest.capacity - taken),
    }),
  ),
)

export const practitioners = fc.tuple(...Array.from({ length: 8 }, (_, number) => practitioner(number)))
export type Practitioners = typeof practitioners extends fc.Arbitrary<infer Value> ? Value : never

export const LOCATIONS = ['l0', 'l1', 'l2'].map((locationId) => ({
  locationId,
  communeCode: '42218',
  zone: 'Europe/Paris',
  latitude: 45.4,
  longitude: 4.4,
}))

export function pictureOf(people: Practitioners, shown: readonly SlotRecord[]): Picture {
  const picture = newPicture(people, LOCATIONS, 4)
  for (const each of shown) applySlot(picture, each)
  return picture
}

export const need: fc.Arbitrary<CareNeed> = fc.record({
  professionCode: fc.constantFrom('10', '60'),
  specialtyCode: fc.constantFrom(null, null, 'SM54'),
  modalities: fc.subarray([...MODALITIES], { minLength: 1 }),
  ageMonths: fc.constantFrom(null, 30, 400),
  placeCommune: fc.constant('42218'),
  attendingId: fc.constantFrom(null, 'p0', 'p1'),
  dueAt: fc.constantFrom(NOW + 12 * HOUR, NOW + 24 * HOUR, NOW + 48 * HOUR),
  source: fc.constantFrom(...SOURCES),
  reason: fc.constantFrom(null, 'Suture du doigt', 'Lombalgie aiguë', 'Fièvre chez un enfant'),
})

export const policy: fc.Arbitrary<Policy> = fc.record({
  version: fc.constant(1),
  author: fc.constant('Assemblée'),
  from: fc.constant('2026-01-01' as const),
  source: fc.constant('Vote'),
  holdMinutes: fc.constant(3),
  holdExtensionMinutes: fc.constant(1),
  weeklyCap: fc.constantFrom(3, 20),
  capWarning: fc.constant(2),
  tiers: fc.shuffledSubarray([...TIERS]),
  weights: fc.record({
    soonest: fc.constantFrom(0, 1, 0.5),
    nearest: fc.constantFrom(0, 1, 2),
    fairShare: fc.constantFrom(0, 1, 4),
  }),
  sourcesWithoutRegulation: fc.constant([]),
})

export const facts: fc.Arbitrary<Facts> = fc
  .constantFrom(null, [4, 12, 31], [5, 5, 5])
  .map((travelMinutes) => ({ territoryId: TERRITORY, travelMinutes }))
