import type { FastifyRequest } from 'fastify'
import { refuse } from '../refusal.ts'

/** Deeper than anything that a screen sends; a deeper one could exhaust the stack further on. */
const DEEPEST = 32

/** Refuses text that PostgreSQL cannot hold, wherever it is: NUL, and halves of a character. */
export async function refuseUnstorable({ params, query, body }: FastifyRequest): Promise<void> {
  let level: unknown[] = [params, query, body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST || level.some(isUnstorable)) refuse('invalid-input')
    level = level.flatMap(inside)
  }
}

const isUnstorable = (value: unknown): boolean =>
  typeof value === 'string' && (value.includes('\0') || /\p{Surrogate}/u.test(value))

const inside = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value) ? Object.entries(value).flat() : []
