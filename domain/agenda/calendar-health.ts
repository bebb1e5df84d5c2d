import { type Instant, MINUTE } from '../time/interval.ts'

/** What one knows of a calendar read for busy times. */
export interface CalendarHealth {
  /** Its busy times are those of this instant; null while it was never read. */
  readonly succeededAt: Instant | null
  readonly createdAt: Instant
  /** Why the last attempt failed; null when it went well. */
  readonly trouble: string | null
}

/** Past this age busy times are no longer trusted. */
const TRUSTED = 30 * MINUTE

export const isStale = ({ succeededAt, createdAt, trouble }: CalendarHealth, now: Instant): boolean =>
  trouble !== null || now - (succeededAt ?? createdAt) > TRUSTED
