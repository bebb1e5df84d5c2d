import { randomBytes } from 'node:crypto'
import type { Instant } from '../domain/time/interval.ts'

/** Ids of one process, UUID v7 (RFC 9562), each greater than the one before, even within a millisecond or when the clock goes back. */
export function newIdsFrom(now: () => Instant): () => string {
  let last = 0n // milliseconds, then 12 bits of order
  return () => {
    const earliest = BigInt(now()) << 12n
    last = earliest > last ? earliest : last + 1n
    const time = (last >> 12n).toString(16).padStart(12, '0')
    const order = (last & 0xfffn).toString(16).padStart(3, '0')
    const random = randomBytes(8)
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
    const tail = random.toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
