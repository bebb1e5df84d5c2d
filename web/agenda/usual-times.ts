import type { AgendaView } from '../../contract/agenda.ts'
import { weekdayOf } from '../ui/rhythm.ts'
import { instantAt, timeOf } from '../ui/wall-time.ts'

/** When most practices have a gap; offered to whoever has no habit yet, the first two ticked. */
const COMMON_TIMES = ['11:40', '17:20', '08:40', '12:00', '14:00', '16:40', '18:00']
const SHOWN = 6
const USUAL_COUNT = 2

const SUNDAY = 7

/** The hours that this professional usually opens on such a day, and that are still to come and not open yet. */
export function habitFor(agenda: AgendaView, day: string, now = 0): string[] {
  const usual = agenda.habit.filter((one) => one.weekday === weekdayOf(day)).map(({ time }) => time)
  return usual.filter((time) => isOpenable(agenda, day, time, now))
}

/** What is ticked beforehand: the habit of that day or, without one, two that most practices have free. */
export function usualFor(agenda: AgendaView, day: string, now = 0): string[] {
  const habit = habitFor(agenda, day, now)
  if (habit.length > 0 || weekdayOf(day) === SUNDAY || openTimes(agenda, day).length > 0) return habit
  return COMMON_TIMES.filter((time) => isOpenable(agenda, day, time, now))
    .slice(0, USUAL_COUNT)
    .sort()
}

export const isHabit = (agenda: AgendaView, day: string, times: readonly string[]): boolean =>
  times.every((time) => agenda.habit.some((one) => one.time === time && one.weekday === weekdayOf(day)))

/** Six hours to tick: the habit of that day, then those of other days, then common ones; in order. */
export function timesToOffer(agenda: AgendaView, day: string, now = 0): string[] {
  const elsewhere = agenda.habit.map(({ time }) => time)
  const candidates = [...usualFor(agenda, day, now), ...elsewhere, ...COMMON_TIMES]
  const openable = [...new Set(candidates)].filter((time) => isOpenable(agenda, day, time, now))
  return openable.slice(0, SHOWN).sort()
}

function isOpenable(agenda: AgendaView, day: string, time: string, now: number): boolean {
  const start = instantAt(day, time, agenda.zone)
  if (start === undefined || start <= now) return false
  const slots = agenda.days.find((one) => one.day === day)?.slots ?? []
  return !slots.some(
    ({ kind, startsAt, endsAt }) => kind === 'slots' && Date.parse(startsAt) <= start && start < Date.parse(endsAt),
  )
}

/** The ordinary hours already open on that day. */
export const openTimes = ({ days, zone }: AgendaView, day: string): string[] =>
  (days.find((one) => one.day === day)?.slots ?? [])
    .filter(({ kind }) => kind === 'slots')
    .map(({ startsAt }) => timeOf(Date.parse(startsAt), zone))
