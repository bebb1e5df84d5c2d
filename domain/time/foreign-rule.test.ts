import { describe, expect, test } from 'vitest'
import { foreignOccurrences, isZone } from './foreign-rule.ts'

const wall = (text: string) => Date.parse(`${text}Z`)
const days = { start: wall('2026-11-20T00:00'), end: wall('2026-12-05T00:00') }
const occurrences = (rule: string, first: string) =>
  foreignOccurrences(rule, wall(first), days).map((at) => new Date(at).toISOString().slice(5, 16))

describe('the rule of a foreign calendar', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-01-05T09:00', ['11-23T09:00', '11-26T09:00', '11-30T09:00', '12-03T09:00']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU', '2010-01-04T09:00', ['11-30T09:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2001-01-31T18:00', ['11-30T18:00']],
    ['FREQ=DAILY;COUNT=6170', '2010-01-01T07:00', ['11-20T07:00', '11-21T07:00', '11-22T07:00']],
    ['FREQ=DAILY;UNTIL=20261121T080000Z', '0001-01-01T08:00', ['11-20T08:00', '11-21T08:00']],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '1601-01-01T02:00', ['11-26T02:00']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2001-01-01T02:00', []],
  ])('%s since %s', (rule, first, expected) => {
    expect(occurrences(rule, first)).toEqual(expected)
  })

  test.each([
    ['FREQ=SECONDLY', '0001-01-01T00:00'],
    ['FREQ=SECONDLY;COUNT=2000000000', '0001-01-01T00:00'],
    ['FREQ=SOMETIMES', '2026-01-01T00:00'],
    ['FREQ=DAILY;INTERVAL=0', '2026-01-01T00:00'],
  ])('is given up when it is %s', (rule, first) => {
    expect(() => occurrences(rule, first)).toThrow()
  })
})

test('a zone is one by its name', () => {
  expect(['Europe/Paris', 'Etc/GMT-1', 'Romance Standard Time', ''].map(isZone)).toEqual([true, true, false, false])
})
