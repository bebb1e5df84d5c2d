import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Announcement } from '../../contract/realtime.ts'
import { refuse } from '../refusal.ts'
import { safeHeaders } from './headers.ts'
import { type ApiOptions, sessionOf } from './operation.ts'

export const eventRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { sessions, streams }) => {
  api.route({
    method: 'GET',
    url: '/events',
    config: { operation: { id: 'streamEvents', permission: 'session:use', streams: true } },
    schema: {
      operationId: 'streamEvents',
      summary: 'Be told what to read again, as it changes (server-sent events, each an Announcement)',
      tags: ['realtime'],
      response: { 200: { description: 'No end', content: { 'text/event-stream': { schema: z.array(Announcement) } } } },
    },
    handler: async (request, reply) => {
      if (!streams) return refuse('not-found')
      const { tokenHash, grantId, territoryId, actingFor } = sessionOf(request)
      const mayListen = async () => (await sessions.find(tokenHash))?.grantId === grantId
      reply.hijack()
      reply.raw.writeHead(200, {
        ...safeHeaders(request),
        'content-type': 'text/event-stream',
        'x-accel-buffering': 'no',
      })
      streams.open(reply.raw, { tokenHash, territoryId, actingFor, mayListen })
    },
  })
}
