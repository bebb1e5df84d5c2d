import { foreignOccurrences, isZone, type Wall } from '../../../domain/time/foreign-rule.ts'
import { DAY, HOUR, type Instant, type Interval, MINUTE } from '../../../domain/time/interval.ts'
import { instantOfWall, wallOf } from '../../../domain/time/wall-clock.ts'
import { type Component, propertyOf } from './components.ts'
import { readWall } from './values.ts'
import { zoneOfWindows } from './windows-zones.ts'

/** By which clock a calendar wrote its hours. */
export interface Clock {
  readonly instantOf: (wall: Wall) => Instant
  readonly wallOf: (instant: Instant) => Wall
}

export const UTC: Clock = { instantOf: (wall) => wall, wallOf: (instant) => instant }

export const clockOf = (zone: string): Clock => ({
  instantOf: (wall) => instantOfWall(wall, zone),
  wallOf: (instant) => wallOf(instant, zone),
})

/** The clock that a file means by a name: that of the tz database where it can be told, else what the file describes. */
export type Clocks = (tzid: string | undefined) => Clock

/** `own` is for hours without a zone, and for a zone of which nothing is known but its name. */
export function clocksOf(components: readonly Component[], own: Clock, window: Interval): Clocks {
  const described = new Map<string, Component>()
  for (const component of components) {
    if (component.name === 'VTIMEZONE') described.set(propertyOf(component, 'TZID')?.value ?? '', component)
  }
  const known = new Map<string, Clock>()
  return (tzid) => {
    if (!tzid) return own
    const clock = known.get(tzid) ?? clockNamed(tzid, described.get(tzid), window) ?? own
    known.set(tzid, clock)
    return clock
  }
}

function clockNamed(tzid: string, described: Component | undefined, window: Interval): Clock | undefined {
  const location = described && propertyOf(described, 'X-LIC-LOCATION')?.value
  const zone = zoneNamed(tzid) ?? (location && zoneNamed(location))
  if (zone) return clockOf(zone)
  return described && describedClock(described, window)
}

/** `Europe/Paris`, `Romance Standard Time`, `/mozilla.org/20050126_1/Europe/Paris`. */
function zoneNamed(tzid: string): string | undefined {
  const name = tzid.trim()
  if (name.length > 200) return undefined
  const windows = zoneOfWindows(name)
  if (windows) return windows
  const parts = name.split('/').filter((part) => part !== '')
  return [3, 2, 1]
    .filter((count) => count === parts.length || (count < parts.length && (count > 1 || name.startsWith('/'))))
    .map((count) => parts.slice(-count).join('/'))
    .find(isZone)
}

/** From `at`, and by the clock from `shown`, it is `offset` from UTC. Hours that are skipped come before `shown`. */
interface Change {
  readonly at: Instant
  readonly shown: Wall
  readonly offset: number
}

/** Rules are followed from the year before, so that each part has changed once when the window begins. */
const BEFORE = 400 * DAY

/** The clock that a VTIMEZONE describes, right around the window. */
function describedClock(zone: Component, window: Interval): Clock | undefined {
  const around = { start: window.start - BEFORE, end: window.end + 2 * DAY }
  const changes = zone.parts.flatMap((part) => changesOf(part, around)).sort((one, other) => one.at - other.at)
  const [first] = changes
  if (!first) return undefined
  return {
    instantOf: (wall) => wall - (changes.findLast(({ shown }) => shown <= wall) ?? first).offset,
    wallOf: (instant) => instant + (changes.findLast(({ at }) => at <= instant) ?? first).offset,
  }
}

function changesOf(part: Component, around: Interval): Change[] {
  const offset = readOffset(propertyOf(part, 'TZOFFSETTO')?.value ?? '')
  const first = readWall(propertyOf(part, 'DTSTART')?.value ?? '')?.wall
  if (offset === undefined || first === undefined) return []
  const before = readOffset(propertyOf(part, 'TZOFFSETFROM')?.value ?? '') ?? offset
  const rules = part.properties.filter(({ name }) => name === 'RRULE')
  const moments = rules.flatMap(({ value }) => foreignOccurrences(value, first, around))
  const days = part.properties.filter(({ name }) => name === 'RDATE').flatMap(({ value }) => value.split(','))
  const listed = days.flatMap((day) => readWall(day)?.wall ?? [])
  return [first, ...moments, ...listed].map((wall) => ({
    at: wall - before,
    shown: wall + Math.max(offset - before, 0),
    offset,
  }))
}

/** `+0100`, in milliseconds. */
function readOffset(text: string): number | undefined {
  const found = /^([+-])(\d\d):?(\d\d)(\d\d)?$/.exec(text)
  if (!found) return undefined
  const size = Number(found[2]) * HOUR + Number(found[3]) * MINUTE + Number(found[4] ?? 0) * 1_000
  return found[1] === '-' ? -size : size
}
