import { describe, expect, test } from 'vitest'
import { isOutOfHours } from './pdsa.ts'

const inParis = (instant: string) => isOutOfHours(Date.parse(instant), 'Europe/Paris', 'FR')

describe('out of hours', () => {
  test.each([
    ['a Tuesday at 07:59', '2026-03-10T07:59:00+01:00', true],
    ['a Tuesday at 08:00', '2026-03-10T08:00:00+01:00', false],
    ['a Tuesday at 19:59', '2026-03-10T19:59:59+01:00', false],
    ['a Tuesday at 20:00', '2026-03-10T20:00:00+01:00', true],
    ['a Wednesday at midnight', '2026-03-11T00:00:00+01:00', true],
    ['a Saturday at 07:59', '2026-03-14T07:59:00+01:00', true],
    ['a Saturday at 11:59', '2026-03-14T11:59:00+01:00', false],
    ['a Saturday at noon', '2026-03-14T12:00:00+01:00', true],
    ['a Sunday at 10:00', '2026-03-15T10:00:00+01:00', true],
    ['a Monday at 07:59', '2026-03-16T07:59:00+01:00', true],
    ['a Monday at 08:00', '2026-03-16T08:00:00+01:00', false],
    ['Bastille Day at 10:00', '2026-07-14T10:00:00+02:00', true],
    ['the bridge Monday before it at 10:00', '2026-07-13T10:00:00+02:00', false],
  ])('%s', (_case, instant, expected) => {
    expect(inParis(instant)).toBe(expected)
  })

  test.each([
    ['Friday 27 March 2026, 20:00 in winter', '2026-03-27T19:00:00Z', true],
    ['Friday 27 March 2026, 19:59 in winter', '2026-03-27T18:59:00Z', false],
    ['Monday 30 March 2026, 08:00 in summer', '2026-03-30T06:00:00Z', false],
    ['Monday 30 March 2026, 07:59 in summer', '2026-03-30T05:59:00Z', true],
    ['Sunday 29 March 2026, the hour that is skipped', '2026-03-29T01:00:00Z', true],
    ['Friday 23 October 2026, 20:00 in summer', '2026-10-23T18:00:00Z', true],
    ['Friday 23 October 2026, 19:59 in summer', '2026-10-23T17:59:00Z', false],
    ['Sunday 25 October 2026, the hour that comes twice, again', '2026-10-25T01:30:00Z', true],
    ['Monday 26 October 2026, 08:00 in winter', '2026-10-26T07:00:00Z', false],
    ['Monday 26 October 2026, 07:59 in winter', '2026-10-26T06:59:00Z', true],
  ])('around a clock change: %s', (_case, instant, expected) => {
    expect(inParis(instant)).toBe(expected)
  })

  test('depends on the holidays of the place', () => {
    const goodFriday = Date.parse('2026-04-03T10:00:00+02:00')
    expect(isOutOfHours(goodFriday, 'Europe/Paris', 'FR-ALSACE-MOSELLE')).toBe(true)
    expect(isOutOfHours(goodFriday, 'Europe/Paris', 'FR')).toBe(false)
  })

  test('depends on the clocks of the place', () => {
    const morningInParis = Date.parse('2026-03-10T09:00:00+01:00')
    expect(isOutOfHours(morningInParis, 'America/Martinique', 'FR-972')).toBe(true)
  })
})
