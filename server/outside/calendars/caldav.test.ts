import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CalendarChanges, CalendarReading, CalendarState } from '../../calendar-reading.ts'
import type { Calendars } from './calendars.ts'
import { isOfAccount } from './dav.ts'
import { testCalendars } from './test-calendars.ts'
import { calendar, event } from './test-files.ts'

/** A server that does what a test says, in the words of RFC 4918, 4791 and 6578. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly depth: string
  readonly body: string
}
type Says = (asked: Asked) => string | number | undefined

const NOW = Date.parse('2026-11-24T13:22:07Z')
let server: Server
let host: string
let calendars: Calendars
let says: Says
let asked: Asked[]

beforeEach(async () => {
  asked = []
  server = createServer(async (request, reply) => {
    const question = await questionOf(request)
    asked.push(question)
    const said = says(question) ?? 404
    if (typeof said === 'number') reply.writeHead(said).end()
    else reply.writeHead(207, { 'content-type': 'application/xml' }).end(multistatus(said))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  calendars = testCalendars({ allowedHosts: [host] })
})
afterEach(() => server.close().closeAllConnections())

const questionOf = async (request: IncomingMessage): Promise<Asked> => ({
  method: request.method ?? '',
  path: request.url ?? '',
  depth: String(request.headers.depth),
  body: await text(request),
})
const multistatus = (inside: string) =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/">${inside}</d:multistatus>`
const response = (href: string, properties: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
const status = (href: string, code: number) =>
  `<d:response><d:href>${href}</d:href><d:status>HTTP/1.1 ${code} Essai</d:status></d:response>`

const CALENDAR = '<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>'
const COLLECTION = '<d:resourcetype><d:collection/></d:resourcetype>'
const holds = (name: string) =>
  `<c:supported-calendar-component-set><c:comp name="${name}"/></c:supported-calendar-component-set>`
const SYNC =
  '<d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report></d:supported-report-set>'

const read = (path: string, state?: CalendarState): Promise<CalendarReading> =>
  calendars.read({ kind: 'caldav', address: `http://${host}${path}`, username: 'camille', password: 'essai' }, state, {
    now: NOW,
    zone: 'Europe/Paris',
  })
const changes = async (path: string, state?: CalendarState) => (await read(path, state)) as CalendarChanges
const starts = ({ items }: CalendarChanges) =>
  items.flatMap(({ busy }) => busy.map(({ start }) => new Date(start).toISOString().slice(0, 13))).sort()

/** One calendar at /c/, whose items are these; `properties` are those of the calendar itself. */
const oneCalendar =
  (items: Record<string, string>, properties: () => string): Says =>
  ({ method, path, body }) => {
    if (path !== '/c/') return undefined
    if (method === 'PROPFIND') return response('/c/', `${CALENDAR}${holds('VEVENT')}${properties()}`)
    const wanted = Object.entries(items).filter(
      ([href]) => !body.includes('multiget') || body.includes(`<href>${href}<`),
    )
    return wanted
      .map(([href, hour]) => {
        const data = body.includes('calendar-data') ? `<c:calendar-data>${eventAt(hour)}</c:calendar-data>` : ''
        return response(href, `<d:getetag>"${hour}"</d:getetag>${data}`)
      })
      .join('')
  }
const eventAt = (hour: string) => calendar(event(`DTSTART:${hour}0000Z`, 'DURATION:PT1H'))

describe('finding calendars', () => {
  const leads: Record<string, Says> = {
    '/': ({ path, depth }) => {
      if (path === '/' || path === '/.well-known/caldav')
        return response(
          path,
          `${COLLECTION}<d:current-user-principal><d:href>/qui/</d:href></d:current-user-principal>`,
        )
      if (path === '/qui/') return response(path, '<c:calendar-home-set><d:href>/chez/</d:href></c:calendar-home-set>')
      if (path !== '/chez/' || depth !== '1') return undefined
      return [
        response('/chez/', COLLECTION),
        response('/chez/travail/', `${CALENDAR}${holds('VEVENT')}`),
        response('/chez/taches/', `${CALENDAR}${holds('VTODO')}`),
        response('/chez/perso/', CALENDAR),
      ].join('')
    },
  }
  const empty: Says = ({ path, method, depth, body }) => {
    if (method === 'REPORT' || body.includes('getctag'))
      return method === 'REPORT' ? '' : response(path, '<s:getctag>1</s:getctag>')
    return leads['/']?.({ path, method, depth, body })
  }

  test.each(['/', '/qui/', '/chez/'])('from %s takes those with events', async (path) => {
    says = (question) =>
      question.path === '/chez/' && question.depth === '0' ? response('/chez/', COLLECTION) : empty(question)
    const { state } = await changes(path)
    expect(state.collections?.map(({ url }) => new URL(url).pathname)).toEqual(['/chez/travail/', '/chez/perso/'])
  })

  test('asks where the server keeps them when the address is a page', async () => {
    says = (question) => (question.path === '/accueil' ? 405 : empty(question))
    expect((await changes('/accueil')).state.collections).toHaveLength(2)
  })

  test.each<[string, Says, string]>([
    ['refuses the password', () => 401, 'credentials-refused'],
    ['has nothing there', () => 404, 'not-found'],
    ['has no calendar', ({ path }) => response(path, COLLECTION), 'not-a-calendar'],
    ['fails', () => 500, 'answered-an-error'],
    [
      'leads elsewhere',
      ({ path }) =>
        response(
          path,
          `${COLLECTION}<c:calendar-home-set><d:href>http://169.254.169.254/</d:href></c:calendar-home-set>`,
        ),
      'address-forbidden',
    ],
  ])('says so when the server %s', async (_case, answers, trouble) => {
    says = answers
    expect(await read('/c/')).toEqual({ trouble })
  })
})

describe('a server without history', () => {
  test('is asked for the mark of its calendar, then for those of its items, then for what changed', async () => {
    const items: Record<string, string> = { '/c/a': '20261125T09', '/c/b': '20261126T09', '/c/d': '20261127T09' }
    let ctag = '1'
    says = oneCalendar(items, () => `<s:getctag>${ctag}</s:getctag>`)
    const first = await changes('/c/')
    expect(starts(first)).toEqual(['2026-11-25T09', '2026-11-26T09', '2026-11-27T09'])
    asked = []
    const second = await changes('/c/', first.state)
    expect([asked.map(({ method }) => method), second.items, second.gone]).toEqual([['PROPFIND'], [], []])
    ctag = '2'
    items['/c/b'] = '20261126T15'
    delete items['/c/d']
    const third = await changes('/c/', second.state)
    expect([starts(third), third.gone.length, third.isWhole]).toEqual([['2026-11-26T15'], 1, false])
    expect(asked.at(-1)?.body).not.toContain('/c/a')
    expect((await changes('/c/', third.state)).items).toEqual([])
  })
})

describe('a server with history', () => {
  const withHistory = (history: (token: string) => string | number): Says => {
    const plain = oneCalendar({ '/c/a': '20261125T09' }, () => `<d:sync-token>un</d:sync-token>${SYNC}`)
    return (question) => {
      const token = /<sync-token>(\w+)</.exec(question.body)?.[1]
      return token ? history(token) : plain(question)
    }
  }

  test('tells what changed and what is gone, in pages', async () => {
    says = withHistory((token) =>
      token === 'un'
        ? `${response('/c/a', '<d:getetag>"x"</d:getetag>')}${status('/c/', 507)}<d:sync-token>deux</d:sync-token>`
        : `${status('/c/b', 404)}<d:sync-token>trois</d:sync-token>`,
    )
    const { state } = await changes('/c/')
    const next = await changes('/c/', state)
    expect([starts(next), next.gone.length]).toEqual([['2026-11-25T09'], 1])
    expect(next.state.collections).toMatchObject([{ syncToken: 'trois' }])
  })

  test.each([403, 409, 410, 412, 500])('that forgot (%d) is read as at first', async (code) => {
    says = withHistory(() => code)
    const { state } = await changes('/c/')
    expect(await changes('/c/', state)).toMatchObject({ isWhole: true, items: [{ etag: '"20261125T09"' }] })
  })

  test('without end is left', async () => {
    says = withHistory((token) => `${status('/c/', 507)}<d:sync-token>${token}</d:sync-token>`)
    const { state } = await changes('/c/')
    expect(await read('/c/', state)).toEqual({ trouble: 'took-too-long' })
  })
})

test('one item that cannot be read does not lose the others', async () => {
  const plain = oneCalendar({ '/c/a': '20261125T09', '/c/b': 'n’importe quoi' }, () => '')
  says = plain
  expect(starts(await changes('/c/'))).toEqual(['2026-11-25T09'])
})

test.each([
  ['https://caldav.icloud.com/', 'https://p57-caldav.icloud.com/1/', true],
  ['https://caldav.icloud.com/', 'http://p57-caldav.icloud.com/1/', false],
  ['https://caldav.icloud.com/', 'https://icloud.com.example/', false],
  ['https://nuage.example/', 'https://autre.example/', false],
  ['https://10.0.0.1/', 'https://9.0.0.1/', false],
])('the password of %s goes to %s: %s', (entry, url, expected) => {
  expect(isOfAccount(new URL(url), new URL(entry))).toBe(expected)
})
