import { describe, expect, test } from 'vitest'
import { MINUTE } from '../time/interval.ts'
import type { ExistingSlot, WantedSlot } from './agenda.ts'
import { planSlots } from './plan.ts'
import { DRAFT, idOf } from './test-agenda.ts'

const NOW = Date.parse('2026-11-26T08:00+01:00')
const at = (minutes: number) => NOW + minutes * MINUTE
const wanted = (slot: Partial<WantedSlot> = {}): WantedSlot => ({
  ...DRAFT,
  openingId: 'opening',
  seriesId: 'series',
  start: at(60),
  end: at(75),
  capacity: 1,
  releaseAt: null,
  ...slot,
})
const existing = (slot: Partial<ExistingSlot> = {}): ExistingSlot => {
  const all = { ...wanted(slot), free: slot.capacity ?? 1, withdrawnBy: null, ...slot }
  return { ...all, id: idOf(all.seriesId, all.start) }
}
const counts = (slots: WantedSlot[], there: ExistingSlot[]) => {
  const plan = planSlots(slots, there, NOW, idOf)
  return Object.entries(plan)
    .filter(([, found]) => found.length > 0)
    .map(([move]) => move)
}

describe('a plan', () => {
  test.each<[string, WantedSlot[], ExistingSlot[], string[]]>([
    ['opens what is not there', [wanted()], [], ['open']],
    ['does nothing when all is as wanted', [wanted()], [existing()], []],
    ['changes a free one', [wanted({ leadMinutes: 60 })], [existing()], ['change']],
    ['gives one to its new opening', [wanted({ openingId: 'other' })], [existing()], ['change']],
    ['withdraws a free one that is not wanted', [], [existing()], ['withdraw']],
    ['leaves one that it withdrew', [], [existing({ withdrawnBy: 'agenda' })], []],
    ['reopens one that it withdrew', [wanted()], [existing({ withdrawnBy: 'agenda' })], ['change']],
    ['keeps one in use', [wanted()], [existing({ free: 0 })], ['kept']],
    [
      'keeps one in use as it is, offered otherwise',
      [wanted({ visibility: ['PRO'] })],
      [existing({ free: 0 })],
      ['kept'],
    ],
    ['keeps one in use that is not wanted', [], [existing({ free: 0 })], ['kept', 'orphaned']],
    ['keeps one in use elsewhere', [wanted({ locationId: 'centre' })], [existing({ free: 0 })], ['kept', 'orphaned']],
    ['keeps one withdrawn by its owner', [wanted()], [existing({ withdrawnBy: 'professional' })], ['kept']],
    ['keeps one released', [wanted({ leadMinutes: 60 })], [existing({ withdrawnBy: 'release' })], ['kept']],
    ['touches nothing that has begun', [wanted({ start: NOW })], [existing({ start: at(-10), end: at(-1) })], []],
  ])('%s', (_, slots, there, moves) => {
    expect(counts(slots, there)).toEqual(moves)
  })

  const later = { start: at(65), end: at(80) }
  test.each<[string, Partial<WantedSlot>, Partial<ExistingSlot>, string[]]>([
    ['one in use of its series', {}, { free: 0 }, ['kept', 'orphaned', 'blocked']],
    ['an ordinary one in use', { seriesId: 'other' }, { free: 0 }, ['kept', 'orphaned', 'blocked']],
    ['one withdrawn of its series', {}, { withdrawnBy: 'professional' }, ['kept', 'blocked']],
    ['one begun', {}, { start: at(-10), end: at(70) }, ['blocked']],
  ])('does not make one over %s', (_, slot, there, moves) => {
    expect(counts([wanted({ ...later, ...slot })], [existing(there)])).toEqual(moves)
  })

  test.each<[string, Partial<WantedSlot>, Partial<ExistingSlot>]>([
    ['one withdrawn and empty of another series', { seriesId: 'other' }, { withdrawnBy: 'professional' }],
    ['a range in use of another series', { seriesId: 'other' }, { free: 0, kind: 'range' }],
    ['an ordinary one in use, for a range', { seriesId: 'other', kind: 'range' }, { free: 0 }],
  ])('makes one over %s', (_, slot, there) => {
    expect(counts([wanted({ ...later, ...slot })], [existing(there)])).toContain('open')
  })

  test('withdraws a free one rather than lengthen it over one in use', () => {
    const there = [existing(), existing({ start: at(75), end: at(90), free: 0 })]
    const moves = counts([wanted({ end: at(80) })], there)
    expect(moves).toEqual(['withdraw', 'kept', 'orphaned', 'blocked'])
  })
})
