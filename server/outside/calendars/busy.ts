import { foreignOccurrences, type Wall } from '../../../domain/time/foreign-rule.ts'
import { DAY, type Instant, type Interval } from '../../../domain/time/interval.ts'
import { type Component, type Property, propertiesOf, propertyOf, readComponents } from './components.ts'
import { fail } from './failure.ts'
import { readDuration, readWall, type Span } from './values.ts'
import { type Clock, type Clocks, clockOf, clocksOf, UTC } from './zones.ts'

/** What a file says of busy times, by the UID of its events; all that stays of them. */
export interface BusyFile {
  readonly items: ReadonlyMap<string, Interval[]>
  /** Events that could not be read. */
  readonly broken: number
}

interface Reading {
  /** Of the professional: for hours without a zone, and whole days. */
  readonly zone: string
  readonly window: Interval
}

/** No professional has so many; each is a row. */
const MOST_INTERVALS = 20_000
/** The farthest that two zones are apart. */
const ZONES_APART = 2 * DAY
const OWN = /@passerelle$/i

/** The busy times of a calendar file in the window. One event that cannot be read does not lose the others. */
export function busyIn(text: string, { zone, window }: Reading): BusyFile {
  const components = readComponents(text)
  const clocks = clocksOf(components, clockOf(zone), window)
  const items = new Map<string, Interval[]>()
  let [events, broken, intervals] = [0, 0, 0]
  for (const [uid, group] of byUid(components)) {
    const read = group.map((component) => readable(() => busyOf(component, group, { clocks, window })))
    events += group.length
    broken += read.filter((busy) => busy === undefined).length
    const busy = merged(
      read.flatMap((busy) => busy ?? []),
      window,
    )
    if (busy.length > 0) items.set(uid, busy)
    intervals += busy.length
    if (intervals > MOST_INTERVALS) fail('too-many-events')
  }
  if (broken > 0 && broken === events) fail('unreadable')
  return { items, broken }
}

function readable<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** An event and its changed occurrences share a UID. Our own are not busy times: they are the agenda itself. */
function byUid(components: readonly Component[]): Map<string, Component[]> {
  const groups = new Map<string, Component[]>()
  for (const component of components) {
    if (component.name === 'VTIMEZONE') continue
    const uid = propertyOf(component, 'UID')?.value ?? ''
    if (OWN.test(uid)) continue
    const group = groups.get(uid) ?? []
    group.push(component)
    groups.set(uid, group)
  }
  return groups
}

interface Ground {
  readonly clocks: Clocks
  readonly window: Interval
}

function busyOf(component: Component, group: readonly Component[], ground: Ground): Interval[] {
  if (component.name === 'VFREEBUSY')
    return propertiesOf(component, 'FREEBUSY').flatMap((line) => periods(line, ground))
  if (component.name !== 'VEVENT' || !isBusy(component)) return []
  const start = momentOf(propertyOf(component, 'DTSTART'), ground.clocks) ?? unreadable()
  const span = spanOf(component, start, ground.clocks)
  const moved = propertyOf(component, 'RECURRENCE-ID')
    ? []
    : group.filter((other) => propertyOf(other, 'RECURRENCE-ID'))
  const walls = propertyOf(component, 'RECURRENCE-ID') ? [start.wall] : occurrences(component, start, span, ground)
  const isElsewhere = exceptions(component, moved, start, ground.clocks)
  const lasting = walls.filter((wall) => !isElsewhere(wall)).map((wall) => lasts(start.clock, wall, span))
  return [...lasting, ...listedPeriods(component, ground)]
}

const unreadable = (): never => {
  throw new Error('An event that cannot be read')
}

function isBusy(event: Component): boolean {
  const says = (name: string, value: string) => propertyOf(event, name)?.value.toUpperCase() === value
  return !says('STATUS', 'CANCELLED') && !says('TRANSP', 'TRANSPARENT') && !says('X-MICROSOFT-CDO-BUSYSTATUS', 'FREE')
}

/** A time as its calendar wrote it, and by which clock. */
interface Moment {
  readonly wall: Wall
  readonly clock: Clock
  readonly isDate: boolean
}

const instantOf = ({ wall, clock }: Moment): Instant => clock.instantOf(wall)

function momentOf(property: Property | undefined, clocks: Clocks, text = property?.value): Moment | undefined {
  const read = text === undefined ? undefined : readWall(text)
  if (!read) return undefined
  const { wall, isDate, isUtc } = read
  if (isUtc) return { wall, isDate, clock: UTC }
  return { wall, isDate, clock: clocks(isDate ? undefined : property?.parameters.get('TZID')) }
}

const momentsOf = (properties: readonly Property[], clocks: Clocks): Moment[] =>
  properties.flatMap((property) =>
    property.value.split(',').flatMap((text) => momentOf(property, clocks, text.split('/')[0]) ?? []),
  )

/** A day without end is that day; an hour without end takes no time. */
function spanOf(event: Component, start: Moment, clocks: Clocks): Span {
  const duration = propertyOf(event, 'DURATION')
  if (duration) return readDuration(duration.value) ?? unreadable()
  const end = momentOf(propertyOf(event, 'DTEND'), clocks)
  const shortest = start.isDate ? DAY : 0
  if (!end) return propertyOf(event, 'DTEND') ? unreadable() : { wall: shortest, exact: 0 }
  if (end.clock === start.clock) return { wall: Math.max(end.wall - start.wall, shortest), exact: 0 }
  return { wall: 0, exact: Math.max(instantOf(end) - instantOf(start), 0) }
}

const lasts = (clock: Clock, wall: Wall, { wall: days, exact }: Span): Interval => ({
  start: clock.instantOf(wall),
  end: clock.instantOf(wall + days) + exact,
})

/** When it begins, by its own clock: all times that may touch the window. */
function occurrences(event: Component, start: Moment, span: Span, { clocks, window }: Ground): Wall[] {
  const around = {
    start: window.start - span.wall - span.exact - ZONES_APART,
    end: window.end + ZONES_APART,
  }
  const repeated = propertiesOf(event, 'RRULE').flatMap(({ value }) =>
    foreignOccurrences(ruleOf(value, start), start.wall, around),
  )
  const added = momentsOf(propertiesOf(event, 'RDATE').filter(isNoPeriod), clocks).map((moment) =>
    moment.clock === start.clock ? moment.wall : start.clock.wallOf(instantOf(moment)),
  )
  return [...new Set([start.wall, ...repeated, ...added])].filter((wall) => wall >= around.start && wall < around.end)
}

const isNoPeriod = ({ parameters }: Property) => parameters.get('VALUE') !== 'PERIOD'

/** UNTIL is written in UTC; here it is compared by the clock of the event. A day means all of it. */
function ruleOf(rule: string, { clock }: Moment): string {
  return rule.trim().replace(/UNTIL=([0-9TZ]+)/i, (_, text: string) => {
    const until = readWall(text) ?? unreadable()
    const wall = until.isUtc ? clock.wallOf(until.wall) : until.wall
    const last = until.isDate ? wall + DAY - 1_000 : wall
    return `UNTIL=${new Date(last).toISOString().replace(/[-:]|\.\d+/g, '')}`
  })
}

/** Whether an occurrence is taken out, or was moved by another component of the same UID. A day takes out all of it. */
function exceptions(event: Component, moved: readonly Component[], start: Moment, clocks: Clocks) {
  const lines = [...propertiesOf(event, 'EXDATE'), ...moved.flatMap((other) => propertiesOf(other, 'RECURRENCE-ID'))]
  const moments = momentsOf(lines, clocks)
  const days = new Set(moments.filter(({ isDate }) => isDate || start.isDate).map(({ wall }) => Math.floor(wall / DAY)))
  const instants = new Set(moments.filter(({ isDate }) => !isDate && !start.isDate).map(instantOf))
  return (wall: Wall) =>
    days.has(Math.floor(wall / DAY)) || (instants.size > 0 && instants.has(start.clock.instantOf(wall)))
}

const listedPeriods = (event: Component, ground: Ground): Interval[] =>
  propertiesOf(event, 'RDATE')
    .filter((line) => !isNoPeriod(line))
    .flatMap((line) => periods(line, ground))

const FREE = new Set(['FREE'])

/** `20261124T090000Z/PT1H`, `20261124T090000Z/20261124T100000Z`, and several of them. */
function periods(line: Property, { clocks }: Ground): Interval[] {
  if (FREE.has(line.parameters.get('FBTYPE')?.toUpperCase() ?? '')) return []
  return line.value.split(',').map((text) => {
    const [from = '', to = ''] = text.split('/')
    const start = momentOf(line, clocks, from) ?? unreadable()
    const end = momentOf(line, clocks, to)
    if (end) return { start: instantOf(start), end: instantOf(end) }
    return lasts(start.clock, start.wall, readDuration(to) ?? unreadable())
  })
}

/** What touches the window, in order, without two that touch one another. */
export function merged(intervals: readonly Interval[], window: Interval): Interval[] {
  const joined: Interval[] = []
  const inside = intervals
    .map(({ start, end }) => ({ start: Math.max(start, window.start), end: Math.min(end, window.end) }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.start - other.start)
  for (const interval of inside) {
    const last = joined.at(-1)
    if (last && interval.start <= last.end)
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, interval.end) }
    else joined.push(interval)
  }
  return joined
}
