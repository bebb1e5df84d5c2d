import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { accessRoutes } from './access.ts'
import { eventRoutes } from './events.ts'
import { openApiRoutes } from './open-api.ts'
import type { ApiOptions } from './operation.ts'

/** The routes of each capability: one file, one line. */
export const CAPABILITIES: readonly FastifyPluginAsyncZod<ApiOptions>[] = [accessRoutes, eventRoutes, openApiRoutes]
