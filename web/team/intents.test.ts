import { describe, expect, test } from 'vitest'
import type { OpeningView } from '../../contract/openings.ts'
import type { TeamSlot } from '../../contract/team.ts'
import { changeFor, expectedSlots, type Intent, isUnsaved, merged } from './intents.ts'
import { DAY_MINUTES, dayNumber, groupSlots, type Wall, wallClock } from './layout.ts'

const zone = 'Europe/Paris'
const clocks = { zone, wall: wallClock(zone) }
const at = (day: string, hour: number, minute = 0): Wall => dayNumber(day) * DAY_MINUTES + hour * 60 + minute
const TUESDAY = '2026-11-24'

const slot = (startsAt: string, more: Partial<TeamSlot> = {}): TeamSlot => ({
  id: `s ${startsAt}`,
  openingId: 'o',
  startsAt: new Date(Date.parse(startsAt)).toISOString(),
  endsAt: new Date(Date.parse(startsAt) + 900_000).toISOString(),
  kind: 'slots',
  capacity: 1,
  free: 1,
  held: 0,
  booked: 0,
  state: 'shared',
  ...more,
})
/** Tuesday from 9:00 to 9:45, the second one booked; the Tuesday after too. */
const SLOTS = [
  slot('2026-11-24T08:00Z'),
  slot('2026-11-24T08:15Z', { free: 0, booked: 1 }),
  slot('2026-11-24T08:30Z'),
  slot('2026-12-01T08:00Z'),
]
const OPENING: OpeningView = {
  id: 'o',
  seriesId: 'o',
  zone,
  locationId: 'l',
  day: '2026-11-03',
  from: '09:00',
  until: '09:45',
  recurrence: { rrule: 'FREQ=WEEKLY', exceptOn: [], onPublicHolidays: false },
  kind: 'slots',
  slotMinutes: 15,
  places: 1,
  modality: 'AMB',
  visibility: ['SNP'],
  cpts: null,
  booking: 'ROUTINE',
  reasons: [],
  minAgeMonths: 0,
  maxAgeMonths: null,
  leadMinutes: 0,
  release: null,
  answerBy: null,
}
const key = `${at(TUESDAY, 9)}`
const groups = groupSlots(SLOTS, clocks.wall)

const starts = (intent: Intent) =>
  expectedSlots(SLOTS, [intent], clocks)
    .map(({ startsAt, id }) => `${startsAt.slice(5, 16)}${isUnsaved(id) ? '' : ' kept'}`)
    .sort()

const moved = (hour: number, minute: number, reach: 'one' | 'following' | 'all' = 'one'): Intent => ({
  kind: 'reshape',
  key,
  to: { start: at(TUESDAY, hour, minute), end: at(TUESDAY, hour, minute + 45) },
  reach,
})

describe('what is shown at once', () => {
  test('a group moved takes its free slots along; the booked one stays, and nothing covers it', () => {
    expect(starts(moved(9, 15))).toEqual(['11-24T08:15 kept', '11-24T08:30', '11-24T08:45', '12-01T08:00 kept'])
    expect(starts(moved(14, 0))).toEqual([
      '11-24T08:15 kept',
      '11-24T13:00',
      '11-24T13:15',
      '11-24T13:30',
      '12-01T08:00 kept',
    ])
  })

  test('the following ones go along when they are meant too', () => {
    expect(starts(moved(14, 0, 'following'))).toContain('12-01T13:00')
  })

  test('removed, only who has a place stays', () => {
    expect(starts({ kind: 'remove', key, reach: 'all' })).toEqual(['11-24T08:15 kept'])
  })

  test('a copy stands where it was put, all of it free', () => {
    const [copied] = groups
    if (!copied) throw new Error('no group')
    const pasted = expectedSlots(SLOTS, [{ kind: 'paste', copied, at: at('2026-11-26', 9) }], clocks)
    expect(pasted.slice(4).map(({ startsAt, free }) => [startsAt.slice(0, 16), free])).toEqual([
      ['2026-11-26T08:00', 1],
      ['2026-11-26T08:15', 1],
      ['2026-11-26T08:30', 1],
    ])
  })

  test('hours that do not exist make no slots', () => {
    const night = [slot('2026-03-28T00:00Z')]
    const intent: Intent = {
      kind: 'reshape',
      key: `${at('2026-03-28', 1)}`,
      to: { start: at('2026-03-29', 2), end: at('2026-03-29', 3, 15) },
      reach: 'one',
    }
    expect(expectedSlots(night, [intent], clocks).map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      '2026-03-29T01:00',
    ])
  })

  test('strokes of one hand are one change', () => {
    const second: Intent = {
      kind: 'reshape',
      key: `${at(TUESDAY, 9, 15)}`,
      to: { start: at(TUESDAY, 9, 30), end: at(TUESDAY, 10, 15) },
      reach: 'one',
    }
    expect(merged(moved(9, 15), second)).toEqual({ ...second, key })
    expect(merged(moved(9, 15), { ...second, key })).toBeUndefined()
  })
})

describe('the change put to the server', () => {
  test('keeps what the opening is, and for once does not recur', () => {
    const change = changeFor(moved(10, 5), groups, [OPENING])
    expect(change).toMatchObject({ kind: 'edit', openingId: 'o', reach: 'one', day: TUESDAY })
    if (change?.kind !== 'edit') throw new Error('no edit')
    expect(change.opening).toMatchObject({ day: TUESDAY, from: '10:05', until: '10:50', recurrence: null })
    expect(change.opening).not.toHaveProperty('seriesId')
  })

  test('stretches the opening by as much as the group, whatever an absence has taken of it', () => {
    const shortened = { ...OPENING, from: '08:30', until: '10:00' }
    const change = changeFor(moved(9, 30, 'all'), groups, [shortened])
    expect(change).toMatchObject({ opening: { from: '09:00', until: '10:30', recurrence: { rrule: 'FREQ=WEEKLY' } } })
  })

  test('knows the night that an occurrence comes from', () => {
    const night = groupSlots([slot('2026-11-24T23:30Z')], clocks.wall)
    const change = changeFor({ kind: 'remove', key: night[0]?.key ?? '', reach: 'one' }, night, [
      { ...OPENING, from: '22:00', until: '06:00' },
    ])
    expect(change).toEqual({ kind: 'remove', openingId: 'o', reach: 'one', day: '2026-11-24' })
  })

  test('is none when somebody else took it away meanwhile', () => {
    expect(changeFor(moved(10, 0), [], [OPENING])).toBeUndefined()
    expect(changeFor(moved(10, 0), groups, [])).toBeUndefined()
  })
})
