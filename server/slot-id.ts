import { createHash } from 'node:crypto'
import type { Instant } from '../domain/time/interval.ts'

/** The id that a slot keeps however often its opening is laid out: UUID v8 of the SHA-256 of opening and start. */
export function slotId(openingId: string, start: Instant): string {
  const digest = createHash('sha256').update(`${openingId}/${start}`).digest('hex')
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) % 4]
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`]
  return [...parts, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-')
}
