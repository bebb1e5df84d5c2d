import { Temporal } from 'temporal-polyfill'
import type { IsoDay } from './dated.ts'
import { DAY, type Instant } from './interval.ts'
import { dayNumberOf, isoDay } from './wall-clock.ts'

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** In the order of the week: the first is weekday 1. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export interface ByDay {
  /** `2` of `2TU`, `-1` of `-1FR`; null: each of them. */
  readonly nth: number | null
  /** 1 is Monday. */
  readonly weekday: number
}

/** The last day of a rule, or its last instant. */
export type Until =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'instant'; readonly instant: Instant }
  | { readonly kind: 'wall'; readonly wall: number }

/** An RFC 5545 RRULE, read. */
export interface Rule {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | null
  readonly until: Until | null
  readonly byDay: readonly ByDay[]
  /** The day on which weeks begin; 1 is Monday. */
  readonly weekStart: number
  readonly byMonthDay: readonly number[]
  readonly byMonth: readonly number[]
  readonly bySetPos: readonly number[]
}

const MOST_KNOWN = 5_000
const known = new Map<string, Rule | null>()

/** Null for what is no rule, or one that could occur more than once a day. */
export function readRule(rrule: string): Rule | null {
  const found = known.get(rrule)
  if (found !== undefined) return found
  const rule = parsed(rrule)
  if (known.size > MOST_KNOWN) known.clear()
  known.set(rrule, rule)
  return rule
}

const PARTS = /^(FREQ|INTERVAL|COUNT|UNTIL|BYDAY|WKST|BYMONTHDAY|BYMONTH|BYSETPOS)=([-+A-Z0-9,]+)$/

function parsed(rrule: string): Rule | null {
  const parts = new Map<string, string>()
  for (const part of rrule.split(';')) {
    const [, name, value] = PARTS.exec(part) ?? []
    if (name === undefined || value === undefined || parts.has(name)) return null
    parts.set(name, value)
  }
  const read = fieldsOf(parts)
  return Object.values(read).includes(undefined) ? null : coherent(read as Rule)
}

/** A part that cannot be read is undefined. */
const fieldsOf = (parts: ReadonlyMap<string, string>): { [Key in keyof Rule]: Rule[Key] | undefined } => ({
  frequency: FREQUENCIES.find((each) => each === parts.get('FREQ')),
  interval: parts.has('INTERVAL') ? positive(parts.get('INTERVAL')) : 1,
  count: parts.has('COUNT') ? positive(parts.get('COUNT')) : null,
  until: parts.has('UNTIL') ? readUntil(parts.get('UNTIL') ?? '') : null,
  byDay: listOf(parts.get('BYDAY'), readByDay),
  weekStart: weekdayOf(parts.get('WKST') ?? 'MO'),
  byMonthDay: listOf(parts.get('BYMONTHDAY'), within(-31, 31)),
  byMonth: listOf(parts.get('BYMONTH'), within(1, 12)),
  bySetPos: listOf(parts.get('BYSETPOS'), within(-366, 366)),
})

/** RFC 5545, 3.3.10: COUNT or UNTIL; the second Tuesday of a month, or of a year, not of a week. */
function coherent(rule: Rule): Rule | null {
  if (rule.count !== null && rule.until !== null) return null
  const nthOfWeek = rule.byDay.some(({ nth }) => nth !== null) && !/^(MONTH|YEAR)LY$/.test(rule.frequency)
  const monthDayOfWeek = rule.byMonthDay.length > 0 && rule.frequency === 'WEEKLY'
  return nthOfWeek || monthDayOfWeek ? null : rule
}

const positive = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined

const within =
  (least: number, most: number) =>
  (text: string): number | undefined => {
    const number = /^[-+]?\d{1,3}$/.test(text) ? Number(text) : 0
    return number !== 0 && number >= least && number <= most ? number : undefined
  }

function listOf<Value>(text: string | undefined, read: (one: string) => Value | undefined): Value[] | undefined {
  if (text === undefined) return []
  const values = text.split(',').map(read)
  return values.includes(undefined) ? undefined : (values as Value[])
}

function weekdayOf(code: string): number | undefined {
  const index = (WEEKDAYS as readonly string[]).indexOf(code)
  return index < 0 ? undefined : index + 1
}

function readByDay(text: string): ByDay | undefined {
  const [, nth, code] = /^([-+]?[1-9]\d?)?([A-Z]{2})$/.exec(text) ?? []
  const weekday = weekdayOf(code ?? '')
  return weekday === undefined ? undefined : { nth: nth === undefined ? null : Number(nth), weekday }
}

const UNTIL = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/

function readUntil(text: string): Until | undefined {
  const [, year, month, date, hour, minute, second, utc] = UNTIL.exec(text) ?? []
  if (year === undefined) return undefined
  const day = existing(`${year}-${month}-${date}`)
  if (day === undefined) return undefined
  if (hour === undefined) return { kind: 'day', day }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const wall = day * DAY + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
  return utc === 'Z' ? { kind: 'instant', instant: wall } : { kind: 'wall', wall }
}

function existing(text: string): number | undefined {
  try {
    return dayNumberOf(Temporal.PlainDate.from(text).toString() as IsoDay)
  } catch {
    return undefined
  }
}

/** `20270630` */
export const compactDay = (day: number): string => isoDay(day).replaceAll('-', '')

/** The RRULE text of a rule; one that ends at an instant must be given its last day first. */
export function writeRule(rule: Rule): string {
  const parts = [`FREQ=${rule.frequency}`]
  if (rule.interval !== 1) parts.push(`INTERVAL=${rule.interval}`)
  if (rule.byMonth.length > 0) parts.push(`BYMONTH=${rule.byMonth.join(',')}`)
  if (rule.byMonthDay.length > 0) parts.push(`BYMONTHDAY=${rule.byMonthDay.join(',')}`)
  if (rule.byDay.length > 0) parts.push(`BYDAY=${rule.byDay.map(writeByDay).join(',')}`)
  if (rule.bySetPos.length > 0) parts.push(`BYSETPOS=${rule.bySetPos.join(',')}`)
  if (rule.weekStart !== 1) parts.push(`WKST=${WEEKDAYS[rule.weekStart - 1]}`)
  if (rule.count !== null) parts.push(`COUNT=${rule.count}`)
  if (rule.until !== null) parts.push(`UNTIL=${writeUntil(rule.until)}`)
  return parts.join(';')
}

const writeByDay = ({ nth, weekday }: ByDay): string => `${nth ?? ''}${WEEKDAYS[weekday - 1]}`

function writeUntil(until: Until): string {
  if (until.kind === 'day') return compactDay(until.day)
  const wall = until.kind === 'instant' ? until.instant : until.wall
  const time = new Temporal.PlainTime().add({ milliseconds: wall - Math.floor(wall / DAY) * DAY })
  const clock = time.toString({ smallestUnit: 'second' }).replaceAll(':', '')
  return `${compactDay(Math.floor(wall / DAY))}T${clock}${until.kind === 'instant' ? 'Z' : ''}`
}
