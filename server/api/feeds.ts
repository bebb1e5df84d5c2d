import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/calendars.ts'
import type { Feed } from '../database/feeds.ts'
import { createFeed } from '../use-cases/create-feed.ts'
import { revokeFeed } from '../use-cases/revoke-feed.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'
import { originOf } from './origin.ts'

export const feedRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app }) => {
  api.route({
    ...operation(contract.createFeed, {
      permission: 'agenda:own',
      refusals: ['practitioner-not-found', 'too-many-calendars'],
    }),
    handler: async (request) => {
      const { feed, token } = await createFeed(app, actorOf(request), request.body)
      const origin = originOf(request)
      return {
        feed: feedView(feed),
        icsUrl: `${origin}/calendars/${token}.ics`,
        caldav: { url: `${origin}/dav/`, username: feed.id, password: token },
      }
    },
  })
  api.route({
    ...operation(contract.revokeFeed, { permission: 'agenda:own', refusals: ['feed-not-found'] }),
    handler: async (request) => {
      await revokeFeed(app, actorOf(request), request.params)
      return null
    },
  })
}

export const feedView = ({ id, name, createdAt, readAt }: Feed): contract.CalendarFeedView => ({
  id,
  name,
  createdAt: new Date(createdAt).toISOString(),
  readAt: readAt === null ? null : new Date(readAt).toISOString(),
})
