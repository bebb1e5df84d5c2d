import { SaxesParser, type SaxesTagNS } from 'saxes'
import { fail } from './failure.ts'

/** What a CalDAV server says of one resource (RFC 4918, 4791, 6578). */
export interface DavResource {
  href: string
  /** Of the resource itself, when it has no properties to tell. */
  status: number
  etag?: string
  ctag?: string
  syncToken?: string
  principal?: string
  homes: string[]
  isCollection: boolean
  isCalendar: boolean
  /** What it may hold, such as VEVENT; anything when empty. */
  components: string[]
  canSync: boolean
  calendarData?: string
}

export interface Multistatus {
  readonly resources: DavResource[]
  syncToken?: string
}

const DAV = 'DAV:'
const CALDAV = 'urn:ietf:params:xml:ns:caldav'
const CALENDARSERVER = 'http://calendarserver.org/ns/'
const DEEPEST = 50
const MOST_RESOURCES = 50_000

const newResource = (): DavResource => ({
  ...{ href: '', status: 200, homes: [], isCollection: false, isCalendar: false, components: [], canSync: false },
})

/** Reads the answer of a WebDAV server. A document type is refused: nothing that we ask for has one, nor entities. */
export function readMultistatus(text: string): Multistatus {
  const parser = new SaxesParser({ xmlns: true })
  const read = newReading()
  const more = (piece: string) => {
    read.found += piece
  }
  parser.on('doctype', () => fail('not-a-calendar'))
  parser.on('error', () => fail(read.path.length === 0 ? 'not-a-calendar' : 'unreadable'))
  parser.on('text', more)
  parser.on('cdata', more)
  parser.on('opentag', (tag) => openTag(read, tag))
  parser.on('closetag', () => closeTag(read))
  parser.write(text).close()
  return read.answer
}

/** Where the parser is, and what it found on the way. */
interface Reading {
  readonly answer: Multistatus
  readonly path: string[]
  resource: DavResource
  properties: Partial<DavResource>
  found: string
}

const newReading = (): Reading => ({
  answer: { resources: [] },
  path: [],
  resource: newResource(),
  properties: {},
  found: '',
})

function openTag(read: Reading, tag: SaxesTagNS): void {
  const { path } = read
  if (path.length === 0 && nameOf(tag) !== 'multistatus') fail('not-a-calendar')
  if (path.length >= DEEPEST) fail('unreadable')
  path.push(nameOf(tag))
  read.found = ''
  if (is(path, 'response')) read.resource = newResource()
  if (is(path, 'propstat')) read.properties = {}
  mark(path, tag, read.resource)
}

function closeTag(read: Reading): void {
  const { answer, path, resource, properties, found } = read
  const value = found.trim()
  if (is(path, 'propstat', 'status') && statusOf(value) < 300) Object.assign(resource, properties)
  if (is(path, 'multistatus', 'sync-token')) answer.syncToken = value
  if (is(path, 'response', 'href')) resource.href = value
  if (is(path, 'response', 'status')) resource.status = statusOf(value)
  if (is(path, 'response')) answer.resources.push(resource)
  if (answer.resources.length > MOST_RESOURCES) fail('too-many-events')
  Object.assign(properties, propertyAt(path, found, resource))
  path.pop()
  read.found = ''
}

/** A name with the prefix that we give to its namespace; what is of no use to us has none that matches. */
function nameOf({ uri, local }: SaxesTagNS): string {
  if (uri === DAV) return local
  if (uri === CALDAV) return `c:${local}`
  return uri === CALENDARSERVER ? `cs:${local}` : 'other'
}

const is = (path: readonly string[], ...end: string[]) =>
  end.every((name, at) => path[path.length - end.length + at] === name)

/** What an element says by standing there. A property that a server does not have is empty, so none of these is a lie. */
function mark(path: readonly string[], tag: SaxesTagNS, resource: DavResource): void {
  if (is(path, 'resourcetype', 'collection')) resource.isCollection = true
  if (is(path, 'resourcetype', 'c:calendar')) resource.isCalendar = true
  if (is(path, 'report', 'sync-collection')) resource.canSync = true
  if (is(path, 'c:supported-calendar-component-set', 'c:comp')) {
    resource.components.push(String(tag.attributes.name?.value ?? '').toUpperCase())
  }
}

function propertyAt(path: readonly string[], text: string, resource: DavResource): Partial<DavResource> {
  const value = text.trim()
  if (is(path, 'prop', 'getetag')) return { etag: value }
  if (is(path, 'prop', 'cs:getctag')) return { ctag: value }
  if (is(path, 'prop', 'sync-token')) return { syncToken: value }
  if (is(path, 'prop', 'c:calendar-data')) return { calendarData: text }
  if (is(path, 'current-user-principal', 'href')) return { principal: value }
  if (is(path, 'c:calendar-home-set', 'href')) resource.homes.push(value)
  return {}
}

/** `HTTP/1.1 404 Not Found`. */
const statusOf = (line: string) => Number(/^HTTP\/\S+ (\d{3})/.exec(line)?.[1] ?? 0)
