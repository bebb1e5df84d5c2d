import type { Instant } from '../time/interval.ts'

/** Which list somebody looked at, and the picture of free capacity it was drawn from; enough to rebuild it later. */
export interface AsOf {
  /** Transactions below this one had been read. */
  readonly watermark: string
  readonly at: string
  readonly policyVersion: number
  /** How many offers there were, the digest of them all, and the first twenty. */
  readonly count: number
  readonly digest: string
  readonly first: readonly string[]
}

export type Act =
  | 'request-created'
  | 'request-taken'
  | 'request-handed-over'
  | 'request-moved'
  | 'request-closed'
  | 'slot-held'
  | 'hold-extended'
  | 'hold-released'
  | 'hold-expired'
  | 'appointment-booked'
  | 'appointment-proposed'
  | 'proposal-accepted'
  | 'proposal-declined'
  | 'appointment-cancelled'
  | 'outcome-recorded'
  | 'outcome-withdrawn'
  | 'feedback-sent'
  | 'slots-opened'
  | 'slot-withdrawn'
  | 'slot-reopened'
  | 'feed-created'
  | 'feed-revoked'
  | 'slots-released'
  | 'refill-proposed'
  | 'refill-passed'
  | 'calendar-added'
  | 'calendar-removed'
  | 'busy-times-read'
  | 'agenda-prepared'
  | 'preparation-withdrawn'
  | 'preparation-confirmed'
  | 'agenda-changed'
  | 'agenda-undone'
  | 'agenda-extended'
  | 'agenda-set'

/** Who did what, when, why, and on what picture. Never edited, never an identity. */
export interface JournalLine {
  readonly id: string
  readonly territoryId: string
  readonly at: Instant
  readonly actor: string
  readonly act: Act
  readonly subject: string
  readonly requestId?: string | undefined
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly asOf?: AsOf | undefined
}
