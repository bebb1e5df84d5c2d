import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { describe, expect, test } from 'vitest'
import type { IsoDay } from './dated.ts'
import { DAY, HOUR } from './interval.ts'
import { continuedFrom, endingBefore, isUsableRule, occurrencesOf, type Recurring } from './recurrence.ts'
import { readRule, writeRule } from './rule.ts'
import { dayNumberOf, isoDay, startOfDay, wallTime } from './wall-clock.ts'

const PARIS = 'Europe/Paris'
const at = (iso: string) => Date.parse(iso)
/** A Thursday. */
const MORNINGS: Recurring = {
  start: at('2026-11-05T09:00+01:00'),
  end: at('2026-11-05T12:00+01:00'),
  zone: PARIS,
  rrule: 'FREQ=WEEKLY;BYDAY=TH',
  exceptOn: [],
}
const between = (from: IsoDay, until: IsoDay) => ({
  start: startOfDay(dayNumberOf(from), PARIS),
  end: startOfDay(dayNumberOf(until), PARIS),
})
const daysOf = (recurring: Partial<Recurring>, from: IsoDay = '2026-11-01', until: IsoDay = '2027-01-01') =>
  occurrencesOf({ ...MORNINGS, ...recurring }, between(from, until)).map(({ day }) => day.slice(5))

describe('a recurring time', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=TH;COUNT=3', ['11-05', '11-12', '11-19']],
    ['FREQ=WEEKLY;COUNT=2', ['11-05', '11-12']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', ['11-05', '11-19', '12-03', '12-17', '12-31']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261204', ['11-05', '11-16', '11-19', '11-30', '12-03']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=3', ['11-15', '11-17', '11-29']],
    ['FREQ=MONTHLY;BYDAY=2TU', ['11-10', '12-08']],
    ['FREQ=MONTHLY;BYDAY=-1FR', ['11-27', '12-25']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['12-31']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['11-30', '12-31']],
    ['FREQ=YEARLY;BYMONTH=12;BYDAY=1MO', ['12-07']],
    ['FREQ=DAILY;INTERVAL=20', ['11-05', '11-25', '12-15']],
    ['FREQ=DAILY;BYDAY=SA,SU;COUNT=3', ['11-07', '11-08', '11-14']],
    ['FREQ=WEEKLY;UNTIL=20261112', ['11-05', '11-12']],
    ['FREQ=WEEKLY;UNTIL=20261112T080000Z', ['11-05', '11-12']],
    ['FREQ=WEEKLY;UNTIL=20261112T075959Z', ['11-05']],
    ['FREQ=WEEKLY;UNTIL=20261112T090000', ['11-05', '11-12']],
    ['FREQ=WEEKLY;UNTIL=20261112T085959', ['11-05']],
    ['FREQ=NEVER', []],
  ])('by %s', (rrule, days) => {
    expect(daysOf({ rrule })).toEqual(days)
  })

  test('does not occur on the days left out, which its count counts', () => {
    expect(daysOf({ rrule: 'FREQ=WEEKLY;COUNT=3', exceptOn: ['2026-11-12'] })).toEqual(['11-05', '11-19'])
  })

  test('once is exactly its interval, if it touches the time asked for', () => {
    expect(daysOf({ rrule: null })).toEqual(['11-05'])
    expect(occurrencesOf({ ...MORNINGS, rrule: null }, { start: MORNINGS.end, end: MORNINGS.end + DAY })).toEqual([])
    expect(occurrencesOf({ ...MORNINGS, rrule: null }, { start: MORNINGS.end - 1, end: MORNINGS.end })).toHaveLength(1)
  })

  test('is there when it only touches the time asked for', () => {
    const night = { start: at('2026-11-05T20:00+01:00'), end: at('2026-11-06T08:00+01:00'), rrule: 'FREQ=DAILY' }
    expect(daysOf(night, '2026-11-10', '2026-11-11')).toEqual(['11-09', '11-10'])
  })

  test('goes by the clock on both days of change: 5 and 7 hours from midnight to six', () => {
    const night = { ...MORNINGS, rrule: 'FREQ=DAILY' }
    const hours = (start: string, end: string, from: IsoDay, until: IsoDay) =>
      occurrencesOf({ ...night, start: at(start), end: at(end) }, between(from, until)).map(
        (each) => (each.end - each.start) / HOUR,
      )
    expect(hours('2026-03-01T00:00+01:00', '2026-03-01T06:00+01:00', '2026-03-28', '2026-03-31')).toEqual([6, 5, 6])
    expect(hours('2026-03-29T00:00+01:00', '2026-03-29T06:00+02:00', '2026-10-24', '2026-10-27')).toEqual([6, 7, 6])
  })

  test('begins an hour later on the day that has no such hour, and the first time when it comes twice', () => {
    const early = {
      ...MORNINGS,
      start: at('2026-01-01T02:30+01:00'),
      end: at('2026-01-01T04:00+01:00'),
      rrule: 'FREQ=DAILY',
    }
    const starts = (from: IsoDay, until: IsoDay) => occurrencesOf(early, between(from, until)).map(({ start }) => start)
    expect(starts('2026-03-29', '2026-03-30').map((start) => wallTime(start, PARIS))).toEqual(['03:30'])
    expect(starts('2026-10-25', '2026-10-26')).toEqual([at('2026-10-25T02:30+02:00')])
  })

  test('does not occur when the clock skips all of it', () => {
    const skipped = { start: at('2026-03-01T02:30+01:00'), end: at('2026-03-01T03:00+01:00'), rrule: 'FREQ=DAILY' }
    expect(daysOf(skipped, '2026-03-28', '2026-03-31')).toEqual(['03-28', '03-30'])
  })

  const rules = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('DAILY', 'WEEKLY'),
        fc.integer({ min: 1, max: 5 }),
        fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']),
        fc.constantFrom('', ';COUNT=1', ';COUNT=7', ';COUNT=90', ';UNTIL=20250310', ';UNTIL=20260101'),
        fc.constantFrom('', ';WKST=SU', ';WKST=TH'),
        fc.constantFrom('', '', ';BYMONTH=3', ';BYMONTH=1,2,6,11'),
        fc.constantFrom('', '', ';BYMONTHDAY=1,15', ';BYMONTHDAY=-1,13,31'),
      )
      .map(([frequency, interval, days, end, start, months, dates]) => {
        const on = days.length > 0 ? `;BYDAY=${days}` : ''
        return `FREQ=${frequency};INTERVAL=${interval}${months}${frequency === 'DAILY' ? dates : ''}${on}${start}${end}`
      }),
    fc.constantFrom('FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1;COUNT=9', 'FREQ=YEARLY;BYMONTH=3'),
  )

  test('occurs on the days of the reference library, in any window', () => {
    fc.assert(
      fc.property(rules, fc.nat(400), fc.nat(900), fc.nat(70), (rrule, first, after, length) => {
        const day = (number: number) => isoDay(dayNumberOf('2025-01-01') + number)
        const start = startOfDay(dayNumberOf(day(first)), 'UTC') + 9 * HOUR
        const compact = day(first).replaceAll('-', '')
        const reference = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${compact}T090000\nRRULE:${rrule}` })
        const within = { start: start + (after - 200) * DAY, end: start + (after - 200 + length) * DAY }
        const expected = reference.between(new Date(within.start), new Date(within.end), true)
        const found = occurrencesOf({ start, end: start + HOUR, zone: 'UTC', rrule, exceptOn: [] }, within)
        const starts = expected.map((each) => each.epochMilliseconds).filter((each) => each < within.end)
        expect(found.map((each) => each.start)).toEqual(starts)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is found at once, however often it occurred since it began', () => {
    const start = Date.parse('1926-11-24T08:00:00Z')
    const within = { start: dayNumberOf('2026-11-24') * DAY, end: dayNumberOf('2026-11-24') * DAY + 60 * DAY }
    for (const rrule of [
      'FREQ=DAILY;BYMONTHDAY=1,2,3,-1',
      'FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;COUNT=9999',
    ]) {
      const before = performance.now()
      for (let time = 0; time < 20; time++)
        occurrencesOf({ start, end: start + HOUR, zone: PARIS, rrule, exceptOn: [] }, within)
      expect(performance.now() - before).toBeLessThan(2_000)
    }
  })

  test('is cut in two at any of its days: what ends before, and what goes on', () => {
    fc.assert(
      fc.property(rules, fc.nat(400), fc.nat(60), (rrule, first, which) => {
        const start = startOfDay(dayNumberOf('2025-01-01') + first, PARIS) + 9 * HOUR
        const whole = { start, end: start + HOUR, zone: PARIS, rrule, exceptOn: [] }
        const ever = { start, end: start + 1_500 * DAY }
        const all = occurrencesOf(whole, ever)
        const at = all[which % Math.max(1, all.length)]
        if (!at) return
        const earlier = endingBefore(whole, at.day)
        const later = { ...whole, start: at.start, end: at.end, rrule: continuedFrom(whole, at.day) }
        const before = earlier === null ? [] : occurrencesOf({ ...whole, rrule: earlier }, ever)
        expect([...before, ...occurrencesOf(later, ever)]).toEqual(all)
      }),
      { numRuns: 300 },
    )
  })

  test('ends before its first day as nothing', () => {
    expect(endingBefore(MORNINGS, '2026-11-05')).toBeNull()
    expect(endingBefore({ ...MORNINGS, exceptOn: ['2026-11-05'] }, '2026-11-12')).toBeNull()
    expect(endingBefore(MORNINGS, '2026-11-12')).toBe('FREQ=WEEKLY;BYDAY=TH;UNTIL=20261111')
  })
})

describe('a rule', () => {
  test.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270630',
    'FREQ=WEEKLY;UNTIL=20270630T215959Z',
    'FREQ=WEEKLY;UNTIL=20270630T235959',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=WEEKLY;BYDAY=SU;WKST=SU',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
  ])('%s can be used, and is written as it is read', (rrule) => {
    expect(isUsableRule(rrule)).toBe(true)
    const rule = readRule(rrule)
    expect(rule && readRule(writeRule(rule))).toEqual(rule)
  })

  test.each([
    '',
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=8,9',
    'FREQ=DAILY;BYMINUTE=0',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;COUNT=0',
    'FREQ=WEEKLY;COUNT=2;UNTIL=20261231',
    'FREQ=WEEKLY;UNTIL=20261332',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;FREQ=DAILY',
    'FREQ=WEEKLY;BYMONTHDAY=3',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'RRULE:FREQ=DAILY',
  ])('%s cannot be used', (rrule) => {
    expect(isUsableRule(rrule)).toBe(false)
  })
})
