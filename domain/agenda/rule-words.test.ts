import { describe, expect, test } from 'vitest'
import { type RuleWords, wordsOfRule } from './rule-words.ts'

const WEEKLY: RuleWords = { every: 1, unit: 'week', weekdays: [], nth: null, until: null, count: null }

describe('the words of a rule', () => {
  test.each<[string, Partial<RuleWords>]>([
    ['FREQ=WEEKLY;BYDAY=TH,MO', { weekdays: [1, 4] }],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=5', { every: 2, weekdays: [1], count: 5 }],
    ['FREQ=DAILY;BYDAY=MO,TU', { weekdays: [1, 2] }],
    ['FREQ=DAILY;INTERVAL=3', { every: 3, unit: 'day' }],
    ['FREQ=MONTHLY;BYDAY=2TU', { unit: 'month', weekdays: [2], nth: 2 }],
    ['FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630', { unit: 'month', weekdays: [5], nth: -1, until: '2027-06-30' }],
    ['FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270630T215959Z', { unit: 'month', nth: 15, until: '2027-06-30' }],
  ])('%s', (rrule, expected) => {
    expect(wordsOfRule(rrule)).toEqual({ ...WEEKLY, ...expected })
  })

  test.each([
    'FREQ=YEARLY',
    'FREQ=MONTHLY;BYDAY=1MO,3TU',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
    'FREQ=HOURLY',
  ])('of %s are too many', (rrule) => {
    expect(wordsOfRule(rrule)).toBeNull()
  })
})
