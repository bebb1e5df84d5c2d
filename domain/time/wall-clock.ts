import { Temporal } from 'temporal-polyfill'
import type { IsoDay } from './dated.ts'
import { DAY, HOUR, type Instant } from './interval.ts'

const offsets = new Map<string, Map<number, number>>()

/** Milliseconds to add to UTC where the clocks show `zone`. Offsets change on whole hours, so each hour is asked once. */
export function offsetAt(instant: Instant, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>()
  const hour = Math.floor(instant / HOUR)
  const offset = known.get(hour) ?? askOffset(hour, zone)
  known.set(hour, offset)
  offsets.set(zone, known)
  return offset
}

const askOffset = (hour: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(hour * HOUR).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6

/** Days since 1970-01-01 by the wall clock of `zone`. */
export const dayNumber = (instant: Instant, zone: string): number =>
  Math.floor((instant + offsetAt(instant, zone)) / DAY)

/** Weeks since the Monday before 1970 (1969-12-29), by the wall clock of `zone`; they begin on Monday, as the weekly cap does. */
export const weekNumber = (instant: Instant, zone: string): number => Math.floor((dayNumber(instant, zone) + 3) / 7)

/** The Monday on which week `week` begins. */
export const mondayOf = (week: number): IsoDay => isoDay(week * 7 - 3)

/** `2026-W47`: the ISO 8601 name of the week. Its year is that of its Thursday. */
export function isoWeek(week: number): string {
  const thursday = isoDay(week * 7)
  const year = Number(thursday.slice(0, 4))
  const first = Math.floor((dayNumberOf(`${year}-01-04` as IsoDay) + 3) / 7)
  return `${year}-W${String(week - first + 1).padStart(2, '0')}`
}

/** The first instant of the following day by the wall clock of `zone`. */
export const endOfDay = (instant: Instant, zone: string): Instant => startOfDay(dayNumber(instant, zone) + 1, zone)

/** The first instant of a day. */
export function startOfDay(day: number, zone: string): Instant {
  return Temporal.PlainDate.from(isoDay(day)).toZonedDateTime(zone).epochMilliseconds
}

const namesOfDays = new Map<number, IsoDay>()

export function isoDay(day: number): IsoDay {
  const known = namesOfDays.get(day)
  if (known) return known
  const name = Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString() as IsoDay
  if (namesOfDays.size > 50_000) namesOfDays.clear()
  namesOfDays.set(day, name)
  return name
}

export const dayNumberOf = (day: IsoDay): number =>
  Math.round(Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds / DAY)

/**
 * The instant at which the clocks of `zone` show `time` (`17:20`) on `day`; undefined for an hour that does not exist
 * on the day when clocks go forward. The hour that comes twice is taken the first time.
 */
export function instantAt(day: IsoDay, time: string, zone: string): Instant | undefined {
  const wanted = Temporal.PlainDateTime.from(`${day}T${time}`)
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return found.toPlainDateTime().equals(wanted) ? found.epochMilliseconds : undefined
}

/** What the clocks of `zone` show, in milliseconds since they showed 1970-01-01T00:00. */
export const wallOf = (instant: Instant, zone: string): number => instant + offsetAt(instant, zone)

/**
 * The instant at which the clocks of `zone` show `wall` (see `wallOf`). As RFC 5545 has it, the hour that comes twice is
 * taken the first time, and one that is skipped counts on from before: 02:30 is what they show as 03:30.
 */
export function instantOfWall(wall: number, zone: string): Instant {
  const before = offsetAt(wall - DAY, zone)
  const after = offsetAt(wall + DAY, zone)
  const first = wall - before
  if (before === after || offsetAt(first, zone) === before) return first
  return offsetAt(wall - after, zone) === after ? wall - after : first
}

/** `17:20` where the clocks show `zone`. */
export const wallTime = (instant: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })

/** 1040 for `17:20`. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** 1 is Monday. */
export const weekday = (day: number): number => ((day + 3) % 7) + 1
