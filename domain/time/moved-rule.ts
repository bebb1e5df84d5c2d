import { Temporal } from 'temporal-polyfill'
import type { IsoDay } from './dated.ts'
import { DAY } from './interval.ts'
import { continuedFrom, occurrencesOf, type Recurring } from './recurrence.ts'
import { type ByDay, type Rule, readRule, writeRule } from './rule.ts'
import { dayNumber, dayNumberOf, isoDay, startOfDay, weekday } from './wall-clock.ts'

export interface Moved {
  readonly rrule: string
  /** Nothing occurs before it. */
  readonly firstDay: IsoDay
  readonly exceptOn: readonly IsoDay[]
}

/** From a day to another; both are numbers of days. */
interface Move {
  readonly from: number
  readonly to: number
}

/**
 * The rule by which what occurs on `from` occurs on `to` instead: the other days of a week stay, and the second Tuesday
 * becomes the second Wednesday. Null when no rule says that.
 */
export function movedRule(recurring: Recurring, from: IsoDay, to: IsoDay): Moved | null {
  const first = dayNumber(recurring.start, recurring.zone)
  const rule = readRule(continuedFrom(recurring, isoDay(first)))
  if (!rule) return null
  if (from === to) return { rrule: writeRule(rule), firstDay: isoDay(first), exceptOn: recurring.exceptOn }
  const move = { from: dayNumberOf(from), to: dayNumberOf(to) }
  const parts = movedParts(rule, move)
  if (!parts || rule.bySetPos.length > 0) return null
  const shifted = (day: number) => (isMoved(rule, day, move) ? day + move.to - move.from : day)
  return {
    rrule: writeRule({ ...rule, ...parts, until: movedUntil(recurring, rule, move) }),
    firstDay: isoDay(movedFirst(recurring, rule, first, move)),
    exceptOn: recurring.exceptOn.map((day) => isoDay(shifted(dayNumberOf(day)))),
  }
}

/** Of several days of a week, only one moves. */
const isMoved = (rule: Rule, day: number, { from }: Move): boolean =>
  rule.byDay.length <= 1 || weekday(day) === weekday(from)

function movedParts(rule: Rule, move: Move): Partial<Rule> | null {
  if (rule.byMonthDay.length > 1 || (rule.byMonthDay.length === 1 && rule.byDay.length > 0)) return null
  const [date] = rule.byMonthDay
  if (date !== undefined) return { byMonthDay: [dateOf(move.to, date < 0)] }
  if (rule.byDay.length === 0) return {}
  if (!rule.byDay.some((each) => isThat(each, move.from))) return null
  const moved = rule.byDay.map((each) => (isThat(each, move.from) ? movedDay(each, move.to) : each))
  return { byDay: moved.filter((each, index) => moved.findIndex((other) => isSame(each, other)) === index) }
}

const isSame = (one: ByDay, other: ByDay): boolean => one.nth === other.nth && one.weekday === other.weekday

/** Whether a day is the one that a BYDAY speaks of, in its month. */
const isThat = ({ nth, weekday: day }: ByDay, that: number): boolean =>
  day === weekday(that) && (nth === null || nth === nthOf(that, nth < 0))

const movedDay = ({ nth }: ByDay, to: number): ByDay => ({
  nth: nth === null ? null : nthOf(to, nth < 0),
  weekday: weekday(to),
})

/** 2 on the second of its weekday in a month; -1 on the last, when counted from the end. */
const nthOf = (day: number, fromEnd: boolean): number => {
  const date = dateOf(day, fromEnd)
  return Math.sign(date) * Math.ceil(Math.abs(date) / 7)
}

/** Of a month, from 1; from -1 when counted from the end. */
function dateOf(day: number, fromEnd: boolean): number {
  const { day: date, daysInMonth } = Temporal.PlainDate.from(isoDay(day))
  return fromEnd ? date - daysInMonth - 1 : date
}

/** A rule that ends does not lose its last occurrence by being moved to a later day. */
function movedUntil(recurring: Recurring, rule: Rule, move: Move): Rule['until'] {
  const { until } = rule
  const days = move.to - move.from
  if (until?.kind !== 'day' || days <= 0) return until
  if (rule.byDay.length <= 1) return { kind: 'day', day: until.day + days }
  const last = occurrenceDays(recurring, until.day - 7 * rule.interval, until.day).at(-1) ?? until.day
  return { kind: 'day', day: Math.max(until.day, isMoved(rule, last, move) ? last + days : last) }
}

function movedFirst(recurring: Recurring, rule: Rule, first: number, move: Move): number {
  const days = move.to - move.from
  if (rule.byDay.some(({ nth }) => nth !== null))
    return Math.max(first + Math.min(days, 0), first - dateOf(first, false) + 1)
  if (rule.byDay.length <= 1) return first + days
  const early = occurrenceDays(recurring, first, first + 14 * rule.interval)
  return Math.min(...early.map((day) => (isMoved(rule, day, move) ? day + days : day)))
}

/** Exceptions included. */
function occurrenceDays(recurring: Recurring, first: number, last: number): number[] {
  const { zone } = recurring
  const within = { start: startOfDay(first, zone), end: startOfDay(last, zone) + DAY }
  return occurrencesOf({ ...recurring, exceptOn: [] }, within).map(({ day }) => dayNumberOf(day))
}

/** The first day on which a rule may begin, at `first` or later, so that `day` is in a week, or a day, of its interval. */
export function firstDayInPhase(rrule: string, first: IsoDay, day: IsoDay): IsoDay {
  const rule = readRule(rrule)
  if (!rule || rule.interval === 1 || !/^(DAI|WEEK)LY$/.test(rule.frequency)) return first
  const period = rule.interval * (rule.frequency === 'WEEKLY' ? 7 : 1)
  const between = dayNumberOf(day) - dayNumberOf(first)
  return isoDay(dayNumberOf(day) - Math.floor(between / period) * period)
}
