import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn } from './dated.ts'
import {
  dayNumber,
  dayNumberOf,
  endOfDay,
  instantAt,
  isoDay,
  isoWeek,
  mondayOf,
  startOfDay,
  wallTime,
  weekday,
  weekNumber,
} from './wall-clock.ts'

const PARIS = 'Europe/Paris'
const at = (iso: string) => Date.parse(iso)

describe('the wall clock', () => {
  test.each([
    ['2026-11-24', '17:20', '2026-11-24T16:20:00Z'],
    ['2026-07-14', '08:00', '2026-07-14T06:00:00Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00Z'], // comes twice: the first
    ['2026-03-29', '03:00', '2026-03-29T01:00:00Z'],
  ] as const)('of %s at %s is %s', (day, time, expected) => {
    expect(instantAt(day, time, PARIS)).toBe(at(expected))
    expect(wallTime(at(expected), PARIS)).toBe(time)
  })

  test('has no half past two on the day when clocks go forward', () => {
    expect(instantAt('2026-03-29', '02:30', PARIS)).toBeUndefined()
  })

  test.each([
    ['2026-11-22T22:59:00Z', '2026-11-16', '2026-W47'],
    ['2026-11-22T23:00:00Z', '2026-11-23', '2026-W48'],
    ['2027-01-01T12:00:00Z', '2026-12-28', '2026-W53'],
    ['2024-12-30T12:00:00Z', '2024-12-30', '2025-W01'],
  ])('puts %s in the week of %s, %s', (instant, monday, name) => {
    const week = weekNumber(at(instant), PARIS)
    expect(mondayOf(week)).toBe(monday)
    expect(isoWeek(week)).toBe(name)
  })

  test('agrees with Temporal on the day of any instant, and days are whole', () => {
    const anytime = fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') })
    const zones = fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Martinique', 'Pacific/Noumea')
    fc.assert(
      fc.property(anytime, zones, (instant, zone) => {
        const day = dayNumber(instant, zone)
        expect(isoDay(day)).toBe(dayIn(zone, instant))
        expect(dayNumberOf(isoDay(day))).toBe(day)
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(instant)
        expect(endOfDay(instant, zone)).toBeGreaterThan(instant)
        expect(weekday(day)).toBeGreaterThanOrEqual(1)
      }),
    )
  })
})
