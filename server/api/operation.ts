import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Endpoint, Problem } from '../../contract/endpoint.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Actor, App } from '../app.ts'
import type { LivePicture } from '../availability/live.ts'
import type { Session } from '../database/access.ts'
import type { Calendars } from '../outside/calendars/calendars.ts'
import type { Reference } from '../reference.ts'
import { REFUSALS, type RefusalCode, refuse } from '../refusal.ts'
import type { Sessions } from './sessions.ts'
import type { Streams } from './streams.ts'

/** What a capability's routes are given. */
export interface ApiOptions {
  readonly app: App
  readonly sessions: Sessions
  readonly live: LivePicture
  readonly reference: Reference
  /** The calendars that professionals have elsewhere. */
  readonly calendars: Pick<Calendars, 'read'>
  /** Absent where nobody listens, such as most tests. */
  readonly streams?: Streams
  /** Whether mail can be sent from here. */
  readonly mail?: boolean
}

/** What the guard and the tests know of a route. */
export interface Operation {
  readonly id: string
  readonly permission: Permission | 'public'
  readonly endpoint?: Endpoint
  /** Its answer has no end. */
  readonly streams?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation
  }
  interface FastifyRequest {
    /** Whose session the cookie opens; undefined when nobody is signed in. */
    session: Session | undefined
  }
  interface FastifyInstance {
    /** Every operation under `/api`, by its id. */
    operations: Map<string, Operation>
  }
}

/** Whoever is signed in, as use cases want them. */
export interface ActorScope extends Actor {
  readonly accountId: string
  readonly name: string
  readonly grantId: string
  readonly actingFor: readonly string[]
}

/** Who asks. Refuses when nobody is signed in, so a public route may call it too. */
export function actorOf(request: FastifyRequest): ActorScope {
  const { accountId, name, role, grantId, territoryId, actingFor } = sessionOf(request)
  return { actor: accountId, accountId, name, role, grantId, territoryId, actingFor }
}

export const sessionOf = ({ session }: FastifyRequest): Session => session ?? refuse('not-signed-in')

interface OperationOptions {
  readonly permission: Permission | 'public'
  /** Besides those that every route may answer. */
  readonly refusals?: readonly RefusalCode[]
}

const problem = { description: Problem.description, content: { 'application/problem+json': { schema: Problem } } }

/** Fastify route options for a contract endpoint, with the refusals it may answer. Its handler returns the reply. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  { permission, refusals = [] }: OperationOptions,
) {
  const { id, summary, tag, method, path, params, query, body, status, reply } = endpoint
  const codes: readonly RefusalCode[] = ['invalid-input', ...guardRefusals(permission, method), ...refusals]
  const problems = Object.fromEntries(codes.map((code) => [REFUSALS[code].status, problem]))
  const response: unknown = { ...problems, [status]: reply }
  return {
    method,
    url: path,
    config: { operation: { id, permission, endpoint: endpoint as unknown as Endpoint } },
    schema: {
      operationId: id,
      summary,
      tags: [tag],
      ...(permission === 'public' && { security: [] }),
      params,
      ...({ ...(query && { querystring: query }), ...(body && { body }) } as { querystring: Q; body: B }),
      response: response as { 200: R; 201: R; 204: R },
    },
  }
}

function guardRefusals(permission: Permission | 'public', method: Endpoint['method']): RefusalCode[] {
  const codes: RefusalCode[] = permission === 'public' ? [] : ['not-signed-in', 'forbidden']
  return method === 'GET' ? codes : [...codes, 'wrong-origin', 'body-too-large', 'unsupported-media-type']
}

/** Writes down every route of `api`. One without a permission, or an id that comes twice, stops the start. An answer has the status of its contract. */
export function registerOperations(api: FastifyInstance): void {
  api.addHook('onRoute', ({ url, config }) => {
    const known = config?.operation
    if (!known) throw new Error(`${url} declares no operation, so nobody knows who may call it`)
    if (api.operations.has(known.id)) throw new Error(`${known.id} is registered twice`)
    api.operations.set(known.id, known)
  })
  api.addHook('preHandler', async ({ routeOptions }, reply) => {
    reply.code(routeOptions.config.operation?.endpoint?.status ?? 200)
  })
}
