import type { Kind } from '../availability/picture.ts'
import type { IsoDay } from '../time/dated.ts'
import type { Minutes } from '../time/interval.ts'
import { writeRule } from '../time/rule.ts'
import { dayNumberOf, isoDay, minuteOfDay, weekday } from '../time/wall-clock.ts'
import type { OpeningDraft } from './draft.ts'
import { type Heard, type HeardAgain, type HeardDay, hear } from './heard.ts'
import { type RuleWords, wordsOfRule } from './rule-words.ts'
import { type DayTrouble, dayOf } from './said-day.ts'

/** What somebody wants to open, said in French. */
export interface SaidOpening {
  /** In order. Of a rule, the day from which it holds. */
  readonly days: readonly IsoDay[]
  readonly rrule: string | null
  /** When it begins: in order, `11:40`. */
  readonly times: readonly string[]
  /** When it ends, if that was said; then there is one time. */
  readonly until: string | null
  readonly slotMinutes: Minutes
  /** Places at each of those times: one after the other, or in one slot of a range or en sus. */
  readonly count: number
  readonly kind: Kind
}

/** What was not understood, or could mean several things: it is asked, never guessed. */
export interface SaidProblem {
  readonly problem: 'nothing-said' | 'not-understood' | DayTrouble | 'which-hours' | 'how-many' | 'how-long'
  /** The words concerned, if it is some of them. */
  readonly part: string
}

export interface SaidContext {
  readonly today: IsoDay
  /** What the clock shows: an hour that is past is not opened today. */
  readonly nowTime: string
  readonly defaults: { readonly minutes: Minutes }
}

/** Where a part of the day begins when no hour is said, and the hours that it may hold. */
const PARTS = {
  matin: { from: '09:00', earliest: '05:00', latest: '12:59' },
  aprem: { from: '14:00', earliest: '12:00', latest: '18:59' },
  soir: { from: '18:00', earliest: '17:00', latest: '23:59' },
} as const

const problem = (code: SaidProblem['problem'], part = ''): SaidProblem => ({ problem: code, part })
const isProblem = (value: object): value is SaidProblem => 'problem' in value

/** Reads what a professional types: `demain 11h 2x15`, `tous les jeudis 9h-12h 15 min`. */
export function readOpeningText(text: string, context: SaidContext): SaidOpening | SaidProblem {
  const { heard, rest } = hear(text)
  if (rest !== '') return problem('not-understood', /^\S+/.exec(rest)?.[0])
  if (text.trim() === '') return problem('nothing-said')
  if (heard.trouble) return problem(heard.trouble)
  const hours = hoursOf(heard)
  if (isProblem(hours)) return hours
  const places = placesOf(heard, hours, context)
  if (isProblem(places)) return places
  const days = daysOf(heard, hours, context)
  return isProblem(days) ? days : { ...days, ...hours, ...places, kind: heard.kind }
}

type Hours = Pick<SaidOpening, 'times' | 'until'>

function hoursOf({ starts, spans, part }: Heard): Hours | SaidProblem {
  const [span] = spans
  if (spans.length + Math.min(starts.length, 1) > 1) return problem('which-hours')
  const said = span ? [span.from] : [...new Set(starts)].sort()
  const times = said.length === 0 && part !== null ? [PARTS[part].from] : said
  const until = span ? span.until.replace('24:00', '00:00') : null
  const isOdd = (time: string) => part !== null && (time < PARTS[part].earliest || time > PARTS[part].latest)
  if (times.length === 0) return problem('which-hours')
  const odd =
    times.find((time) => isOdd(time) || !isTime(time)) ??
    (until !== null && !endsAfter(until, times) ? until : undefined)
  return odd === undefined ? { times, until } : problem('which-hours', odd)
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** An opening ends after it begins, the next morning at most. */
const endsAfter = (until: string, [from = '']: readonly string[]): boolean =>
  isTime(until) && (until > from || (from >= '17:00' && until <= '12:00'))
type Places = Pick<SaidOpening, 'slotMinutes' | 'count'>

function placesOf(heard: Heard, { times, until }: Hours, { defaults }: SaidContext): Places | SaidProblem {
  const slotMinutes = heard.minutes ?? defaults.minutes
  if (slotMinutes < 5) return problem('how-long')
  if (heard.count === 0 || (heard.kind === 'range' && heard.count === null)) return problem('how-many')
  if (heard.kind !== 'slots' || until === null) return placesEach(heard, times.length, slotMinutes)
  return placesUntil(heard, minutesBetween(times[0] ?? '', until), slotMinutes)
}

/** Two places at two hours are one at each; three at two hours, nobody knows. */
function placesEach({ count, inARow, kind }: Heard, times: number, slotMinutes: Minutes): Places | SaidProblem {
  if (count === null || inARow || times === 1) return { slotMinutes, count: count ?? 1 }
  return kind === 'slots' && count === times ? { slotMinutes, count: 1 } : problem('how-many')
}

/** Four places from nine to noon are of fifteen minutes, or of forty-five: who knows. */
function placesUntil({ count, minutes }: Heard, length: Minutes, slotMinutes: Minutes): Places | SaidProblem {
  if (length < slotMinutes) return problem('how-long')
  if (count === null) return { slotMinutes, count: Math.floor(length / slotMinutes) }
  if (minutes === null) return problem('how-long')
  return count * slotMinutes === length ? { slotMinutes, count } : problem('how-many')
}

const minutesBetween = (from: string, until: string): Minutes =>
  (minuteOfDay(until) - minuteOfDay(from) + 24 * 60) % (24 * 60)

type Days = Pick<SaidOpening, 'days' | 'rrule'>

function daysOf(heard: Heard, { times }: Hours, { today, nowTime }: SaidContext): Days | SaidProblem {
  const isOver = (day: IsoDay) => day === today && (times[0] ?? '') <= nowTime
  if (heard.again) return daysAgain(heard, heard.again, today, isOver)
  if (heard.first || heard.last || heard.times !== null) return problem('once-or-again')
  const days = heard.days.map((said) => clearDay(said, today))
  const unclear = days.find((day) => typeof day === 'object')
  if (unclear || days.length === 0) return unclear ?? problem('which-day')
  const unique = [...new Set(days.filter((day) => typeof day === 'string'))].sort()
  return unique.some(isOver) ? problem('in-the-past', times[0]) : { days: unique, rrule: null }
}

function clearDay(said: HeardDay, today: IsoDay, farthest?: number): IsoDay | SaidProblem {
  const day = dayOf(said, today, farthest)
  return typeof day === 'object' ? problem(day.trouble, said.text) : day
}

function daysAgain(
  { days, first, last, times }: Heard,
  again: HeardAgain,
  today: IsoDay,
  isOver: (day: IsoDay) => boolean,
): Days | SaidProblem {
  if (days.length > 0 || (last && times !== null)) return problem('which-day', days[0]?.text)
  if (again.every === 0 || times === 0) return problem('how-many')
  const from = first ? clearDay(first, today) : firstOf(again, today, isOver)
  if (typeof from === 'object') return from
  const until = last && clearDay(last, from, ONE_YEAR)
  if (until !== null && typeof until === 'object') return until
  return { days: [from], rrule: ruleOf(again, times, until) }
}

/** Days: the last one of a rule is said without its year. */
const ONE_YEAR = 366

const ruleOf = ({ unit, every, nth, weekdays }: HeardAgain, count: number | null, until: IsoDay | null): string =>
  writeRule({
    frequency: FREQUENCIES[unit],
    interval: every,
    count,
    until: until === null ? null : { kind: 'day', day: dayNumberOf(until) },
    byDay: weekdays.map((each) => ({ nth, weekday: each })),
    weekStart: 1,
    byMonthDay: [],
    byMonth: [],
    bySetPos: [],
  })

const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const

/** The next of its days: weeks are counted from there. */
function firstOf({ unit, weekdays }: HeardAgain, today: IsoDay, isOver: (day: IsoDay) => boolean): IsoDay {
  const coming = Array.from({ length: 8 }, (_, after) => dayNumberOf(today) + after).filter(
    (day) => !isOver(isoDay(day)),
  )
  const fits = (day: number) => unit !== 'week' || weekdays.includes(weekday(day))
  return isoDay(coming.find(fits) ?? dayNumberOf(today))
}

/** The openings that were meant: like `base` but for what was said. */
export function draftsOf(said: SaidOpening, base: OpeningDraft): OpeningDraft[] {
  const { rrule, kind, count, slotMinutes } = said
  const recurrence = rrule === null ? null : { rrule, exceptOn: [], onPublicHolidays: false }
  const places = kind === 'slots' ? { slotMinutes, places: 1 } : { slotMinutes: null, places: count }
  return said.days.flatMap((day) =>
    said.times.map((from) => {
      const until = said.until ?? timeAfter(from, slotMinutes * count)
      return { ...base, ...places, kind, day, from, until, recurrence }
    }),
  )
}

function timeAfter(from: string, minutes: Minutes): string {
  const after = (minuteOfDay(from) + minutes) % (24 * 60)
  return [Math.floor(after / 60), after % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const ORDINALS = new Map([
  [-1, 'dernier'],
  [1, '1er'],
  [2, '2e'],
  [3, '3e'],
  [4, '4e'],
  [5, '5e'],
])

/** The shortest words that are read as that: `jeudi 26/11/2026 9h-12h 15 min`. */
export const sayOpening = (said: SaidOpening): string => [daysIn(said), hoursIn(said), placesIn(said)].join(' ')

function daysIn({ days, rrule }: SaidOpening): string {
  const words = rrule === null ? null : wordsOfRule(rrule)
  if (!words) return days.map(dated).join(' et ')
  const [first] = days
  return [
    againIn(words),
    ...(first ? [`à partir du ${dateIn(first)}`] : []),
    ...(words.until ? [`jusqu'au ${dateIn(words.until)}`] : []),
    ...(words.count === null ? [] : [`${words.count} fois`]),
  ].join(' ')
}

function againIn({ every, unit, weekdays, nth }: RuleWords): string {
  const names = (plural: string) => weekdays.map((day) => `${DAYS[day - 1]}${plural}`).join(' et ')
  if (unit === 'day') return 'tous les jours'
  if (unit === 'month') return `le ${ORDINALS.get(nth ?? 0)} ${names('')} du mois`
  return every === 1 ? `tous les ${names('s')}` : `toutes les ${every} semaines ${names('')}`
}

const dated = (day: IsoDay): string => `${DAYS[weekday(dayNumberOf(day)) - 1]} ${dateIn(day)}`
const dateIn = (day: IsoDay): string => day.split('-').toReversed().join('/')

function hoursIn({ times, until }: SaidOpening): string {
  const hours = times.map(hourIn).join(' et ')
  return until === null ? hours : `${hours}-${hourIn(until)}`
}

const hourIn = (time: string): string => `${Number(time.slice(0, 2))}h${time.slice(3) === '00' ? '' : time.slice(3)}`

function placesIn({ kind, count, slotMinutes, until, times }: SaidOpening): string {
  const inARow = `${count}x${slotMinutes}`
  if (kind === 'slots') return until === null ? inARow : `${slotMinutes} min`
  const words = kind === 'range' ? 'plage' : 'en sus'
  if (times.length > 1) return `${words} ${inARow}`
  return kind === 'range' ? `plage de ${count} patients ${slotMinutes} min` : `${count} en sus ${slotMinutes} min`
}
