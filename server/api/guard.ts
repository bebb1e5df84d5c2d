import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { can } from '../../domain/access/roles.ts'
import { refuse } from '../refusal.ts'
import { hashOfToken } from '../use-cases/sign-in.ts'
import type { Limiter } from './limiter.ts'
import { readSessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

interface Guards {
  readonly sessions: Sessions
  readonly limiter: Limiter
}

/** Before anything is read of a call under `/api`: not too many, who asks, and whether their role may. */
export function guard(api: FastifyInstance, { sessions, limiter }: Guards): void {
  api.addHook('onRequest', async (request, reply) => {
    request.session = await whoAsks(request, reply)
    const permission = request.routeOptions.config.operation?.permission
    if (!permission || permission === 'public') return // unknown address: 404
    if (!request.session) return refuse('not-signed-in')
    if (!can(request.session.role, permission)) return refuse('forbidden')
  })

  /** A cookie made up costs its address, not a session of its own. */
  const whoAsks = async (request: FastifyRequest, reply: FastifyReply) => {
    const token = readSessionCookie(request)
    const tokenHash = token && hashOfToken(token)
    if (!tokenHash || !sessions.isRemembered(tokenHash)) limiter.countAddress(request, reply)
    const session = tokenHash ? await sessions.find(tokenHash) : undefined
    if (session) limiter.countSession(request, reply, session.tokenHash)
    return session
  }
}
