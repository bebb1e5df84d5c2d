import type { TFunction } from 'i18next'
import type { SaidOpening } from '../../domain/agenda/said.ts'
import { capital, fullDay, shortTime } from '../ui/format.ts'
import { lengthWords, span, whenWords } from '../ui/opening-words.ts'
import { namedDay } from './agenda-words.ts'
import { withCount } from './opening-draft.ts'

const MOST_TIMES = 6

/** « Demain mercredi 25 novembre : 11:00, 11:15, 15 min chacune » */
export function saidWords(t: TFunction, said: SaidOpening, today: string): string {
  return t('agenda.said.read', { when: capital(daysWords(t, said, today)), hours: hoursWords(t, said) })
}

function daysWords(t: TFunction, { days, rrule }: SaidOpening, today: string): string {
  const [first = today] = days
  if (rrule !== null) return whenWords(t, { day: first, recurrence: { rrule, exceptOn: [] } })
  return days.map((day) => dayWords(day, today)).join(', ')
}

/** « demain mercredi 25 novembre »: the date with the word, so that nobody has to count. */
function dayWords(day: string, today: string): string {
  const date = fullDay(`${day}T12:00:00Z`, 'UTC')
  const named = namedDay(day, today)
  return /\d/.test(named) ? date : `${named} ${date}`
}

function hoursWords(t: TFunction, { times, until, slotMinutes, count, kind }: SaidOpening): string {
  const [from = ''] = times
  if (kind !== 'slots') {
    const { until: end } = withCount({ from, until: '' }, count, slotMinutes)
    const patients = t('agenda.patients_count', { count })
    return `${span(from, until ?? end)}, ${t(`agenda.said.kind_${kind}`, { patients })}`
  }
  const starts = times.flatMap((time) => startsOf(time, slotMinutes, count))
  const shown = starts.slice(0, MOST_TIMES).map(shortTime).join(', ')
  return `${shown}${starts.length > MOST_TIMES ? '…' : ''}, ${t('agenda.each', { length: lengthWords(t, slotMinutes) })}`
}

const startsOf = (from: string, slotMinutes: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => withCount({ from, until: '' }, index, slotMinutes).until)
