import type { IsoDay } from '../time/dated.ts'
import { DAY } from '../time/interval.ts'
import { type Rule, readRule } from '../time/rule.ts'
import { isoDay } from '../time/wall-clock.ts'

/** What people say of a rule: every two weeks, on Mondays and Thursdays, until 30 June. */
export interface RuleWords {
  readonly every: number
  readonly unit: 'day' | 'week' | 'month'
  /** 1 is Monday; empty: the one on which it begins, or any. */
  readonly weekdays: readonly number[]
  /** Of a month: the second of that weekday, or, when there is none, that day; -1 is the last. */
  readonly nth: number | null
  readonly until: IsoDay | null
  readonly count: number | null
}

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month' } as const

/** Null for a rule that has no short words: it still holds. */
export function wordsOfRule(rrule: string): RuleWords | null {
  const rule = readRule(rrule)
  if (!rule || rule.frequency === 'YEARLY' || rule.byMonth.length + rule.bySetPos.length > 0) return null
  const nth = nthOf(rule)
  const isWeekly = rule.frequency === 'DAILY' && rule.byDay.length > 0
  if (nth === undefined || (isWeekly && (rule.interval > 1 || rule.byMonthDay.length > 0))) return null
  return {
    every: rule.interval,
    unit: isWeekly ? 'week' : UNITS[rule.frequency],
    weekdays: [...new Set(rule.byDay.map(({ weekday }) => weekday))].sort(),
    nth,
    until: untilOf(rule),
    count: rule.count,
  }
}

/** Undefined when there are several. */
function nthOf({ byDay, byMonthDay, frequency }: Rule): number | null | undefined {
  if (byMonthDay.length > 0)
    return byMonthDay.length === 1 && byDay.length === 0 && frequency === 'MONTHLY' ? byMonthDay[0] : undefined
  const nths = new Set(byDay.map(({ nth }) => nth))
  if (nths.size > 1) return undefined
  const [nth = null] = nths
  return nth
}

function untilOf({ until }: Rule): IsoDay | null {
  if (until === null) return null
  if (until.kind === 'day') return isoDay(until.day)
  return isoDay(Math.floor((until.kind === 'instant' ? until.instant : until.wall) / DAY))
}
