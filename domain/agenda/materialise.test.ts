import { describe, expect, test } from 'vitest'
import type { HolidayRegion } from '../time/holidays.ts'
import { DAY, HOUR, MINUTE } from '../time/interval.ts'
import { dayNumberOf, startOfDay, wallTime } from '../time/wall-clock.ts'
import type { AbsenceRule, Agenda, OpeningRule, WantedSlot } from './agenda.ts'
import { HORIZON_DAYS, horizonOf, layOut, wantedSlots } from './materialise.ts'
import { releaseAt } from './release.ts'
import { DRAFT, EMPTY, PARIS } from './test-agenda.ts'

const at = (iso: string) => Date.parse(iso)
const NOW = at('2026-11-22T10:00+01:00')
/** Thursdays from nine to ten. */
const OPENING: OpeningRule = {
  ...DRAFT,
  id: 'b',
  seriesId: 'b',
  zone: PARIS,
  start: at('2026-11-05T09:00+01:00'),
  end: at('2026-11-05T10:00+01:00'),
  rrule: 'FREQ=WEEKLY;BYDAY=TH',
  exceptOn: [],
  slotMinutes: 15,
  onPublicHolidays: false,
  holidayRegion: 'FR',
}
const NIGHT: OpeningRule = {
  ...OPENING,
  start: at('2026-01-01T00:00+01:00'),
  end: at('2026-01-01T06:00+01:00'),
  rrule: 'FREQ=DAILY',
  onPublicHolidays: true,
}
const agenda = (...openings: Partial<OpeningRule>[]): Agenda => ({
  ...EMPTY,
  openings: openings.map((each) => ({ ...OPENING, ...each })),
})
const onDay = (day: '2026-03-29' | '2026-10-25' | '2026-11-26') => {
  const start = startOfDay(dayNumberOf(day), PARIS)
  return { start, end: startOfDay(dayNumberOf(day) + 1, PARIS) }
}
const THURSDAY = onDay('2026-11-26')
const times = (slots: readonly WantedSlot[]) =>
  slots.map(({ start, end, capacity }) => `${wallTime(start, PARIS)}-${wallTime(end, PARIS)} ×${capacity}`)
const busy = (from: string, until: string) => ({
  start: at(`2026-11-26T${from}+01:00`),
  end: at(`2026-11-26T${until}+01:00`),
})
const ABSENCE: AbsenceRule = {
  ...busy('09:20', '09:40'),
  id: 'x',
  zone: PARIS,
  rrule: null,
  exceptOn: [],
  locationId: null,
}

describe('the slots of an agenda', () => {
  test('are cut from each occurrence', () => {
    expect(times(wantedSlots(agenda({}), THURSDAY))).toEqual([
      '09:00-09:15 ×1',
      '09:15-09:30 ×1',
      '09:30-09:45 ×1',
      '09:45-10:00 ×1',
    ])
  })

  test('begin inside the time asked for, whatever began before', () => {
    const within = { start: at('2026-11-26T09:10+01:00'), end: at('2026-11-26T09:45+01:00') }
    expect(times(wantedSlots(agenda({}), within))).toEqual(['09:15-09:30 ×1', '09:30-09:45 ×1'])
  })

  test('are there for sixty days, today included', () => {
    const { start, end } = horizonOf(NOW, PARIS)
    expect([start, end]).toEqual([NOW, at('2027-01-21T00:00+01:00')])
    expect(HORIZON_DAYS).toBe(60)
  })

  test.each([
    ['2026-03-29', 20],
    ['2026-10-25', 28],
    ['2026-11-26', 24],
  ] as const)('of a night from midnight to six on %s are %d', (day, count) => {
    expect(wantedSlots(agenda(NIGHT), onDay(day))).toHaveLength(count)
  })

  test.each([
    ['2026-03-29', 5],
    ['2026-10-25', 7],
    ['2026-11-26', 6],
  ] as const)('of a night that is one range on %s is one, of %d hours', (day, hours) => {
    const [only, ...others] = wantedSlots(agenda({ ...NIGHT, kind: 'range', slotMinutes: 360, places: 4 }), onDay(day))
    expect(others).toEqual([])
    expect(only && (only.end - only.start) / HOUR).toBe(hours)
  })

  test.each<[string, HolidayRegion, boolean]>([
    ['2026-04-03', 'FR-ALSACE-MOSELLE', true],
    ['2026-12-26', 'FR-ALSACE-MOSELLE', true],
    ['2026-12-26', 'FR', false],
    ['2026-12-20', 'FR-974', true],
    ['2026-12-20', 'FR', false],
    ['2026-11-11', 'FR', true],
  ])('on %s in %s: a holiday? %s', (day, holidayRegion, isHoliday) => {
    const start = startOfDay(dayNumberOf(day as '2026-01-01'), PARIS)
    const within = { start, end: start + DAY }
    const daily = { ...NIGHT, onPublicHolidays: false, holidayRegion }
    expect(wantedSlots(agenda(daily), within)).toHaveLength(isHoliday ? 0 : 24)
    expect(wantedSlots(agenda({ ...daily, onPublicHolidays: true }), within)).toHaveLength(24)
    const once = { ...daily, start, end: start + 6 * HOUR, rrule: null }
    expect(wantedSlots(agenda(once), within)).toHaveLength(24)
  })

  test('leave out what overlaps an absence or a busy time', () => {
    const left = ['09:00-09:15 ×1', '09:45-10:00 ×1']
    expect(times(wantedSlots({ ...agenda({}), busy: [busy('09:20', '09:40')] }, THURSDAY))).toEqual(left)
    expect(times(wantedSlots({ ...agenda({}), absences: [ABSENCE] }, THURSDAY))).toEqual(left)
  })

  test.each<[string, Partial<AbsenceRule>, number]>([
    ['of another place', { locationId: 'centre' }, 4],
    ['of that place', { locationId: 'practice' }, 2],
    ['without an end', { end: null }, 1],
    [
      'that recurs',
      { start: at('2026-10-01T09:00+02:00'), end: at('2026-10-01T09:15+02:00'), rrule: 'FREQ=WEEKLY' },
      3,
    ],
    ['that touches', { start: at('2026-11-26T08:00+01:00'), end: at('2026-11-26T09:00+01:00') }, 4],
    ['on another day', { exceptOn: ['2026-11-26'] }, 4],
  ])('take account of an absence %s', (_, absence, count) => {
    const absences = [{ ...ABSENCE, ...absence }]
    expect(wantedSlots({ ...agenda({}), absences }, THURSDAY)).toHaveLength(count)
  })

  test.each<[string, string[], string[]]>([
    ['cut in two: the longest piece, with all its places', ['09:20', '09:25'], ['09:25-10:00 ×6']],
    ['cut in two halves: neither is half of it', ['09:25', '09:35'], []],
    ['shortened', ['08:00', '09:30'], ['09:30-10:00 ×6']],
    ['shortened by more than half', ['08:00', '09:31'], []],
    ['gone', ['08:00', '12:00'], []],
  ])('of a range are %s', (_, [from = '', until = ''], expected) => {
    const range = agenda({ kind: 'range', slotMinutes: 60, places: 6 })
    expect(times(wantedSlots({ ...range, busy: [busy(from, until)] }, THURSDAY))).toEqual(expected)
  })

  test('of two openings that want the same time are those of the older', () => {
    const late = { id: 'a', seriesId: 'a', start: OPENING.start + 10 * MINUTE, end: OPENING.end + 10 * MINUTE }
    const { slots, missing } = layOut(agenda({}, late), THURSDAY)
    expect(times(slots)).toEqual(['09:10-09:25 ×1', '09:25-09:40 ×1', '09:40-09:55 ×1', '09:55-10:10 ×1'])
    expect(missing.map(({ openingId, why, by }) => `${openingId} ${why} ${by}`)).toEqual(
      Array.from({ length: 4 }, () => 'b places-overlap a'),
    )
  })

  test('of ranges may overlap, but two of one series never begin at once', () => {
    const range = { kind: 'range', slotMinutes: 60, places: 2 } as const
    expect(wantedSlots(agenda(range, { ...range, id: 'c', seriesId: 'c' }), THURSDAY)).toHaveLength(2)
    expect(wantedSlots(agenda(range, { ...range, id: 'c' }), THURSDAY)).toHaveLength(1)
  })
})

describe('the release of a slot', () => {
  const start = at('2026-11-26T09:00+01:00')
  test.each([
    [null, null],
    [{ kind: 'before', minutes: 60 } as const, '2026-11-26T08:00+01:00'],
    [{ kind: 'day-before', days: 1, time: '19:00' } as const, '2026-11-25T19:00+01:00'],
    [{ kind: 'day-before', days: 0, time: '07:30' } as const, '2026-11-26T07:30+01:00'],
    [{ kind: 'day-before', days: 0, time: '19:00' } as const, '2026-11-26T09:00+01:00'],
  ])('by %o is at %s', (rule, expected) => {
    expect(releaseAt(start, PARIS, rule)).toBe(expected && at(expected))
  })

  test('is by the clock, over a change', () => {
    const monday = at('2026-03-30T09:00+02:00')
    expect(releaseAt(monday, PARIS, { kind: 'day-before', days: 2, time: '19:00' })).toBe(at('2026-03-28T19:00+01:00'))
    expect(releaseAt(monday, PARIS, { kind: 'day-before', days: 1, time: '02:30' })).toBe(at('2026-03-29T03:30+02:00'))
  })
})
