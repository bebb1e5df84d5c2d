import type { Policy } from '../territory/policy.ts'
import { type Instant, MINUTE } from '../time/interval.ts'

/** One place of a slot, reserved for a request until `expiresAt`. */
export interface Hold {
  readonly id: string
  readonly slotId: string
  readonly requestId: string
  readonly expiresAt: Instant
  readonly extended: boolean
}

export const holdExpiry = ({ holdMinutes }: Pick<Policy, 'holdMinutes'>, now: Instant): Instant =>
  now + holdMinutes * MINUTE

/** The new end when somebody needs longer (WCAG 2.2.1); once only, which the caller checks. */
export const extendedExpiry = (hold: Hold, { holdExtensionMinutes }: Pick<Policy, 'holdExtensionMinutes'>): Instant =>
  hold.expiresAt + holdExtensionMinutes * MINUTE

export const isLive = ({ expiresAt }: Pick<Hold, 'expiresAt'>, now: Instant): boolean => expiresAt > now
