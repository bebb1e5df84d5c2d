import { isStale } from '../agenda/calendar-health.ts'
import type { Instant } from '../time/interval.ts'

export type Calendar = Parameters<typeof isStale>[0]

/** Since when the most silent of somebody's own calendars has not been read; undefined while all of them answer. */
export function silentSince(calendars: readonly Calendar[], now: Instant): Instant | undefined {
  const silent = calendars.filter((calendar) => isStale(calendar, now))
  return silent.length > 0
    ? Math.min(...silent.map(({ succeededAt, createdAt }) => succeededAt ?? createdAt))
    : undefined
}
