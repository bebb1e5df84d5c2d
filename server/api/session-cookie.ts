import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'passerelle_session'

/** `__Host-` makes browsers refuse it from another host, or without TLS. */
const nameFor = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? `__Host-${NAME}` : NAME)

/** The token that the browser carries; undefined when there is none, or none that could be ours. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  const token = request.cookies[nameFor(request)]
  return token && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** No end of its own: it leaves with the browser, and the database decides how long it opens anything. */
export const setSessionCookie = (request: FastifyRequest, reply: FastifyReply, token: string) =>
  reply.setCookie(nameFor(request), token, attributes(request))

export const clearSessionCookie = (request: FastifyRequest, reply: FastifyReply) =>
  reply.clearCookie(nameFor(request), attributes(request))

const attributes = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const
