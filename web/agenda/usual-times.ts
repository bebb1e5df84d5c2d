import type { AgendaView } from '../../contract/agenda.ts'
import { instantAt, timeOf } from '../ui/wall-time.ts'

/** When most practices have a gap; offered to whoever has no habit yet. */
const COMMON_TIMES = ['08:40', '11:40', '12:00', '14:00', '16:40', '18:00']
const SHOWN = 6

const SUNDAY = 7

/** 1 is Monday. */
const weekdayOf = (day: string): number => new Date(day).getUTCDay() || SUNDAY

/** The hours that this professional usually opens on such a day, and that are still to come and not open yet. */
export function habitFor(agenda: AgendaView, day: string, now = 0): string[] {
  const usual = agenda.habit.filter((one) => one.weekday === weekdayOf(day)).map(({ time }) => time)
  return usual.filter((time) => isOpenable(agenda, day, time, now))
}

/** Six hours to tick: the habit of that day, then those of other days, then common ones; in order. */
export function timesToOffer(agenda: AgendaView, day: string, now = 0): string[] {
  const elsewhere = agenda.habit.map(({ time }) => time)
  const candidates = [...habitFor(agenda, day, now), ...elsewhere, ...COMMON_TIMES]
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
