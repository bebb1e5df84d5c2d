import { DAY, type Instant, type Interval, MINUTE } from '../time/interval.ts'

/** How a calendar that busy times are taken from is doing. */
export interface CalendarHealth {
  readonly createdAt: Instant
  /** Busy times are those of this instant; null while none was read. */
  readonly succeededAt: Instant | null
  readonly troubled: boolean
  /** In a row. */
  readonly failures: number
}

export const STALE_AFTER = 30 * MINUTE
const POLL_EVERY = 5 * MINUTE
const LONGEST_PAUSE = 60 * MINUTE
/** Pauses differ by up to a tenth, so that what failed together is not asked together again. */
const SPREAD = 0.1

/** Whether slots may rest on busy times that are no longer true. */
export const isStale = (
  { createdAt, succeededAt, troubled }: Omit<CalendarHealth, 'failures'>,
  now: Instant,
): boolean => troubled || now - (succeededAt ?? createdAt) > STALE_AFTER

/** When to read it again: after 5 minutes, then 10, 20, 40, 60 at most while it fails, or a little sooner. `jitter` is in [0, 1). */
export const nextReadAt = (failures: number, now: Instant, jitter: number): Instant =>
  now + Math.min(POLL_EVERY * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE) * (1 - SPREAD * jitter)

const TELL_AFTER_FAILURES = 3

/** Whether its owner must be told: one failure may be chance, three are not. */
export const mustBeTold = (health: CalendarHealth, now: Instant): boolean =>
  health.failures >= TELL_AFTER_FAILURES || now - (health.succeededAt ?? health.createdAt) > STALE_AFTER

/** What is read of a calendar: from the day before to past the horizon of the slots. Whole days, so that it seldom moves. */
export function windowOf(now: Instant): Interval {
  const today = Math.floor(now / DAY) * DAY
  return { start: today - DAY, end: today + 69 * DAY }
}
