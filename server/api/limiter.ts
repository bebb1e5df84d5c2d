import type { FastifyReply, FastifyRequest } from 'fastify'
import { MINUTE } from '../../domain/time/interval.ts'
import { refuse } from '../refusal.ts'
import { isOnThisMachine } from './proximity.ts'

const DEFAULT_PER_SESSION = 1_200
/** An address without a session may ask this much less. */
const ADDRESS_SHARE = 1 / 4

/** Refuses whoever asks too much within a minute. */
export interface Limiter {
  readonly countSession: (request: FastifyRequest, reply: FastifyReply, tokenHash: string) => void
  readonly countAddress: (request: FastifyRequest, reply: FastifyReply) => void
  /** Refuses an address that has no call left, without counting this one. */
  readonly checkAddress: (request: FastifyRequest, reply: FastifyReply) => void
}

/**
 * Counts the calls of each minute. `perSession` 0 counts nothing; when it is not set, calls made on the machine itself,
 * such as benchmarks, are not counted either.
 */
export function limiterOf(perSession: number | undefined, now: () => number): Limiter {
  const most = perSession ?? DEFAULT_PER_SESSION
  let minute = 0
  let counts = new Map<string, number>()

  const count = (request: FastifyRequest, reply: FastifyReply, key: string, limit: number, calls = 1) => {
    if (most === 0 || (perSession === undefined && isOnThisMachine(request))) return
    const current = Math.floor(now() / MINUTE)
    if (current !== minute) counts = new Map()
    minute = current
    const before = counts.get(key) ?? 0
    counts.set(key, before + calls)
    if (before < limit) return
    reply.header('retry-after', Math.ceil(((minute + 1) * MINUTE - now()) / 1000))
    refuse('too-many-requests')
  }

  const perAddress = Math.ceil(most * ADDRESS_SHARE)
  return {
    countSession: (request, reply, tokenHash) => count(request, reply, tokenHash, most),
    countAddress: (request, reply) => count(request, reply, request.ip, perAddress),
    checkAddress: (request, reply) => count(request, reply, request.ip, perAddress, 0),
  }
}
