import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MINUTE } from '../../../domain/time/interval.ts'
import { addPractitioner, addSlot, NOW, type TestApp, testApp } from '../../database/test-app.ts'
import { arrangeAgenda, bookNamed, holdsCanary, makeFeed, wordyLog } from '../test-feed.ts'
import { type TestServer, testServer } from '../test-server.ts'
import { basic, davClient } from './test-dav.ts'
import { readXml } from './xml.ts'

let app: TestApp
let server: TestServer
let agenda: Awaited<ReturnType<typeof arrangeAgenda>>
let feed: Awaited<ReturnType<typeof makeFeed>>
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  agenda = await arrangeAgenda(app)
  feed = await makeFeed(app, server, agenda.practice)
})
afterEach(() => server.close())

const { ask, discover } = davClient({ server: () => server, feed: () => feed })

describe('an agenda that is only read', () => {
  test.each(['PUT', 'DELETE', 'POST', 'PATCH', 'PROPPATCH', 'MKCALENDAR', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'ACL'])(
    'cannot be changed by %s',
    async (method) => {
      const { calendar } = await discover()
      const path = `${calendar}${agenda.visit.id}.ics`
      const reply = await ask(method, path, { body: 'x'.repeat(100_000) })
      expect(reply.statusCode).toBe(403)
      const error = readXml(reply.body)
      expect([error.name, error.children[0]?.name]).toEqual(['{DAV:}error', '{DAV:}need-privileges'])
      expect(reply.body).toContain('<D:write/>')
      expect((await ask('GET', path)).statusCode).toBe(200)
    },
  )
})

describe('whoever has no right to an agenda', () => {
  test.each<[string, () => string | null]>([
    ['nobody', () => null],
    ['another scheme', () => `Bearer ${feed.token}`],
    ['a password without a name', () => basic('', feed.token)],
    ['a wrong password', () => basic(feed.feed.id, 'A'.repeat(43))],
    ['no password', () => basic(feed.feed.id, '')],
    ['what cannot be read', () => 'Basic ====='],
  ])('is asked to sign in: %s', async (_, authorization) => {
    for (const [method, url] of [
      ['OPTIONS', '/dav/'],
      ['PROPFIND', '/dav/'],
      ['REPORT', `/dav/${feed.feed.id}/calendars/agenda/`],
      ['GET', `/dav/${feed.feed.id}/calendars/agenda/${agenda.visit.id}.ics`],
      ['PUT', '/dav/anything'],
      ['GET', '/dav/nothing/at/all'],
    ] as const) {
      const reply = await ask(method, url, { authorization: authorization() })
      expect([method, reply.statusCode]).toEqual([method, 401])
      expect(reply.headers['www-authenticate']).toBe('Basic realm="Passerelle", charset="UTF-8"')
      expect(reply.body).not.toContain(agenda.visit.id)
    }
  })

  test('reads nothing of a colleague’s, nor with the token of another address', async () => {
    const colleague = await addPractitioner(app)
    const theirs = await bookNamed(app, await addSlot(app, { practitioner: colleague }))
    const other = await makeFeed(app, server, colleague)
    const { calendar } = await discover()
    const elsewhere = calendar.replace(feed.feed.id, other.feed.id)
    expect((await ask('PROPFIND', elsewhere)).statusCode).toBe(404)
    expect((await ask('GET', `${elsewhere}${theirs.id}.ics`)).statusCode).toBe(404)
    expect((await ask('GET', `${calendar}${theirs.id}.ics`)).statusCode).toBe(404)
    const crossed = basic(feed.feed.id, other.token)
    expect((await ask('PROPFIND', '/dav/', { authorization: crossed })).statusCode).toBe(401)
  })

  test('loses it with the address', async () => {
    const { calendar } = await discover()
    const { cookie } = feed
    await server.inject({ method: 'DELETE', url: `/api/agenda/feeds/${feed.feed.id}`, headers: { cookie } })
    expect((await ask('PROPFIND', calendar)).statusCode).toBe(401)
    expect((await ask('GET', `${calendar}${agenda.visit.id}.ics`)).statusCode).toBe(401)
  })

  test('cannot try as often as they like; asking how to sign in is no try', async () => {
    await server.close()
    server = await testServer(app, { rateLimit: 8 })
    const remoteAddress = '192.0.2.1'
    const status = async (authorization?: string | null) =>
      (await ask('PROPFIND', '/dav/', { remoteAddress, ...(authorization !== undefined && { authorization }) }))
        .statusCode
    for (let n = 0; n < 5; n += 1) expect(await status(null)).toBe(401)
    const wrong = basic(feed.feed.id, 'A'.repeat(43))
    expect([await status(wrong), await status(wrong), await status(wrong)]).toEqual([401, 401, 429])
    expect(await status()).toBe(429)
    app.clock += MINUTE
    expect(await status()).toBe(207)
  })
})

describe('XML that means harm', () => {
  const lol = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
  test.each<[string, string]>([
    ['entities that grow', `${lol}<propfind xmlns="DAV:"><prop><displayname>&b;</displayname></prop></propfind>`],
    ['a file', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><propfind xmlns="DAV:">&f;</propfind>'],
    ['an entity of its own', '<propfind xmlns="DAV:">&nothing;</propfind>'],
    ['depth without end', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
    ['half a document', '<propfind xmlns="DAV:"><prop>'],
    ['two documents', '<propfind xmlns="DAV:"/><propfind xmlns="DAV:"/>'],
    ['an unknown prefix', '<x:propfind><x:prop/></x:propfind>'],
    ['another question', '<mkcalendar xmlns="DAV:"/>'],
    ['no XML', 'BEGIN:VCALENDAR'],
  ])('is refused: %s', async (_, body) => {
    expect((await ask('PROPFIND', '/dav/', { body })).statusCode).toBe(400)
  })

  test('is not read beyond 64 KiB', async () => {
    const body = `<propfind xmlns="DAV:"><prop><displayname/></prop>${' '.repeat(64 * 1024)}</propfind>`
    expect((await ask('PROPFIND', '/dav/', { body })).statusCode).toBe(413)
  })

  test('is asked one level at a time', async () => {
    const reply = await ask('PROPFIND', '/dav/', { headers: { depth: 'infinity' } })
    expect([reply.statusCode, reply.body]).toEqual([403, expect.stringContaining('propfind-finite-depth')])
  })

  test('never breaks anything, whatever it says', async () => {
    const { calendar } = await discover()
    const names = fc.constantFrom(
      'propfind',
      'prop',
      'allprop',
      'sync-collection',
      'C:calendar-query',
      'C:filter',
      'href',
    )
    const more = fc.constantFrom(
      'C:comp-filter',
      'C:time-range',
      'sync-token',
      'limit',
      'nresults',
      'C:calendar-multiget',
    )
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string({ maxLength: 8 }),
        fc
          .tuple(fc.oneof(names, more), fc.array(tie('tree'), { maxLength: 3 }))
          .map(([name, inside]) => `<${name} name="VCALENDAR" start="20261124T080000Z">${inside.join('')}</${name}>`),
      ),
    }))
    const holds = async (root: string, inside: string, method: string) => {
      const body = `<${root} xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</${root}>`
      const { statusCode } = await ask(method, calendar, { body, headers: { depth: '1' } })
      expect(statusCode).toBeLessThan(508)
      expect(statusCode).not.toBe(500)
    }
    const roots = fc.constantFrom('propfind', 'sync-collection', 'C:calendar-query', 'C:calendar-multiget', 'other')
    const methods = fc.constantFrom('PROPFIND', 'REPORT')
    await fc.assert(fc.asyncProperty(roots, tree, methods, holds), { numRuns: 150 })
  })
})

test('a browser of another site changes and reads nothing', async () => {
  const headers = { origin: 'https://elsewhere.example' }
  expect((await ask('PROPFIND', '/dav/', { headers })).statusCode).toBe(403)
})

test('no log has the password, nor who comes', async () => {
  await server.close()
  const { log, text } = wordyLog()
  server = await testServer(app, { log })
  const { calendar } = await discover()
  await ask('GET', `${calendar}${agenda.visit.id}.ics`)
  await ask('PROPFIND', '/dav/', { body: '<broken' })
  expect(text()).toContain('"operation":"readDav"')
  for (const secret of [feed.token, feed.feed.id, agenda.visit.id]) expect(text()).not.toContain(secret)
  expect(holdsCanary(text())).toBe(false)
})
