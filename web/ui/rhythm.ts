/** How often something comes back, as people say it; days of the week from 1, Monday. */
export type Rhythm =
  | { readonly every: 'week'; readonly interval: number; readonly weekdays: readonly number[] }
  | { readonly every: 'month'; readonly nth: number; readonly weekday: number }

/** What an RRULE says: its rhythm, and the last day it may occur on. */
export interface Rule {
  readonly rhythm: Rhythm
  readonly until: string | null
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const codeOf = (weekday: number) => CODES[weekday - 1] ?? ''
const weekdayOfCode = (code: string) => CODES.indexOf(code) + 1

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7]

/** `FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270630` (RFC 5545). */
export function rruleOf(rhythm: Rhythm, until: string | null = null): string {
  const parts =
    rhythm.every === 'week'
      ? [
          'FREQ=WEEKLY',
          ...(rhythm.interval > 1 ? [`INTERVAL=${rhythm.interval}`] : []),
          `BYDAY=${[...rhythm.weekdays].sort().map(codeOf).join(',')}`,
        ]
      : ['FREQ=MONTHLY', `BYDAY=${rhythm.nth}${codeOf(rhythm.weekday)}`]
  return [...parts, ...(until ? [`UNTIL=${until.replaceAll('-', '')}`] : [])].join(';')
}

const KNOWN_PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL']

/** The rule in words' terms; undefined for one that these screens do not make, such as a count. */
export function ruleOf(rrule: string, firstDay: string): Rule | undefined {
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]))
  if ([...parts.keys()].some((name) => !KNOWN_PARTS.includes(name))) return undefined
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const byDay = parts.get('BYDAY')?.split(',') ?? []
  const rhythm = READERS.get(parts.get('FREQ') ?? '')?.(interval, byDay, weekdayOf(firstDay))
  return rhythm && { rhythm, until: dayOfUntil(parts.get('UNTIL')) }
}

type Reader = (interval: number, byDay: readonly string[], first: number) => Rhythm | undefined

const weekly: Reader = (interval, byDay, first) => {
  const weekdays = byDay.length > 0 ? byDay.map(weekdayOfCode) : [first]
  return weekdays.includes(0) ? undefined : { every: 'week', interval, weekdays: weekdays.sort() }
}

const daily: Reader = (interval, byDay) => (interval > 1 ? undefined : weekly(1, byDay.length > 0 ? byDay : CODES, 1))

const monthly: Reader = (interval, [day = '', ...others]) => {
  const [, nth, code = ''] = /^(-1|[1-4])([A-Z]{2})$/.exec(day) ?? []
  if (nth === undefined || interval > 1 || others.length > 0) return undefined
  return { every: 'month', nth: Number(nth), weekday: weekdayOfCode(code) }
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['WEEKLY', weekly],
  ['DAILY', daily],
  ['MONTHLY', monthly],
])

const dayOfUntil = (until: string | undefined): string | null =>
  until ? until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3') : null

const DAY = 86_400_000
const MONDAY_OF_1970 = Date.UTC(1970, 0, 5)
const SUNDAY = 7

/** 1 is Monday. */
export const weekdayOf = (day: string): number => new Date(day).getUTCDay() || SUNDAY

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10)

const weekIndex = (day: string) => Math.floor((Date.parse(day) - MONDAY_OF_1970) / (7 * DAY))

function isNthOfMonth(day: string, nth: number): boolean {
  const date = Number(day.slice(8))
  if (nth === -1) return addDays(day, 7).slice(0, 7) !== day.slice(0, 7)
  return Math.ceil(date / 7) === nth
}

const occurs = (rhythm: Rhythm, first: string, day: string): boolean =>
  rhythm.every === 'week'
    ? rhythm.weekdays.includes(weekdayOf(day)) && (weekIndex(day) - weekIndex(first)) % rhythm.interval === 0
    : weekdayOf(day) === rhythm.weekday && isNthOfMonth(day, rhythm.nth)

interface Recurring {
  readonly day: string
  readonly recurrence: { readonly rrule: string; readonly exceptOn: readonly string[] } | null
}

const FAR = 400

/** The next days on which it occurs, from `from` on; public holidays are not known here. */
export function nextDays({ day, recurrence }: Recurring, from: string, count: number): string[] {
  const start = from > day ? from : day
  if (!recurrence) return day >= from ? [day] : []
  const rule = ruleOf(recurrence.rrule, day)
  if (!rule) return [start]
  const days = Array.from({ length: FAR }, (_, away) => addDays(start, away))
  return days
    .filter((one) => occurs(rule.rhythm, day, one) && !(rule.until && one > rule.until))
    .filter((one) => !recurrence.exceptOn.includes(one))
    .slice(0, count)
}

/** The first day of the rhythm, `from` included. */
export const firstDayOf = (rhythm: Rhythm, from: string): string =>
  Array.from({ length: FAR }, (_, away) => addDays(from, away)).find((day) =>
    rhythm.every === 'week' ? rhythm.weekdays.includes(weekdayOf(day)) : occurs(rhythm, from, day),
  ) ?? from
