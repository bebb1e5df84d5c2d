import type { Instant } from '../time/interval.ts'
import { dayNumber, wallTime, weekday } from '../time/wall-clock.ts'

export interface HabitualTime {
  /** 1 is Monday. */
  readonly weekday: number
  /** `17:20` */
  readonly time: string
}

/** More would tick a whole page beforehand. */
const MOST_TIMES = 6

/**
 * When somebody usually opens places: for each day of the week, the hours opened most often among `starts`, as many as
 * they open on such a day (rounded mean). In the order of the week.
 */
export function habitOf(starts: readonly Instant[], zone: string): HabitualTime[] {
  const byWeekday = new Map<number, Instant[]>()
  for (const start of starts) {
    const day = weekday(dayNumber(start, zone))
    byWeekday.set(day, [...(byWeekday.get(day) ?? []), start])
  }
  return [...byWeekday]
    .sort(([one], [other]) => one - other)
    .flatMap(([day, some]) => usualTimes(some, zone).map((time) => ({ weekday: day, time })))
}

function usualTimes(starts: readonly Instant[], zone: string): string[] {
  const days = new Set(starts.map((start) => dayNumber(start, zone))).size
  const howMany = Math.min(MOST_TIMES, Math.max(1, Math.round(starts.length / days)))
  const counts = new Map<string, number>()
  for (const time of starts.map((start) => wallTime(start, zone))) counts.set(time, (counts.get(time) ?? 0) + 1)
  return [...counts]
    .sort(([one, often], [other, oftener]) => oftener - often || (one < other ? -1 : 1))
    .slice(0, howMany)
    .map(([time]) => time)
    .sort()
}
