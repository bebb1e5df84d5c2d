import { describe, expect, test } from 'vitest'
import { addDays, firstDayOf, nextDays, type Rhythm, rruleOf, ruleOf } from './rhythm.ts'

const THURSDAY = '2026-11-26'

describe('a rhythm and its rule', () => {
  test.each<[Rhythm, string | null, string]>([
    [{ every: 'week', interval: 1, weekdays: [4, 1] }, null, 'FREQ=WEEKLY;BYDAY=MO,TH'],
    [{ every: 'week', interval: 2, weekdays: [4] }, '2027-06-30', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630'],
    [{ every: 'month', nth: -1, weekday: 5 }, null, 'FREQ=MONTHLY;BYDAY=-1FR'],
  ])('%j until %s is %s, and back', (rhythm, until, rrule) => {
    expect(rruleOf(rhythm, until)).toBe(rrule)
    const read = ruleOf(rrule, THURSDAY)
    expect(read && rruleOf(read.rhythm, read.until)).toBe(rrule)
  })

  test('reads every day, and the day of the first one, as days of the week', () => {
    expect(ruleOf('FREQ=DAILY', THURSDAY)?.rhythm).toEqual({
      every: 'week',
      interval: 1,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    })
    expect(ruleOf('FREQ=WEEKLY', THURSDAY)?.rhythm).toEqual({ every: 'week', interval: 1, weekdays: [4] })
    expect(ruleOf('FREQ=WEEKLY;UNTIL=20270630T215959Z', THURSDAY)?.until).toBe('2027-06-30')
  })

  test.each(['FREQ=WEEKLY;COUNT=3', 'FREQ=MONTHLY;BYMONTHDAY=3', 'FREQ=DAILY;INTERVAL=3', 'FREQ=YEARLY'])(
    'leaves %s to its own words',
    (rrule) => {
      expect(ruleOf(rrule, THURSDAY)).toBeUndefined()
    },
  )
})

describe('the next days', () => {
  const days = (rrule: string, from: string, exceptOn: string[] = []) =>
    nextDays({ day: THURSDAY, recurrence: { rrule, exceptOn } }, from, 3)

  test('follow the rhythm, without the days left out', () => {
    expect(days('FREQ=WEEKLY;BYDAY=TH', THURSDAY)).toEqual(['2026-11-26', '2026-12-03', '2026-12-10'])
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', '2026-11-27')).toEqual(['2026-12-10', '2026-12-24', '2027-01-07'])
    expect(days('FREQ=WEEKLY;BYDAY=TH', THURSDAY, ['2026-12-03'])).toEqual(['2026-11-26', '2026-12-10', '2026-12-17'])
  })

  test('stop on the last day', () => {
    expect(days('FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203', THURSDAY)).toEqual(['2026-11-26', '2026-12-03'])
  })

  test('find the nth and the last weekday of months', () => {
    expect(days('FREQ=MONTHLY;BYDAY=1TU', THURSDAY)).toEqual(['2026-12-01', '2027-01-05', '2027-02-02'])
    expect(days('FREQ=MONTHLY;BYDAY=-1TH', THURSDAY)).toEqual(['2026-11-26', '2026-12-31', '2027-01-28'])
  })

  test('begin on the first day of the rhythm', () => {
    expect(firstDayOf({ every: 'week', interval: 2, weekdays: [1] }, THURSDAY)).toBe('2026-11-30')
    expect(firstDayOf({ every: 'month', nth: 1, weekday: 4 }, THURSDAY)).toBe('2026-12-03')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})
