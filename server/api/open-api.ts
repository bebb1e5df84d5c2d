import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ApiOptions } from './operation.ts'

/** The description of the whole API, for whoever builds on it. */
export const openApiRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api) => {
  let text: string | undefined
  api.route({
    method: 'GET',
    url: '/openapi.json',
    config: { operation: { id: 'getOpenApi', permission: 'public' } },
    schema: { hide: true },
    handler: async (_request, reply) => {
      text ??= JSON.stringify(api.swagger())
      return reply.type('application/json').send(text)
    },
  })
}
