import type { Instant } from '../time/interval.ts'
import { HOUR } from '../time/interval.ts'
import { endOfDay } from '../time/wall-clock.ts'

/** 24 h is the word of the ACI contract, 48 h that of the SAS: both live side by side. */
export type Delay = { readonly kind: 'same-day' | '24h' | '48h' } | { readonly kind: 'at'; readonly at: Instant }

/** Before when care must begin, for a request created at `createdAt` where the clocks show `zone`. */
export function dueAt(delay: Delay, createdAt: Instant, zone: string): Instant {
  switch (delay.kind) {
    case 'same-day':
      return endOfDay(createdAt, zone)
    case '24h':
      return createdAt + 24 * HOUR
    case '48h':
      return createdAt + 48 * HOUR
    case 'at':
      return delay.at
  }
}
