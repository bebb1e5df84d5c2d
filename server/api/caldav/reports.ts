import type { Interval } from '../../../domain/time/interval.ts'
import { type DavAnswer, davError, multistatus, notThere, propertiesOf, unreadable, wantedOf } from './answers.ts'
import { type EventFile, reportedOf, syncTokenOf, type Tree } from './resources.ts'
import { CALDAV, childOf, childrenOf, DAV, dav, element, type QName, qname, type XmlElement, xmlText } from './xml.ts'

/** What calendar programs ask of the calendar besides its properties (RFC 4791, RFC 6578). */
export function answerReport(tree: Tree, asked: XmlElement): DavAnswer {
  const report = REPORTS.get(asked.name)
  return report ? report(tree, asked) : davError(403, dav('supported-report'))
}

/** Events that match a filter; those of an interval, in practice. */
function query(tree: Tree, asked: XmlElement): DavAnswer {
  const filter = childOf(asked, qname(CALDAV, 'filter')) ?? unreadable()
  const matches = matcherOf(filter)
  if (!matches) return davError(403, element(CALDAV, 'supported-filter'))
  const wanted = wantedOf(asked)
  const files = [...tree.files.values()].filter(matches)
  return multistatus(files.map((file) => propertiesOf(reportedOf(file), wanted)))
}

/** Events by their addresses. */
function multiget(tree: Tree, asked: XmlElement): DavAnswer {
  const wanted = wantedOf(asked)
  const responses = childrenOf(asked, qname(DAV, 'href')).map(({ text }) => {
    const path = pathOf(text.trim())
    const file = path === undefined ? undefined : tree.files.get(path)
    return file ? propertiesOf(reportedOf(file), wanted) : notThere(text.trim())
  })
  return multistatus(responses)
}

/**
 * What changed since a state of the calendar. Only the current one is known, so a program that has an older one is told
 * to list everything again.
 */
function sync(tree: Tree, asked: XmlElement): DavAnswer {
  const token = childOf(asked, qname(DAV, 'sync-token'))?.text.trim() ?? ''
  const current = syncTokenOf(tree)
  if (token !== '' && token !== current) return davError(403, dav('valid-sync-token'))
  const files = token === current ? [] : [...tree.files.values()]
  const limit = childOf(asked, qname(DAV, 'limit'))
  const most = limit && Number(childOf(limit, qname(DAV, 'nresults'))?.text)
  if (most !== undefined && files.length > most) return davError(507, dav('number-of-matches-within-limits'))
  const wanted = wantedOf(asked)
  return multistatus(
    files.map((file) => propertiesOf(reportedOf(file), wanted)),
    dav('sync-token', xmlText(current)),
  )
}

type Report = (tree: Tree, asked: XmlElement) => DavAnswer
const REPORTS: ReadonlyMap<QName, Report> = new Map<QName, Report>([
  [qname(CALDAV, 'calendar-query'), query],
  [qname(CALDAV, 'calendar-multiget'), multiget],
  [qname(DAV, 'sync-collection'), sync],
])

type Matcher = (file: EventFile) => boolean

const COMP_FILTER = qname(CALDAV, 'comp-filter')
const TIME_RANGE = qname(CALDAV, 'time-range')
const NOT_DEFINED = qname(CALDAV, 'is-not-defined')

/** Of VCALENDAR, then of VEVENT in an interval; undefined for a filter that is not understood. */
function matcherOf(filter: XmlElement): Matcher | undefined {
  const calendar = childOf(filter, COMP_FILTER)
  if (calendar?.attributes.get('name') !== 'VCALENDAR') return undefined
  const matchers = calendar.children.map(componentMatcher)
  return matchers.every((matcher) => matcher !== undefined)
    ? (file) => matchers.every((matcher) => matcher(file))
    : undefined
}

function componentMatcher(component: XmlElement): Matcher | undefined {
  if (component.name !== COMP_FILTER) return undefined
  const isEvent = component.attributes.get('name') === 'VEVENT'
  const [condition, ...others] = component.children
  if (!condition) return () => isEvent
  if (others.length > 0) return undefined
  if (condition.name === NOT_DEFINED) return () => !isEvent
  const range = condition.name === TIME_RANGE ? rangeOf(condition) : undefined
  return range && (({ event }) => isEvent && event.start < range.end && event.end > range.start)
}

function rangeOf({ attributes }: XmlElement): Interval | undefined {
  const [start, end] = [attributes.get('start'), attributes.get('end')]
  if (start === undefined && end === undefined) return undefined
  return {
    start: start === undefined ? Number.NEGATIVE_INFINITY : instantOf(start),
    end: end === undefined ? Number.POSITIVE_INFINITY : instantOf(end),
  }
}

/** `20261124T132200Z`: filters speak of instants only. */
function instantOf(stamp: string): number {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const instant = iso === stamp ? Number.NaN : Date.parse(iso)
  return Number.isNaN(instant) ? unreadable() : instant
}

/** The path of an address, however it was written; undefined when it is none. */
function pathOf(address: string): string | undefined {
  if (!URL.canParse(address, 'http://here')) return undefined
  const { pathname } = new URL(address, 'http://here')
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
