import { describe, expect, test } from 'vitest'
import { dayOf, endOfDay, hourOf, instantAt, nextTime, timeOf } from './wall-time.ts'

const at = (iso: string) => Date.parse(iso)
const iso = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString())

describe('the clocks of a territory', () => {
  test.each([
    ['2026-11-24T13:05:00Z', 'Europe/Paris', '2026-11-24T23:00:00.000Z'],
    ['2026-10-24T23:30:00Z', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
    ['2026-03-29T00:30:00Z', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
    ['2026-11-24T13:05:00Z', 'Indian/Reunion', '2026-11-24T20:00:00.000Z'],
  ])('end the day of %s in %s at %s', (now, zone, expected) => {
    expect(iso(endOfDay(at(now), zone))).toBe(expected)
  })

  test.each([
    ['17:20', '2026-11-24T16:20:00.000Z'],
    ['17h20', '2026-11-24T16:20:00.000Z'],
    ['17 h', '2026-11-24T16:00:00.000Z'],
    ['8:30', '2026-11-25T07:30:00.000Z'],
    ['24:00', undefined],
    ['soir', undefined],
  ])('next show %s at %s', (time, expected) => {
    expect(iso(nextTime(time, at('2026-11-24T13:05:00Z'), 'Europe/Paris'))).toBe(expected)
  })

  test('show the hour', () => {
    expect(hourOf(at('2026-11-24T13:05:00Z'), 'Europe/Paris')).toBe(14)
  })

  test.each([
    ['2026-11-25', '11:40', '2026-11-25T10:40:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-03-29', '02:30', undefined],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
  ])('show on %s the hour %s at %s, and read it back', (day, time, expected) => {
    const instant = instantAt(day, time, 'Europe/Paris')
    expect(iso(instant)).toBe(expected)
    if (instant === undefined) return
    expect([dayOf(instant, 'Europe/Paris'), timeOf(instant, 'Europe/Paris')]).toEqual([day, time])
  })
})
