import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { writeCalendar } from '../../domain/agenda/icalendar.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { type FeedOptions, openFeed } from './feed-access.ts'

/** Its address says whose it is: it must not be found in logs, nor told to other sites. */
const OPERATION = { id: 'readFeed', permission: 'public' } as const
const EVERY_MINUTES = 15

/** `GET /calendars/<token>.ics`: the agenda as a file that calendars subscribe to. */
export const calendarFeedRoutes: FastifyPluginAsync<FeedOptions> = async (server: FastifyInstance, options) => {
  server.route<{ Params: { file: string } }>({
    method: ['GET', 'HEAD'],
    url: '/calendars/:file',
    config: { operation: OPERATION },
    compress: false, // its ETag is strong: one address, one text
    schema: { hide: true },
    handler: async (request, reply) => {
      const { file } = request.params
      const feed = await openFeed(options, { request, reply }, file.endsWith('.ics') ? file.slice(0, -4) : '')
      reply.header('cache-control', 'private, no-cache')
      if (!feed) return reply.code(404).type('text/plain; charset=utf-8').send(`${fr.calendars.closed}\n`)
      const { name, events } = await feed.read()
      const text = writeCalendar({ events, published: { name, everyMinutes: EVERY_MINUTES } })
      const etag = etagOf(text)
      reply.header('etag', etag)
      if (isUnchanged(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="passerelle.ics"')
        .send(text)
    },
  })
}

export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`

/** If-None-Match: one of those that the reader has, or anything at all. A proxy may have made it weak. */
export function isUnchanged(asked: string | undefined, etag: string): boolean {
  const theirs = (asked ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
  return theirs.includes(etag) || theirs.includes('*')
}
