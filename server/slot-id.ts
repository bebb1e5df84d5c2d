import { hash } from 'node:crypto'
import type { Instant } from '../domain/time/interval.ts'

/** The id that a slot keeps however often its opening is laid out: UUID v8 of the SHA-256 of opening and start. */
export function slotId(openingId: string, start: Instant): string {
  const digest = hash('sha256', `${openingId}/${start}`)
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) % 4]
  const tail = `${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${tail}`
}
