import { expect } from 'vitest'
import { utcStamp } from '../../../domain/agenda/icalendar.ts'
import type { makeFeed } from '../test-feed.ts'
import type { TestServer } from '../test-server.ts'
import { childOf, childrenOf, qname, readXml, type XmlElement } from './xml.ts'

export const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

interface Sent {
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly authorization?: string | null
  readonly remoteAddress?: string
}

export const D = (local: string) => qname('DAV:', local)
export const C = (local: string) => qname('urn:ietf:params:xml:ns:caldav', local)

/** What a multistatus says of each path: its status, and each property with its own. */
export function responsesIn(body: string) {
  return childrenOf(readXml(body), D('response')).map((response) => {
    const properties = new Map<string, { status: string; element: XmlElement }>()
    for (const propstat of childrenOf(response, D('propstat'))) {
      const status = childOf(propstat, D('status'))?.text ?? ''
      for (const element of childOf(propstat, D('prop'))?.children ?? []) {
        properties.set(element.name, { status, element })
      }
    }
    return { path: childOf(response, D('href'))?.text, status: childOf(response, D('status'))?.text, properties }
  })
}

export const propfind = (props: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><A:propfind xmlns:A="DAV:" xmlns:B="urn:ietf:params:xml:ns:caldav" ` +
  `xmlns:S="http://calendarserver.org/ns/" xmlns:I="http://apple.com/ns/ical/"><A:prop>${props}</A:prop></A:propfind>`

export const query = (filter: string) =>
  `<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>` +
  `<C:filter>${filter}</C:filter></C:calendar-query>`
export const sync = (token: string, more = '') =>
  `<sync-collection xmlns="DAV:"><sync-token>${token}</sync-token><sync-level>1</sync-level>${more}<prop><getetag/></prop></sync-collection>`
export const inVevent = (inside: string) =>
  `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${inside}</C:comp-filter></C:comp-filter>`
export const range = (start: number, end: number) => `<C:time-range start="${utcStamp(start)}" end="${utcStamp(end)}"/>`

export const pathsIn = (body: string) => responsesIn(body).map(({ path }) => path)
export const tokenIn = (body: string) => childOf(readXml(body), D('sync-token'))?.text ?? ''

interface Reached {
  readonly server: () => TestServer
  readonly feed: () => Awaited<ReturnType<typeof makeFeed>>
}

/** A calendar program with the name and password of `feed`. */
export function davClient({ server, feed }: Reached) {
  function ask(method: string, url: string, { body, headers = {}, authorization, ...sent }: Sent = {}) {
    const credentials = authorization === undefined ? basic(feed().feed.id, feed().token) : authorization
    return server().inject({
      ...sent,
      method: method as 'GET',
      url,
      headers: {
        ...(credentials !== null && { authorization: credentials }),
        ...(body !== undefined && { 'content-type': 'application/xml; charset="utf-8"' }),
        ...headers,
      },
      ...(body !== undefined && { payload: body }),
    })
  }

  async function hrefIn(url: string, local: string, uri = 'DAV:'): Promise<string> {
    const body = propfind(uri === 'DAV:' ? `<A:${local}/>` : `<B:${local}/>`)
    const [response] = responsesIn((await ask('PROPFIND', url, { body, headers: { depth: '0' } })).body)
    const found = response?.properties.get(qname(uri, local))?.element
    return (found && childOf(found, D('href'))?.text) ?? ''
  }

  /** As every program finds its way from the address alone. */
  async function discover() {
    const wellKnown = await ask('PROPFIND', '/.well-known/caldav', { authorization: null, body: propfind('<A:x/>') })
    expect([wellKnown.statusCode, wellKnown.headers.location]).toEqual([301, '/dav/'])
    const principal = await hrefIn('/dav/', 'current-user-principal')
    const home = await hrefIn(principal, 'calendar-home-set', 'urn:ietf:params:xml:ns:caldav')
    const body = propfind('<A:resourcetype/><A:displayname/>')
    const listed = responsesIn((await ask('PROPFIND', home, { body, headers: { depth: '1' } })).body)
    const calendars = listed.filter(({ properties }) => {
      const type = properties.get(D('resourcetype'))?.element
      return type && childOf(type, C('calendar'))
    })
    expect(calendars).toHaveLength(1)
    return { principal, home, calendar: calendars[0]?.path ?? '' }
  }

  const report = async (calendar: string, body: string) => ask('REPORT', calendar, { body, headers: { depth: '1' } })

  return { ask, discover, report }
}
