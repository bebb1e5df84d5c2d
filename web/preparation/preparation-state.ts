import { serverNow } from '../ui/server-clock.ts'
import type { Preparation } from './preparations.ts'

export type PreparationState = 'waiting' | 'confirmed' | 'withdrawn' | 'expired'

export function stateOf({ confirmedAt, withdrawnAt, expiresAt }: Preparation, now = serverNow()): PreparationState {
  if (confirmedAt !== null) return 'confirmed'
  if (withdrawnAt !== null) return 'withdrawn'
  return Date.parse(expiresAt) <= now ? 'expired' : 'waiting'
}

export const isWaiting = (preparation: Preparation): boolean => stateOf(preparation) === 'waiting'
