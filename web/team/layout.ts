import type { TeamSlot } from '../../contract/team.ts'
import { dayOf, timeOf } from '../ui/wall-time.ts'

/** Minutes since 1970 as the clocks show them: the axis goes by the wall clock, whatever it does twice a year. */
export type Wall = number

const MINUTE = 60_000
const HOUR = 3_600_000
export const DAY_MINUTES = 1_440
/** Pointer drags fall on these. */
export const STEP = 5

/** Reads instants by the clocks of `zone`. Offsets change on whole hours, so each hour is asked once. */
export function wallClock(zone: string): (instant: number) => Wall {
  const offsets = new Map<number, number>()
  const ask = (hour: number) => {
    const at = hour * HOUR
    const offset = Date.parse(`${dayOf(at, zone)}T${timeOf(at, zone)}Z`) - at
    offsets.set(hour, offset)
    return offset
  }
  return (instant) => {
    const hour = Math.floor(instant / HOUR)
    return Math.round((instant + (offsets.get(hour) ?? ask(hour))) / MINUTE)
  }
}

/** Days since 1970 of a calendar day, and back. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / (DAY_MINUTES * MINUTE))
export const isoDay = (day: number): string => new Date(day * DAY_MINUTES * MINUTE).toISOString().slice(0, 10)
export const dayOfWall = (wall: Wall): number => Math.floor(wall / DAY_MINUTES)
/** `17:20` */
export const timeOfWall = (wall: Wall): string => new Date(wall * MINUTE).toISOString().slice(11, 16)
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export interface PlacedSlot {
  readonly slot: TeamSlot
  readonly start: Wall
  readonly end: Wall
}

/** The slots of one occurrence of an opening: what is moved and stretched as one. */
export interface Group {
  /** Where it stands: kept by whatever stands there next, so that the focus stays when the server has answered. */
  readonly key: string
  readonly openingId: string
  /** On which it begins. */
  readonly day: number
  readonly start: Wall
  readonly end: Wall
  readonly slots: readonly PlacedSlot[]
}

/** An occurrence cut in two by more than this is two groups. */
const LONGEST_GAP = 240

/**
 * Slots of one opening belong together on one day, and over midnight while they touch. What was taken back makes no
 * group of its own.
 */
export function groupSlots(slots: readonly TeamSlot[], wall: (instant: number) => Wall): readonly Group[] {
  const open = new Map<string, PlacedSlot[]>()
  const runs: PlacedSlot[][] = []
  for (const one of slots.map(placed(wall)).sort(inOrder)) {
    const run = open.get(one.slot.openingId)
    if (run && isSameOccurrence(run, one)) {
      run.push(one)
      continue
    }
    const fresh = [one]
    open.set(one.slot.openingId, fresh)
    runs.push(fresh)
  }
  return keyed(runs)
}

const placed =
  (wall: (instant: number) => Wall) =>
  (slot: TeamSlot): PlacedSlot => {
    const startsAt = Date.parse(slot.startsAt)
    const start = wall(startsAt)
    // What began before the clock went back ends after: its length is what is drawn.
    return { slot, start, end: Math.max(start + 1, wall(Date.parse(slot.endsAt) - MINUTE) + 1) }
  }

const inOrder = (one: PlacedSlot, other: PlacedSlot) =>
  one.start - other.start || one.end - other.end || (one.slot.id < other.slot.id ? -1 : 1)

function isSameOccurrence(run: readonly PlacedSlot[], { start }: PlacedSlot): boolean {
  const [first] = run
  const end = Math.max(...run.map((one) => one.end))
  if (first === undefined) return false
  if (dayOfWall(first.start) === dayOfWall(start)) return start - end <= LONGEST_GAP
  return start <= end
}

function keyed(runs: readonly PlacedSlot[][]): readonly Group[] {
  const seen = new Map<Wall, number>()
  return runs.map((slots) => {
    const start = slots[0]?.start ?? 0
    const again = seen.get(start) ?? 0
    seen.set(start, again + 1)
    return {
      key: again === 0 ? `${start}` : `${start}.${again}`,
      openingId: slots[0]?.slot.openingId ?? '',
      day: dayOfWall(start),
      start,
      end: Math.max(...slots.map(({ end }) => end)),
      slots,
    }
  })
}

/** Days side by side, each from one hour to another. */
export interface Axis {
  readonly days: readonly number[]
  readonly fromMinute: number
  readonly untilMinute: number
  readonly pxPerMinute: number
}

const USUAL = { from: 7 * 60, until: 21 * 60 }

/** From 7 to 21 by default, in whole hours, and as far as anything lies outside. */
export function hoursFor(stretches: Iterable<{ readonly start: Wall; readonly end: Wall }>) {
  let { from, until } = USUAL
  for (const { start, end } of stretches) {
    const first = start - dayOfWall(start) * DAY_MINUTES
    const last = end - dayOfWall(start) * DAY_MINUTES
    from = last > DAY_MINUTES ? 0 : Math.min(from, Math.floor(first / 60) * 60)
    until = Math.min(DAY_MINUTES, Math.max(until, Math.ceil(last / 60) * 60))
  }
  return { fromMinute: from, untilMinute: until }
}

export const dayLength = ({ fromMinute, untilMinute, pxPerMinute }: Axis): number =>
  (untilMinute - fromMinute) * pxPerMinute
export const axisLength = (axis: Axis): number => axis.days.length * dayLength(axis)

/** Where a minute of a day is drawn, from the start of the axis; hours that are not shown are at the edge of their day. */
function pxOn(axis: Axis, day: number, minute: number): number {
  const shown = Math.min(Math.max(minute, axis.fromMinute), axis.untilMinute) - axis.fromMinute
  const px = (day - (axis.days[0] ?? day)) * dayLength(axis) + shown * axis.pxPerMinute
  return Math.min(Math.max(px, 0), axisLength(axis))
}

export function toPx(axis: Axis, wall: Wall): number {
  const day = dayOfWall(wall)
  return pxOn(axis, day, wall - day * DAY_MINUTES)
}

/** As `toPx`, but midnight belongs to the day that it closes. */
function endToPx(axis: Axis, wall: Wall): number {
  const day = dayOfWall(wall - 1)
  return pxOn(axis, day, wall - day * DAY_MINUTES)
}

const ROUNDING = 1e-6

/** The nearest minute to a place on the axis, on a multiple of `step`. */
export function fromPx(axis: Axis, px: number, step = 1): Wall {
  const length = dayLength(axis)
  const index = Math.min(Math.max(Math.floor((px + ROUNDING) / length), 0), axis.days.length - 1)
  const minute = axis.fromMinute + (px - index * length) / axis.pxPerMinute
  const snapped = Math.round(minute / step) * step
  return ((axis.days[0] ?? 0) + index) * DAY_MINUTES + Math.min(Math.max(snapped, axis.fromMinute), axis.untilMinute)
}

export interface Stretch {
  readonly at: number
  readonly size: number
}

/** Drawn from `start` to `end`, which belongs to the day it closes. */
export function stretch(axis: Axis, start: Wall, end: Wall): Stretch {
  const at = toPx(axis, start)
  return { at, size: Math.max(0, endToPx(axis, end) - at) }
}

/** Whether any of it is on the days and hours of the axis. */
export const isShown = (axis: Axis, start: Wall, end: Wall): boolean => {
  const first = (axis.days[0] ?? 0) * DAY_MINUTES + axis.fromMinute
  const last = (axis.days.at(-1) ?? 0) * DAY_MINUTES + axis.untilMinute
  return end > first && start < last && stretch(axis, start, end).size > 0
}

/** Nothing is drawn shorter, so that it can be hit. */
export const LEAST_SIZE = 24

/** Which lane each stands in, so that none covers another; given in order of start. */
export function lanesOf(stretches: readonly Stretch[], least = LEAST_SIZE): readonly number[] {
  const ends: number[] = []
  return stretches.map(({ at, size }) => {
    const free = ends.findIndex((end) => end <= at + 0.01)
    const lane = free === -1 ? ends.length : free
    ends[lane] = at + Math.max(size, least)
    return lane
  })
}

/** First and last index, both drawn; first > last when there is nothing. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Which rows are in view; `tops` has one more than there are rows: where the last one ends. */
export function visibleRows(tops: readonly number[], from: number, length: number, margin: number): Span {
  const count = tops.length - 1
  const at = (px: number) => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tops[middle + 1] ?? 0) > px) high = middle
      else low = middle + 1
    }
    return low
  }
  return { first: at(from - margin), last: Math.min(count - 1, at(from + length + margin)) }
}

/** Which days are in view. */
export function visibleDays(axis: Axis, from: number, length: number, margin: number): Span {
  const day = dayLength(axis)
  return {
    first: Math.max(0, Math.floor((from - margin) / day)),
    last: Math.min(axis.days.length - 1, Math.floor((from + length + margin) / day)),
  }
}

/** What is held by the pointer: all of it, or one end. */
export type Grip = 'move' | 'start' | 'end'

export interface Stretched {
  readonly start: Wall
  readonly end: Wall
}

/** Where a group would stand after the pointer has gone `by` pixels along the axis. */
export function dragged(axis: Axis, group: Stretched, grip: Grip, by: number): Stretched {
  const { start, end } = group
  if (grip === 'end') {
    const wanted = fromPx(axis, endToPx(axis, end) + by - 2 * ROUNDING, STEP)
    return { start, end: Math.max(start + STEP, Math.min(wanted, endOfAxisDay(axis, start))) }
  }
  const wanted = fromPx(axis, toPx(axis, start) + by, STEP)
  if (grip === 'start') return { start: Math.min(end - STEP, Math.max(wanted, startOfAxisDay(axis, start))), end }
  const latest = Math.max(startOfAxisDay(axis, wanted), endOfAxisDay(axis, wanted) - (end - start))
  const moved = Math.min(wanted, latest)
  return { start: moved, end: moved + (end - start) }
}

const startOfAxisDay = (axis: Axis, wall: Wall) => dayOfWall(wall) * DAY_MINUTES + axis.fromMinute
const endOfAxisDay = (axis: Axis, wall: Wall) => dayOfWall(wall) * DAY_MINUTES + axis.untilMinute
