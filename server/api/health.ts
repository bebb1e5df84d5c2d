import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Histogram, Registry } from 'prom-client'
import { refuse } from '../refusal.ts'
import { isOnThisMachine } from './proximity.ts'

/** What the process knows of its own state. */
export interface Health {
  /** Whether the database answers now. */
  readonly databaseAnswers: () => Promise<boolean>
  /** Whether the live picture of free places is loaded and fresh. */
  readonly pictureIsFresh: () => boolean
}

interface HealthOptions {
  readonly health: Health
  readonly metrics: Registry
  readonly metricsToken: string | undefined
}

/** For whoever watches the process: alive, ready, and how it goes. */
export function healthRoutes(server: FastifyInstance, { health, metrics, metricsToken }: HealthOptions): void {
  server.get('/healthz', async (_request, reply) => {
    const healthy = await health.databaseAnswers()
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'ok' : 'database-unreachable' })
  })
  server.get('/readyz', async (_request, reply) => {
    const answers = await health.databaseAnswers()
    const fresh = health.pictureIsFresh()
    const status = answers ? 'picture-not-fresh' : 'database-unreachable'
    return reply.code(answers && fresh ? 200 : 503).send({ status: answers && fresh ? 'ok' : status })
  })
  server.get('/metrics', async (request, reply) => {
    if (!isOnThisMachine(request) && !hasToken(request, metricsToken)) refuse('forbidden')
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
}

function hasToken({ headers }: FastifyRequest, token: string | undefined): boolean {
  if (!token) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}

/** How long each operation takes, by id and status; never by address, which holds ids. */
export function measureOperations(server: FastifyInstance, duration: Histogram<'operation' | 'status'>): void {
  server.addHook('onResponse', async ({ routeOptions }, reply) => {
    const operation = routeOptions.config.operation?.id ?? 'other'
    duration.observe({ operation, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}
