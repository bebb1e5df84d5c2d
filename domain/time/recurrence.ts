import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { IsoDay } from './dated.ts'
import { DAY, type Instant, type Interval } from './interval.ts'
import { compactDay, type Rule, readRule, type Until, writeRule } from './rule.ts'
import { dayNumber, dayNumberOf, instantOfWall, isoDay, wallOf, weekday } from './wall-clock.ts'

/** Something that occurs once, or again by a rule: RFC 5545 DTSTART, DTEND, RRULE and EXDATE. */
export interface Recurring {
  /** Of the first occurrence. */
  readonly start: Instant
  readonly end: Instant
  /** By whose clock the rule goes. An occurrence ends when that clock shows the hour of `end`. */
  readonly zone: string
  /** `FREQ=WEEKLY;BYDAY=MO,TH`; null for a single occurrence, which is exactly [start, end). */
  readonly rrule: string | null
  /** Days of that clock on which it does not occur. */
  readonly exceptOn: readonly IsoDay[]
}

/** One time that it occurs; `day` names it, by the clock of its zone. */
export interface Occurrence extends Interval {
  readonly day: IsoDay
}

/** How a recurring thing goes by its clock: days, and milliseconds of that clock. */
interface Course {
  readonly rule: Rule
  readonly zone: string
  readonly firstDay: number
  readonly timeOfDay: number
  readonly length: number
  /** UNTIL, as a day. */
  readonly lastDay: number
}

/** Every occurrence that touches `within`, earliest first. A rule that cannot be read never occurs. */
export function occurrencesOf(recurring: Recurring, within: Interval): Occurrence[] {
  if (recurring.rrule === null) return singleOf(recurring, within)
  const course = courseOf(recurring)
  if (!course) return []
  const from = dayNumber(within.start, course.zone) - Math.ceil(course.length / DAY) - 1
  const until = dayNumber(within.end, course.zone) + 1
  return daysOf(course, from, until)
    .map((day) => occurrenceOn(course, day))
    .filter((each) => touches(each, within) && !recurring.exceptOn.includes(each.day))
}

const touches = ({ start, end }: Interval, within: Interval): boolean =>
  start < within.end && end > within.start && start < end

function singleOf({ start, end, zone, exceptOn }: Recurring, within: Interval): Occurrence[] {
  const only = { start, end, day: isoDay(dayNumber(start, zone)) }
  return touches(only, within) && !exceptOn.includes(only.day) ? [only] : []
}

function courseOf({ start, end, zone, rrule }: Recurring): Course | null {
  const rule = rrule === null ? null : readRule(rrule)
  if (!rule) return null
  const wall = wallOf(start, zone)
  const firstDay = Math.floor(wall / DAY)
  const timeOfDay = wall - firstDay * DAY
  const lastDay = lastDayOf(rule.until, timeOfDay, zone)
  return { rule, zone, firstDay, timeOfDay, length: wallOf(end, zone) - wall, lastDay }
}

function occurrenceOn({ zone, timeOfDay, length }: Course, day: number): Occurrence {
  const wall = day * DAY + timeOfDay
  return { start: instantOfWall(wall, zone), end: instantOfWall(wall + length, zone), day: isoDay(day) }
}

/** The last day on which something that begins at `timeOfDay` begins no later than `until`. */
function lastDayOf(until: Until | null, timeOfDay: number, zone: string): number {
  if (until === null) return Number.POSITIVE_INFINITY
  if (until.kind === 'day') return until.day
  const wall = until.kind === 'wall' ? until.wall : wallOf(until.instant, zone)
  return Math.floor((wall - timeOfDay) / DAY)
}

/** The days in [from, until] on which the rule occurs, exceptions included. */
function daysOf(course: Course, from: number, until: number): number[] {
  const [first, last] = [Math.max(from, course.firstDay), Math.min(until, course.lastDay)]
  if (first > last) return []
  const pattern = patternOf(course)
  return pattern ? daysByPattern(course, pattern, first, last) : daysByLibrary(course, first, last)
}

/** Days that come back after `period` days, counted from `anchor`: offsets in order. */
interface Pattern {
  readonly anchor: number
  readonly period: number
  readonly offsets: readonly number[]
}

/** By days or by weeks, a rule is a pattern of days: no library is needed, which would take a while for each of them. */
function patternOf({ rule, firstDay }: Course): Pattern | null {
  if (rule.bySetPos.length > 0) return null
  const weekdays = rule.byDay.map((each) => each.weekday)
  const period = 7 * rule.interval
  if (rule.frequency === 'DAILY') {
    const steps = Array.from({ length: 7 }, (_, step) => step * rule.interval)
    const matches = (offset: number) => weekdays.length === 0 || weekdays.includes(weekday(firstDay + offset))
    return { anchor: firstDay, period, offsets: steps.filter(matches) }
  }
  if (rule.frequency !== 'WEEKLY') return null
  const sinceWeekStart = (day: number) => (day - rule.weekStart + 7) % 7
  const on = weekdays.length > 0 ? weekdays : [weekday(firstDay)]
  const offsets = [...new Set(on.map(sinceWeekStart))].sort((one, other) => one - other)
  return { anchor: firstDay - sinceWeekStart(weekday(firstDay)), period, offsets }
}

/** However old the rule is, nothing is walked through, but to count what only some months or dates have. */
function daysByPattern({ rule, firstDay }: Course, pattern: Pattern, first: number, last: number): number[] {
  const count = rule.count ?? Number.POSITIVE_INFINITY
  if (!isLimited(rule)) return patternDays(pattern, { firstDay, count }, first, last)
  const from = rule.count === null ? first : firstDay
  const days = patternDays(pattern, { firstDay, count: Number.POSITIVE_INFINITY }, from, last)
  const there = days.filter((day) => isInMonths(rule, day)).slice(0, count)
  return there.filter((day) => day >= first)
}

const isLimited = ({ byMonth, byMonthDay }: Rule): boolean => byMonth.length + byMonthDay.length > 0

function isInMonths({ byMonth, byMonthDay }: Rule, day: number): boolean {
  const [, month, date] = isoDay(day).split('-').map(Number)
  if (month === undefined || date === undefined || (byMonth.length > 0 && !byMonth.includes(month))) return false
  return byMonthDay.length === 0 || byMonthDay.includes(date) || byMonthDay.includes(fromMonthEnd(day))
}

/** -1 on the last day of a month. */
function fromMonthEnd(day: number): number {
  const { day: date, daysInMonth } = Temporal.PlainDate.from(isoDay(day))
  return date - daysInMonth - 1
}

interface Begun {
  readonly firstDay: number
  readonly count: number
}

function patternDays(pattern: Pattern, { firstDay, count }: Begun, first: number, last: number): number[] {
  const { anchor, period, offsets } = pattern
  const most = count + offsets.filter((offset) => anchor + offset < firstDay).length
  const days: number[] = []
  for (let round = Math.floor((first - anchor) / period); anchor + round * period <= last; round++) {
    const left = most - round * offsets.length
    if (left <= 0 || offsets.length === 0) break
    for (const offset of offsets.slice(0, left)) days.push(anchor + round * period + offset)
  }
  return days.filter((day) => day >= first && day <= last)
}

const MOST_KNOWN = 2_000
const readByLibrary = new Map<string, RRuleTemporal>()

/** By the calendar alone, in UTC: what clocks do on those days is `occurrenceOn`'s business. */
function daysByLibrary({ rule, firstDay }: Course, first: number, last: number): number[] {
  const text = `DTSTART;TZID=UTC:${compactDay(firstDay)}T000000\nRRULE:${writeRule({ ...rule, until: null })}`
  const library = readByLibrary.get(text) ?? new RRuleTemporal({ rruleString: text })
  if (readByLibrary.size > MOST_KNOWN) readByLibrary.clear()
  readByLibrary.set(text, library)
  const midnight = (day: number) => Temporal.Instant.fromEpochMilliseconds(day * DAY).toZonedDateTimeISO('UTC')
  return library.between(midnight(first), midnight(last), true).map((each) => each.epochMilliseconds / DAY)
}

/** From 2024-01-01: two leap years. */
const TRIED = { firstDay: 19_723, days: 8 * 366 }

const usable = new Map<string, boolean>()

/** Whether it can be read, occurs at most once a day, and at all. */
export function isUsableRule(rrule: string): boolean {
  const found = usable.get(rrule) ?? occursAtAll(readRule(rrule))
  if (usable.size > MOST_KNOWN) usable.clear()
  usable.set(rrule, found)
  return found
}

function occursAtAll(rule: Rule | null): boolean {
  if (!rule) return false
  const always = { ...rule, interval: 1, count: null, until: null }
  const { firstDay, days } = TRIED
  const course = { rule: always, zone: 'UTC', firstDay, timeOfDay: 0, length: DAY, lastDay: Number.POSITIVE_INFINITY }
  if (patternOf(course) && !isLimited(rule)) return true
  try {
    return daysOf(course, firstDay, firstDay + days).length > 0
  } catch {
    return false // the library gives up on what never occurs
  }
}

/** The RRULE text with which the last occurrence is before `day`; null when none is left. */
export function endingBefore(recurring: Recurring, day: IsoDay): string | null {
  const course = courseOf(recurring)
  if (!course) return null
  const before = daysOf(course, course.firstDay, dayNumberOf(day) - 1)
  const last = before.findLast((each) => !recurring.exceptOn.includes(isoDay(each)))
  if (last === undefined) return null
  const latest = course.rule.count === null ? dayNumberOf(day) - 1 : (before.at(-1) ?? last)
  return writeRule(endingOn({ ...course.rule, count: null }, Math.min(latest, course.lastDay)))
}

/** The RRULE text for the part from `day` on: a COUNT is what is left of it. */
export function continuedFrom(recurring: Recurring, day: IsoDay): string {
  const course = courseOf(recurring)
  if (!course) return recurring.rrule ?? ''
  const { rule, lastDay } = course
  if (rule.count === null) return writeRule(lastDay === Number.POSITIVE_INFINITY ? rule : endingOn(rule, lastDay))
  const gone = daysOf(course, course.firstDay, dayNumberOf(day) - 1).length
  return writeRule({ ...rule, count: Math.max(1, rule.count - gone) })
}

const endingOn = (rule: Rule, day: number): Rule => ({ ...rule, until: { kind: 'day', day } })
