import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { utcStamp } from '../../../domain/agenda/icalendar.ts'
import { HOUR, MINUTE } from '../../../domain/time/interval.ts'
import { NOW, type TestApp, testApp } from '../../database/test-app.ts'
import { cancelAppointment } from '../../use-cases/cancel-appointment.ts'
import { arrangeAgenda, eventsIn, holdsCanary, makeFeed } from '../test-feed.ts'
import { type TestServer, testServer } from '../test-server.ts'
import {
  basic,
  C,
  davClient,
  inVevent,
  pathsIn,
  propfind,
  query,
  range,
  responsesIn,
  sync,
  tokenIn,
} from './test-dav.ts'
import { childOf, qname, readXml } from './xml.ts'

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

const { ask, discover, report } = davClient({ server: () => server, feed: () => feed })

describe('the CalDAV side of an agenda', () => {
  test('is found from its address alone, and says what it can do', async () => {
    const { calendar } = await discover()
    const options = await ask('OPTIONS', calendar)
    expect(options.headers.dav).toMatch(/^1, .*calendar-access/)
    expect(options.headers.allow).toBe('OPTIONS, GET, HEAD, PROPFIND, REPORT')
    const asked = propfind(
      '<A:current-user-privilege-set/><S:getctag/><A:sync-token/><B:supported-calendar-component-set/>' +
        '<A:supported-report-set/><I:calendar-color/><A:owner/><A:quota xmlns:A="urn:&amp;x"/>',
    )
    const reply = await ask('PROPFIND', calendar, { body: asked, headers: { depth: '0' } })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([207, 'application/xml; charset=utf-8'])
    const [response] = responsesIn(reply.body)
    const status = (name: string) => response?.properties.get(name)?.status
    const text = (name: string) => response?.properties.get(name)?.element.text
    expect(status('{http://apple.com/ns/ical/}calendar-color')).toBe('HTTP/1.1 404 Not Found')
    expect(status('{urn:&x}quota')).toBe('HTTP/1.1 404 Not Found')
    expect(text('{http://calendarserver.org/ns/}getctag')).toMatch(/^[\w-]{32}$/)
    expect(text('{DAV:}sync-token')).toMatch(/^urn:passerelle:sync:/)
    expect(reply.body).toContain('<D:privilege><D:read/></D:privilege>')
    expect(reply.body).not.toContain('write')
    expect(reply.body).toContain('<C:comp name="VEVENT"/>')
  })

  test('gives each event as a file with its ETag', async () => {
    const { calendar } = await discover()
    const listed = responsesIn((await ask('PROPFIND', calendar, { headers: { depth: '1' } })).body)
    expect(listed).toHaveLength(4)
    for (const { path = '', properties } of listed.slice(1)) {
      const reply = await ask('GET', path)
      const etag = properties.get('{DAV:}getetag')?.element.text
      expect([reply.statusCode, reply.headers.etag]).toEqual([200, etag])
      expect(properties.get('{DAV:}getcontentlength')?.element.text).toBe(String(Buffer.byteLength(reply.body)))
      expect(eventsIn(reply.body)).toHaveLength(1)
      expect(reply.body).not.toContain('METHOD') // RFC 4791, 4.1
      expect((await ask('GET', path, { headers: { 'if-none-match': String(etag) } })).statusCode).toBe(304)
    }
    expect(eventsIn((await ask('GET', calendar)).body)).toHaveLength(3)
    expect((await ask('GET', `${calendar}nothing.ics`)).statusCode).toBe(404)
    expect((await ask('GET', '/dav/')).statusCode).toBe(405)
  })

  test('names what it has, or shows all but what is costly, when asked so', async () => {
    const names = '<propfind xmlns="DAV:"><propname/></propfind>'
    const [all] = responsesIn((await ask('PROPFIND', '/dav')).body)
    const [named] = responsesIn((await ask('PROPFIND', '/dav', { body: names })).body)
    expect(all?.properties.get('{DAV:}displayname')?.element.text).toBe('Passerelle')
    expect(named?.properties.get('{DAV:}displayname')?.element.text).toBe('')
    expect(all?.properties.has('{DAV:}current-user-privilege-set')).toBe(false)
  })

  test('finds the events of an interval', async () => {
    const { calendar } = await discover()
    const of = async (filter: string) => pathsIn((await report(calendar, query(filter))).body)
    const [visit, pending, free] = [agenda.visit.id, agenda.pending.id, agenda.freeSlot].map(
      (id) => `${calendar}${id}.ics`,
    )
    expect(await of('<C:comp-filter name="VCALENDAR"/>')).toEqual([visit, pending, free])
    expect(await of(inVevent(''))).toEqual([visit, pending, free])
    expect(await of(inVevent(range(NOW, NOW + HOUR)))).toEqual([])
    expect(await of(inVevent(range(NOW, NOW + HOUR + 1_000)))).toEqual([visit])
    expect(await of(inVevent(range(NOW + HOUR + 14 * MINUTE, NOW + 2 * HOUR + MINUTE)))).toEqual([visit, pending])
    expect(await of(inVevent(`<C:time-range start="${utcStamp(NOW + 2 * HOUR)}"/>`))).toEqual([pending, free])
    expect(await of(inVevent('<C:is-not-defined/>'))).toEqual([])
    const tasks = '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/></C:comp-filter>'
    expect(await of(tasks)).toEqual([])
    const words = inVevent('<C:prop-filter name="SUMMARY"><C:text-match>x</C:text-match></C:prop-filter>')
    expect((await report(calendar, query(words))).body).toContain('supported-filter')
    expect((await report(calendar, query(inVevent('<C:time-range start="today"/>')))).statusCode).toBe(400)
  })

  test('gives events by their addresses, and says which are not there', async () => {
    const { calendar } = await discover()
    const [path, gone] = [`${calendar}${agenda.visit.id}.ics`, `${calendar}${agenda.practice.practitionerId}.ics`]
    const hrefs = [path, `http://elsewhere.example${encodeURI(path)}`, gone, 'http://[', '%zz']
    const body =
      '<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>' +
      `${hrefs.map((each) => `<D:href>${each}</D:href>`).join('')}</C:calendar-multiget>`
    const [first, second, ...others] = responsesIn((await report(calendar, body)).body)
    for (const found of [first, second]) {
      const data = found?.properties.get(C('calendar-data'))?.element.text ?? ''
      expect(eventsIn(data)).toMatchObject([{ uid: `${agenda.visit.id}@passerelle` }])
    }
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 3 }, () => 'HTTP/1.1 404 Not Found'))
  })

  test('tells nothing new while nothing is, and to list again once something changed', async () => {
    const { calendar } = await discover()
    const first = await report(calendar, sync(''))
    expect(pathsIn(first.body)).toHaveLength(3)
    const token = tokenIn(first.body)
    app.clock += 5 * MINUTE
    const second = await report(calendar, sync(token))
    expect([pathsIn(second.body), tokenIn(second.body)]).toEqual([[], token])
    const by = { ...app.scope, actingFor: [agenda.practice.practitionerId] }
    await cancelAppointment(app, by, { appointmentId: agenda.visit.id, by: 'patient', reason: 'Va mieux' })
    const third = await report(calendar, sync(token))
    expect(third.statusCode).toBe(403)
    expect(childOf(readXml(third.body), qname('DAV:', 'valid-sync-token'))).toBeDefined()
    const fourth = await report(calendar, sync(''))
    expect(pathsIn(fourth.body)).not.toContain(`${calendar}${agenda.visit.id}.ics`)
    expect(tokenIn(fourth.body)).not.toBe(token)
    const few = await report(calendar, sync('', '<limit><nresults>1</nresults></limit>'))
    expect(few.statusCode).toBe(507)
  })

  test('identifies nobody, whatever is read', async () => {
    const { principal, home, calendar } = await discover()
    const pages = [
      ...(await Promise.all(
        ['/dav/', principal, home, calendar].map((url) => ask('PROPFIND', url, { headers: { depth: '1' } })),
      )),
      await report(calendar, query(inVevent(''))),
      await report(calendar, sync('')),
      await ask('GET', calendar),
    ]
    for (const { body } of pages) expect(holdsCanary(body)).toBe(false)
  })
})

test('answers over a real socket, and keeps its connection', async () => {
  await server.close()
  server = await testServer(app)
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  const headers = { authorization: basic(feed.feed.id, feed.token), depth: '1' }
  const found = await fetch(`${origin}/.well-known/caldav`, { method: 'PROPFIND', headers, redirect: 'follow' })
  expect([found.status, new URL(found.url).pathname]).toEqual([207, '/dav/'])
  await found.text()
  const written = await fetch(`${origin}/dav/${feed.feed.id}/calendars/agenda/x.ics`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'text/calendar' },
    body: 'BEGIN:VCALENDAR',
  })
  expect(written.status).toBe(403)
  await written.text()
  const text = await fetch(`${origin}${feed.path}`)
  expect([text.status, eventsIn(await text.text()).length]).toEqual([200, 3])
})
