import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { Histogram, Registry } from 'prom-client'
import { caldavRoutes } from './caldav/routes.ts'
import { calendarFeedRoutes } from './calendar-feed.ts'
import { CAPABILITIES } from './capabilities.ts'
import { guard } from './guard.ts'
import { protectBrowsers } from './headers.ts'
import { type Health, healthRoutes, measureOperations } from './health.ts'
import { limiterOf } from './limiter.ts'
import { type ApiOptions, type Operation, registerOperations } from './operation.ts'
import { answerNotFound, answerProblem } from './problem.ts'
import { sessionsOf } from './sessions.ts'
import { refuseUnstorable } from './unstorable.ts'
import { webRoutes } from './web.ts'

export interface ServerOptions extends Omit<ApiOptions, 'sessions'>, Partial<Pick<ApiOptions, 'sessions'>> {
  readonly health?: Health
  /** Where the built screens are. */
  readonly webFolder?: string
  readonly metrics?: Registry
  readonly metricsToken?: string | undefined
  /** Calls per minute of one session; 0 for no limit. */
  readonly rateLimit?: number | undefined
  /** Whether a proxy in front says who calls, and how (X-Forwarded-…). */
  readonly trustProxy?: boolean
  readonly log?: FastifyBaseLogger
}

const LONGEST_BODY = 256 * 1024

/** The HTTP server, not listening yet. */
export async function buildServer(options: ServerOptions) {
  const { app, metrics = new Registry(), log, trustProxy = false } = options
  const sessions = options.sessions ?? sessionsOf(app)
  const server = fastify({
    ...(log ? { loggerInstance: log } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }), // addresses hold ids, queries what was searched
    bodyLimit: LONGEST_BODY,
    trustProxy: trustProxy && isOurProxy,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: answerProblem as (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void,
  }).withTypeProvider<ZodTypeProvider>()
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerProblem)
  server.removeContentTypeParser('text/plain')
  server.decorate('operations', new Map<string, Operation>())
  server.decorateRequest('session', undefined)

  protectBrowsers(server)
  logCalls(server)
  measureOperations(server, durationIn(metrics))
  server.addHook('preValidation', refuseUnstorable)
  await server.register(cookie)
  await server.register(compress, { globalDecompression: false, threshold: 1024 })
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Passerelle', version: '1', description: 'Unscheduled care, placed in town.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'passerelle_session' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  const limiter = limiterOf(options.rateLimit, app.now)
  await server.register(
    async (api) => {
      registerOperations(api)
      guard(api, { sessions, limiter })
      api.setNotFoundHandler(answerNotFound)
      const given: ApiOptions = { ...options, app, sessions }
      for (const capability of CAPABILITIES) await api.register(capability, given)
    },
    { prefix: '/api' },
  )
  const feeds = { app, reference: options.reference, limiter }
  await server.register(calendarFeedRoutes, feeds)
  await server.register(caldavRoutes, feeds)
  const health = options.health ?? { databaseAnswers: async () => true, pictureIsFresh: () => true }
  healthRoutes(server, { health, metrics, metricsToken: options.metricsToken })
  await webRoutes(server, options.webFolder)
  return server
}

/** Only the last hop is our own proxy: what came to it in X-Forwarded-For was written by anybody. */
const isOurProxy = (_address: string, hop: number): boolean => hop === 0

const durationIn = (metrics: Registry) =>
  new Histogram({
    name: 'http_operation_seconds',
    help: 'How long each operation takes',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  })

/** One line per call: what was done, by its name, and how it went. Never an address, a query or a body. */
function logCalls(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation?.id ?? 'other'
    request.log.info({ operation, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
}
