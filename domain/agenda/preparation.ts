import { DAY, type Instant, MINUTE } from '../time/interval.ts'

/** Long enough for somebody's holidays, short enough for what was prepared to be still what they would share. */
export const LINK_LASTS = 14 * DAY
/** A link serves once; a phone that lost the answer may ask for it again this long. */
const ANSWERED_AGAIN = 10 * MINUTE

interface Preparation {
  readonly expiresAt: Instant
  readonly confirmedAt: Instant | null
  readonly withdrawnAt: Instant | null
}

/** Whether its link still shows anything: confirmed or not, until it expires or is replaced. */
export const isReadable = ({ expiresAt, withdrawnAt }: Preparation, now: Instant): boolean =>
  withdrawnAt === null && now < expiresAt

/** What confirming does now: open the places, say again what was opened, or nothing. */
export function confirmation(preparation: Preparation, now: Instant): 'open' | 'repeat' | 'none' {
  if (!isReadable(preparation, now)) return 'none'
  if (preparation.confirmedAt === null) return 'open'
  return now < preparation.confirmedAt + ANSWERED_AGAIN ? 'repeat' : 'none'
}
