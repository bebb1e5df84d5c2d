import type { Dated } from '../time/dated.ts'
import { MINUTE } from '../time/interval.ts'

/** How many failed sign-ins are borne in `minutes`, before more are refused until the oldest is that old. */
export interface AttemptLimits extends Dated {
  readonly minutes: number
  /** From one address, whatever the account: an office shares one. */
  readonly perAddress: number
  /** On one account from one address. Never on an account alone: whoever knows an e-mail could lock its owner out. */
  readonly perAccountAndAddress: number
}

export const ATTEMPT_LIMITS: AttemptLimits = {
  from: '2020-01-01',
  source: 'assumption',
  minutes: 10,
  perAddress: 30,
  perAccountAndAddress: 10,
}

/** Failures older than this say nothing any more. */
export const ATTEMPTS_KEPT = 24 * 60 * MINUTE
