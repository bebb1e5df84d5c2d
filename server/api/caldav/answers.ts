import type { Resource } from './resources.ts'
import {
  CALDAV,
  childOf,
  DAV,
  dav,
  element,
  href,
  type QName,
  qname,
  UnreadableXml,
  type XmlElement,
  xmlDocument,
} from './xml.ts'

/** How a call is answered; the body is XML. */
export interface DavAnswer {
  readonly status: number
  readonly body: string
}

/** Which properties are asked for: these, all that are not costly, or their names only. */
export interface Wanted {
  readonly how: 'these' | 'all' | 'names'
  readonly names: readonly (readonly [uri: string, local: string])[]
}

const ALL: Wanted = { how: 'all', names: [] }

/** From the `propfind`, or the report, that a program sent. An empty body asks for all. */
export function wantedOf(asked: XmlElement | undefined): Wanted {
  if (!asked) return ALL
  if (childOf(asked, qname(DAV, 'propname'))) return { how: 'names', names: [] }
  const prop = childOf(asked, qname(DAV, 'prop'))
  return prop ? { how: 'these', names: prop.children.map(({ uri, local }) => [uri, local]) } : ALL
}

/** Those that RFC 4791 and RFC 3744 leave out of `allprop`. */
const ONLY_ON_REQUEST = new Set<QName>([
  qname(CALDAV, 'calendar-data'),
  qname(DAV, 'current-user-privilege-set'),
  qname(DAV, 'supported-report-set'),
])

/** What is said of one resource: what it has of what is wanted, and what it has not. */
export function propertiesOf({ path, properties }: Resource, { how, names }: Wanted): string {
  const asked = how === 'these' ? names : [...properties.keys()].filter((name) => !ONLY_ON_REQUEST.has(name)).map(split)
  const found = asked.filter(([uri, local]) => properties.has(qname(uri, local)))
  const missing = asked.filter(([uri, local]) => !properties.has(qname(uri, local)))
  const value = (uri: string, local: string) => (how === 'names' ? '' : properties.get(qname(uri, local)))
  const known = found.map(([uri, local]) => element(uri, local, value(uri, local)))
  const unknown = missing.map(([uri, local]) => element(uri, local))
  const parts = [
    ...(known.length > 0 || unknown.length === 0 ? [propstat(known, '200 OK')] : []),
    ...(unknown.length > 0 ? [propstat(unknown, '404 Not Found')] : []),
  ]
  return dav('response', href(path) + parts.join(''))
}

const split = (name: QName): [string, string] => {
  const end = name.indexOf('}')
  return [name.slice(1, end), name.slice(end + 1)]
}

const propstat = (properties: readonly string[], status: string) =>
  dav('propstat', dav('prop', properties.join('')) + dav('status', `HTTP/1.1 ${status}`))

export const notThere = (path: string): string => dav('response', href(path) + dav('status', 'HTTP/1.1 404 Not Found'))

export const multistatus = (responses: readonly string[], after = ''): DavAnswer => ({
  status: 207,
  body: xmlDocument('multistatus', responses.join('') + after),
})

/** A refusal with the condition that was not met (RFC 4918, 16). */
export const davError = (status: number, condition: string): DavAnswer => ({
  status,
  body: xmlDocument('error', condition),
})

/** What no program sends, answered as the XML reader would. */
export const unreadable = (): never => {
  throw new UnreadableXml()
}
