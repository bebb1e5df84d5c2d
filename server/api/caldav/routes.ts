import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import fr from '../../i18n/fr.json' with { type: 'json' }
import { isUnchanged } from '../calendar-feed.ts'
import { type FeedOptions, type OpenFeed, openFeed } from '../feed-access.ts'
import { type DavAnswer, davError, multistatus, propertiesOf, wantedOf } from './answers.ts'
import { answerReport } from './reports.ts'
import { membersOf, type Resource, resourceAt, type Tree, treeOf } from './resources.ts'
import { DAV, dav, href, qname, readXml, UnreadableXml } from './xml.ts'

const OPERATION = { id: 'readDav', permission: 'public' } as const
const LONGEST_BODY = 64 * 1024

const READS: readonly HTTPMethods[] = ['OPTIONS', 'GET', 'HEAD', 'PROPFIND', 'REPORT']
const WRITES: readonly HTTPMethods[] = [
  ...['PUT', 'DELETE', 'POST', 'PATCH', 'PROPPATCH', 'MKCALENDAR', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'ACL'],
]
/** Those that Fastify does not know by itself. */
const ADDED = ['PROPFIND', 'REPORT', 'PROPPATCH', 'MKCALENDAR', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'ACL']

const feeds = new WeakMap<FastifyRequest, OpenFeed>()

/** CalDAV (RFC 4791) to read an agenda with, under `/dav/`: the feed's id and token are the name and password. */
export const caldavRoutes: FastifyPluginAsync<FeedOptions> = async (server, options) => {
  for (const method of ADDED) server.addHttpMethod(method, { hasBody: true })
  const hidden = { config: { operation: OPERATION }, compress: false as const, schema: { hide: true } }
  server.route({
    ...hidden,
    method: [...READS],
    url: '/.well-known/caldav',
    handler: async (_request, reply) => reply.redirect('/dav/', 301),
  })
  readBodiesAsText(server)
  server.addHook('onSend', async (_request, reply) => {
    reply.header('dav', '1, 3, calendar-access, sync-collection').header('cache-control', 'private, no-cache')
  })
  for (const url of ['/dav', '/dav/*']) {
    server.route({
      ...hidden,
      method: [...READS, ...WRITES],
      url,
      onRequest: (request, reply) => admit(options, request, reply),
      handler: answer,
    })
  }
}

function readBodiesAsText(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LONGEST_BODY }, (_request, body, done) =>
    done(null, body),
  )
}

/** Before a body is read: who asks, and whether it is a reading at all. */
async function admit(options: FeedOptions, request: FastifyRequest, reply: FastifyReply) {
  const credentials = credentialsOf(request)
  const feed = credentials && (await openFeed(options, { request, reply }, credentials.password, credentials.username))
  if (!feed) {
    reply.header('www-authenticate', 'Basic realm="Passerelle", charset="UTF-8"')
    return reply.code(401).type('text/plain; charset=utf-8').send(`${fr.calendars.signIn}\n`)
  }
  if (!READS.includes(request.method as HTTPMethods)) return send(reply, readOnly(pathOf(request)))
  feeds.set(request, feed)
}

/** Basic authentication (RFC 7617). */
function credentialsOf({ headers }: FastifyRequest) {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(headers.authorization ?? '') ?? []
  if (!encoded) return undefined
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { username: username.toLowerCase(), password: password.join(':') }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? ''

async function answer(request: FastifyRequest, reply: FastifyReply) {
  const feed = feeds.get(request)
  if (!feed) throw new Error('Nobody reaches a calendar without its feed')
  const tree = treeOf(feed.id, await feed.read())
  const resource = resourceAt(tree, pathOf(request))
  if (!resource) return reply.code(404).type('text/plain; charset=utf-8').send(`${fr.calendars.closed}\n`)
  switch (request.method) {
    case 'PROPFIND':
      return send(
        reply,
        readable(() => propfind(tree, resource, request)),
      )
    case 'REPORT':
      return send(
        reply,
        readable(() => report(tree, resource, request)),
      )
    case 'OPTIONS':
      return reply.header('allow', READS.join(', ')).code(204).send()
    default:
      return give(resource, request, reply)
  }
}

const send = (reply: FastifyReply, { status, body }: DavAnswer) =>
  reply.code(status).type('application/xml; charset=utf-8').send(body)

function readable(work: () => DavAnswer): DavAnswer {
  try {
    return work()
  } catch (error) {
    if (error instanceof UnreadableXml) return davError(400, '')
    throw error
  }
}

const bodyOf = ({ body }: FastifyRequest) =>
  typeof body === 'string' && body.trim() !== '' ? readXml(body) : undefined

function propfind(tree: Tree, resource: Resource, request: FastifyRequest): DavAnswer {
  const depth = request.headers.depth ?? '0'
  if (depth === 'infinity') return davError(403, dav('propfind-finite-depth'))
  const asked = bodyOf(request)
  if (asked && asked.name !== qname(DAV, 'propfind')) return davError(400, '')
  const wanted = wantedOf(asked)
  const shown = depth === '1' ? [resource, ...membersOf(tree, resource)] : [resource]
  return multistatus(shown.map((each) => propertiesOf(each, wanted)))
}

function report(tree: Tree, resource: Resource, request: FastifyRequest): DavAnswer {
  const asked = bodyOf(request)
  if (!asked) return davError(400, '')
  return resource.path === tree.paths.calendar ? answerReport(tree, asked) : davError(403, dav('supported-report'))
}

/** An event, or the whole calendar, as a file. */
function give({ file }: Resource, request: FastifyRequest, reply: FastifyReply) {
  if (!file) return reply.code(405).header('allow', 'OPTIONS, PROPFIND').type('text/plain').send('')
  reply.header('etag', file.etag)
  if (isUnchanged(request.headers['if-none-match'], file.etag)) return reply.code(304).send()
  return reply.type('text/calendar; charset=utf-8').send(file.text)
}

/** Programs show a calendar as read-only when they are told which right they lack (RFC 3744, 7.1.1). */
const readOnly = (path: string): DavAnswer =>
  davError(403, dav('need-privileges', dav('resource', href(path) + dav('privilege', dav('write')))))
