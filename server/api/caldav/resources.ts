import { createHash } from 'node:crypto'
import { type CalendarEvent, writeCalendar } from '../../../domain/agenda/icalendar.ts'
import { etagOf } from '../calendar-feed.ts'
import type { ReadAgenda } from '../feed-view.ts'
import { CALDAV, CALENDAR_SERVER, DAV, dav, element, href, type QName, qname, xmlText } from './xml.ts'

/** One event of the calendar: a file of its own, whose ETag changes with any word of it. */
export interface EventFile {
  readonly event: CalendarEvent
  readonly path: string
  readonly text: string
  readonly etag: string
}

/** What one feed serves: its owner, one home, one calendar, its events. */
export interface Tree {
  readonly name: string
  readonly paths: Readonly<Record<'principal' | 'home' | 'calendar', string>>
  readonly files: ReadonlyMap<string, EventFile>
  /** Changes with any event. */
  readonly ctag: string
}

const ROOT = '/dav/'

export function treeOf(feedId: string, { name, events }: ReadAgenda): Tree {
  const principal = `${ROOT}${feedId}/`
  const home = `${principal}calendars/`
  const calendar = `${home}agenda/`
  const files = events.map((event) => fileOf(calendar, event))
  const digest = createHash('sha256').update(JSON.stringify([name, files.map(({ path, etag }) => [path, etag])]))
  return {
    name,
    paths: { principal, home, calendar },
    files: new Map(files.map((file) => [file.path, file])),
    ctag: digest.digest('base64url').slice(0, 32),
  }
}

function fileOf(calendar: string, event: CalendarEvent): EventFile {
  const text = writeCalendar({ events: [event] })
  return { event, path: `${calendar}${event.uid.split('@')[0]}.ics`, text, etag: etagOf(text) }
}

/** Says which state of the calendar was read (RFC 6578). */
export const syncTokenOf = ({ ctag }: Tree): string => `urn:passerelle:sync:${ctag}`

/** Properties by name: each is what stands inside its element, as XML. */
export type Properties = ReadonlyMap<QName, string>

export interface Resource {
  readonly path: string
  readonly properties: Properties
  /** What a GET answers; undefined where there is nothing to get. */
  readonly file?: Pick<EventFile, 'text' | 'etag'>
}

const COLLECTION = dav('collection')
const privilege = (name: string) => dav('privilege', dav(name))
const report = (uri: string, name: string) => dav('supported-report', dav('report', element(uri, name)))

const READ_ONLY: readonly [QName, string] = [
  qname(DAV, 'current-user-privilege-set'),
  privilege('read') + privilege('read-current-user-privilege-set'),
]

/** What is said of every collection. */
const ofCollection = ({ paths }: Tree, type: string, name: string): [QName, string][] => [
  [qname(DAV, 'resourcetype'), type],
  [qname(DAV, 'displayname'), xmlText(name)],
  [qname(DAV, 'current-user-principal'), href(paths.principal)],
  [qname(DAV, 'owner'), href(paths.principal)],
  [...READ_ONLY],
]

const rootOf = (tree: Tree): Resource => ({
  path: ROOT,
  properties: new Map(ofCollection(tree, COLLECTION, 'Passerelle')),
})

const principalOf = (tree: Tree): Resource => ({
  path: tree.paths.principal,
  properties: new Map([
    ...ofCollection(tree, COLLECTION + dav('principal'), tree.name),
    [qname(DAV, 'principal-URL'), href(tree.paths.principal)],
    [qname(CALDAV, 'calendar-home-set'), href(tree.paths.home)],
  ]),
})

const homeOf = (tree: Tree): Resource => ({
  path: tree.paths.home,
  properties: new Map(ofCollection(tree, COLLECTION, tree.name)),
})

function calendarOf(tree: Tree): Resource {
  const events = [...tree.files.values()].map(({ event }) => event)
  const text = writeCalendar({ events })
  return {
    path: tree.paths.calendar,
    file: { text, etag: etagOf(text) },
    properties: new Map([
      ...ofCollection(tree, COLLECTION + element(CALDAV, 'calendar'), tree.name),
      [qname(CALDAV, 'supported-calendar-component-set'), '<C:comp name="VEVENT"/>'],
      [qname(CALDAV, 'supported-calendar-data'), '<C:calendar-data content-type="text/calendar" version="2.0"/>'],
      [qname(CALENDAR_SERVER, 'getctag'), xmlText(tree.ctag)],
      [qname(DAV, 'sync-token'), syncTokenOf(tree)],
      [qname(DAV, 'getcontenttype'), 'text/calendar; charset=utf-8'],
      [
        qname(DAV, 'supported-report-set'),
        report(CALDAV, 'calendar-query') + report(CALDAV, 'calendar-multiget') + report(DAV, 'sync-collection'),
      ],
    ]),
  }
}

const DATA = qname(CALDAV, 'calendar-data')

const eventOf = (file: EventFile): Resource => ({
  path: file.path,
  file,
  properties: new Map([
    [qname(DAV, 'resourcetype'), ''],
    [qname(DAV, 'displayname'), xmlText(file.event.summary)],
    [qname(DAV, 'getetag'), xmlText(file.etag)],
    [qname(DAV, 'getcontenttype'), 'text/calendar; charset=utf-8; component=VEVENT'],
    [qname(DAV, 'getcontentlength'), String(Buffer.byteLength(file.text))],
    [qname(DAV, 'getlastmodified'), new Date(file.event.changedAt).toUTCString()],
    [...READ_ONLY],
  ]),
})

/** An event as reports give it: with its text, when that is asked for. */
export const reportedOf = (file: EventFile): Resource => {
  const { path, properties } = eventOf(file)
  return { path, properties: new Map([...properties, [DATA, xmlText(file.text)]]) }
}

/** What is at a path, a missing last slash forgiven; undefined for what is not of this feed. */
export function resourceAt(tree: Tree, path: string): Resource | undefined {
  const file = tree.files.get(path)
  if (file) return eventOf(file)
  return COLLECTIONS.map((collection) => collection(tree)).find((each) => each.path === withSlash(path))
}

const COLLECTIONS = [rootOf, principalOf, homeOf, calendarOf]
const withSlash = (path: string) => (path.endsWith('/') ? path : `${path}/`)

/** What is right inside a collection. */
export function membersOf(tree: Tree, { path }: Resource): Resource[] {
  const { principal, home, calendar } = tree.paths
  if (path === ROOT) return [principalOf(tree)]
  if (path === principal) return [homeOf(tree)]
  if (path === home) return [calendarOf(tree)]
  return path === calendar ? [...tree.files.values()].map(eventOf) : []
}
