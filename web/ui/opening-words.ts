import type { TFunction } from 'i18next'
import type { AbsenceBody, OpeningBody } from '../../contract/openings.ts'
import { capital, fullDay, shortTime } from './format.ts'
import { addDays, type Rhythm, ruleOf } from './rhythm.ts'

const WORKING_DAYS = '1,2,3,4,5'

/** « 9:00–12:00 » */
export const span = (from: string, until: string): string => `${shortTime(from)}–${shortTime(until)}`

const dayWords = (day: string): string => fullDay(`${day}T12:00:00Z`, 'UTC')

/** « lundis, mercredis et jeudis » */
export function inWords(t: TFunction, words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')}${t('agenda.and')}${last}` : last
}

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
export const weekdayName = (t: TFunction, weekday: number): string =>
  t(`agenda.weekday.${WEEKDAYS[weekday - 1] ?? '1'}`)
const weekdayNames = (t: TFunction, weekday: number): string => t(`agenda.weekdays.${WEEKDAYS[weekday - 1] ?? '1'}`)

const NTH = { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth', '-1': 'last' } as const

/** « Tous les lundis et jeudis », « Un jeudi sur deux », « Le 1er mardi du mois » */
export function rhythmWords(t: TFunction, rhythm: Rhythm): string {
  if (rhythm.every === 'month') {
    const nth = Object.entries(NTH).find(([number]) => Number(number) === rhythm.nth)?.[1] ?? 'first'
    return t(`agenda.rhythm.month_${nth}`, { weekday: weekdayName(t, rhythm.weekday) })
  }
  return weekWords(t, rhythm.weekdays, rhythm.interval)
}

function weekWords(t: TFunction, weekdays: readonly number[], interval: number): string {
  const [only = 1] = weekdays
  const days = inWords(
    t,
    weekdays.map((weekday) => weekdayNames(t, weekday)),
  )
  if (interval === 2 && weekdays.length === 1) return t('agenda.rhythm.other', { weekday: weekdayName(t, only) })
  if (interval === 2) return t('agenda.rhythm.other_week', { days })
  if (interval > 1) return t('agenda.rhythm.interval', { days, interval })
  if (weekdays.length === WEEKDAYS.length) return t('agenda.rhythm.daily')
  return weekdays.join() === WORKING_DAYS ? t('agenda.rhythm.working') : t('agenda.rhythm.weekly', { days })
}

type Timed = Pick<OpeningBody, 'day' | 'recurrence'>

/** « Tous les jeudis, jusqu’au mercredi 30 juin », « Jeudi 26 novembre » */
export function whenWords(t: TFunction, { day, recurrence }: Pick<AbsenceBody, 'recurrence'> & Pick<Timed, 'day'>) {
  if (!recurrence) return capital(dayWords(day))
  const rule = ruleOf(recurrence.rrule, day)
  if (!rule) return t('agenda.rhythm.custom', { day: dayWords(day) })
  const words = rhythmWords(t, rule.rhythm)
  return rule.until ? t('agenda.rhythm.until', { words, day: dayWords(rule.until) }) : words
}

/** « régulation et CPTS », « confrères », « tout public » */
export function audienceWords(t: TFunction, visibility: OpeningBody['visibility']): string {
  const order = ['SNP', 'CPTS', 'PRO', 'PUBLIC'] as const
  return inWords(
    t,
    order.filter((one) => visibility.includes(one)).map((one) => t(`agenda.audience.${one}`)),
  )
}

/** « rendues 1 h avant », « rendues la veille à 19:00 » */
export function releaseWords(t: TFunction, release: OpeningBody['release']): string {
  if (release === null) return t('agenda.release.never')
  if (release.kind === 'before') return t('agenda.release.before', { length: lengthWords(t, release.minutes) })
  return t('agenda.release.day_before', { count: release.days, time: shortTime(release.time) })
}

/** « 15 min », « 1 h », « 1 h 30 » */
export function lengthWords(t: TFunction, minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return t('agenda.length', { minutes })
  if (rest === 0) return t('agenda.hours', { hours })
  return t('agenda.hours_minutes', { hours, minutes: String(rest).padStart(2, '0') })
}

const YEAR = 12

function agesWords(t: TFunction, { minAgeMonths: least, maxAgeMonths: most }: OpeningBody): string | undefined {
  const years = (months: number) => Math.floor(months / YEAR)
  if (least === 0 && most === null) return undefined
  if (most === null) return t('agenda.ages.from', { count: years(least) })
  if (least === 0) return t('agenda.ages.until', { count: years(most) })
  return t('agenda.ages.between', { from: years(least), until: years(most) })
}

function sizeWords(t: TFunction, { kind, slotMinutes, places }: OpeningBody): string {
  if (kind === 'slots') return t('agenda.each', { length: lengthWords(t, slotMinutes ?? 15) })
  const patients = t('agenda.patients_count', { count: places })
  const whole =
    slotMinutes === null ? patients : t('agenda.patients_each', { patients, length: lengthWords(t, slotMinutes) })
  return kind === 'en-sus' ? t('agenda.patients_en_sus', { patients: whole }) : whole
}

const HOW = { AMB: undefined, HH: 'agenda.modality.HH', VR: 'agenda.modality.VR' } as const

/** « 15 min · régulation et CPTS · rendues la veille à 19:00 »: all that is not the usual comes after. */
export function offeredWords(t: TFunction, opening: OpeningBody): string {
  const how = HOW[opening.modality]
  return [
    sizeWords(t, opening),
    how && t(how),
    audienceWords(t, opening.visibility),
    opening.booking === 'WALKIN' && t('agenda.booking.WALKIN_short'),
    agesWords(t, opening),
    opening.reasons.join(', '),
    opening.release && releaseWords(t, opening.release),
  ]
    .filter(Boolean)
    .join(' · ')
}

const MIDNIGHT = '00:00'

/** « Demain », « Du jeudi 24 au samedi 26 décembre », « Tous les mercredis »: an absence in words. */
export function absenceWords(t: TFunction, { from, until, recurrence }: AbsenceBody): string {
  if (recurrence) return recurringAbsence(t, from, until, recurrence)
  const start = from.time === MIDNIGHT ? dayWords(from.day) : atTime(t, from)
  if (until === null) return t('agenda.absence.open_end', { from: start })
  const last = until.time === MIDNIGHT ? addDays(until.day, -1) : until.day
  if (last === from.day) return capital(oneDayAbsence(t, from, until))
  return t('agenda.absence.between', {
    from: start,
    until: until.time === MIDNIGHT ? dayWords(last) : atTime(t, until),
  })
}

type Mark = AbsenceBody['from']

const atTime = (t: TFunction, { day, time }: Mark): string =>
  t('agenda.absence.at', { day: dayWords(day), time: shortTime(time) })

function oneDayAbsence(t: TFunction, from: Mark, until: Mark): string {
  const day = dayWords(from.day)
  if (until.time !== MIDNIGHT) return t('agenda.absence.hours', { day, span: span(from.time, until.time) })
  return from.time === MIDNIGHT ? day : t('agenda.absence.from', { day, time: shortTime(from.time) })
}

function recurringAbsence(
  t: TFunction,
  from: Mark,
  until: Mark | null,
  recurrence: NonNullable<AbsenceBody['recurrence']>,
) {
  const when = whenWords(t, { day: from.day, recurrence })
  const isWholeDay = from.time === MIDNIGHT && until?.time === MIDNIGHT
  return isWholeDay || !until ? when : t('agenda.absence.hours', { day: when, span: span(from.time, until.time) })
}
