import type { Kind } from '../availability/picture.ts'
import type { IsoDay } from '../time/dated.ts'
import { type Instant, type Interval, MINUTE, type Minutes } from '../time/interval.ts'

/** What a professional says at once: these hours of that day, by the clock of the place. */
export interface OpeningWish {
  readonly day: IsoDay
  /** `17:20`; said twice, it counts once. */
  readonly times: readonly string[]
  /** Of a place, or of the whole range. */
  readonly minutes: Minutes
  readonly kind: Kind
  /** How many patients each hour is for. */
  readonly places: number
}

/** A stretch of one professional's time, given to patients who are not expected yet. */
export interface Opening extends Interval {
  readonly kind: Kind
  readonly slotMinutes: Minutes
  /** Per slot. */
  readonly places: number
}

export interface MaterialisedSlot extends Interval {
  readonly capacity: number
}

/** One opening per hour, earliest first, or the hours of which `startOf` says that the clocks never show them. */
export function openingsOf(
  { times, minutes, kind, places }: Omit<OpeningWish, 'day'>,
  startOf: (time: string) => Instant | undefined,
): { readonly openings: Opening[]; readonly missing: string[] } {
  const openings: Opening[] = []
  const missing: string[] = []
  const inARow = kind === 'slots'
  for (const time of [...new Set(times)].sort()) {
    const start = startOf(time)
    if (start === undefined) missing.push(time)
    else {
      const end = start + minutes * (inARow ? places : 1) * MINUTE
      openings.push({ kind, start, end, slotMinutes: minutes, places: inARow ? 1 : places })
    }
  }
  return { openings, missing }
}

/**
 * The slots that an opening is made of: ordinary places follow one another, one patient each; a range, and patients
 * accepted en sus, are one slot for several. Lengths are real minutes, so a change of clocks neither adds nor takes any.
 */
export function materialise({ start, end, slotMinutes, places }: Opening): MaterialisedSlot[] {
  const length = slotMinutes * MINUTE
  const count = Math.floor((end - start) / length)
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * length,
    end: start + (index + 1) * length,
    capacity: places,
  }))
}

export const overlaps = (one: Interval, other: Interval): boolean => one.start < other.end && other.start < one.end

/** Whether two of these ordinary openings want the same minute. */
export const overlapAmong = (openings: readonly Opening[]): boolean =>
  openings.some((one, index) => one.kind === 'slots' && openings.slice(index + 1).some((other) => overlaps(one, other)))

/** When a slot may be shared or taken back: until it begins. */
export const hasBegun = ({ start }: Pick<Interval, 'start'>, now: Instant): boolean => start <= now
