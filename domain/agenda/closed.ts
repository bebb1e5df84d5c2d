import type { Instant, Interval } from '../time/interval.ts'
import { occurrencesOf } from '../time/recurrence.ts'
import type { AbsenceRule } from './agenda.ts'

/** Times when a professional does not receive. */
export interface Closed {
  /** Wherever they practise. */
  readonly absent: readonly Interval[]
  readonly busy: readonly Interval[]
  /** At one place of care only. */
  readonly absentAt: ReadonlyMap<string, readonly Interval[]>
}

/** Absences and busy times that touch `within`: in order, and merged. */
export function closedTimes(absences: readonly AbsenceRule[], busy: readonly Interval[], within: Interval): Closed {
  const everywhere: Interval[] = []
  const absentAt = new Map<string, Interval[]>()
  for (const absence of absences) {
    const times = absentTimes(absence, within)
    if (absence.locationId === null) everywhere.push(...times)
    else absentAt.set(absence.locationId, [...(absentAt.get(absence.locationId) ?? []), ...times])
  }
  const touching = busy.filter(({ start, end }) => start < end && start < within.end && end > within.start)
  return {
    absent: merged(everywhere),
    busy: merged(touching),
    absentAt: new Map([...absentAt].map(([locationId, times]) => [locationId, merged(times)])),
  }
}

/** The times of an absence that touch `within`; one whose end nobody knows lasts. */
export function absentTimes(absence: AbsenceRule, within: Interval): Interval[] {
  const { start, end } = absence
  if (end !== null) return occurrencesOf({ ...absence, end }, within)
  return start < within.end ? [{ start, end: Number.POSITIVE_INFINITY }] : []
}

export function merged(times: readonly Interval[]): Interval[] {
  const found: { start: Instant; end: Instant }[] = []
  for (const { start, end } of [...times].sort((one, other) => one.start - other.start)) {
    const last = found.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found
}

/** What is left of `whole` at a place, earliest first, and what closed the rest. */
export function freePieces(
  { absent, busy, absentAt }: Closed,
  locationId: string,
  whole: Interval,
): { readonly pieces: readonly Interval[]; readonly why: 'absent' | 'busy' } {
  const open = without(without([whole], absent), absentAt.get(locationId) ?? [])
  return { pieces: without(open, busy), why: open[0] === whole ? 'busy' : 'absent' }
}

const without = (pieces: readonly Interval[], closed: readonly Interval[]): readonly Interval[] =>
  closed.length === 0 ? pieces : pieces.flatMap((piece) => gapsIn(piece, closed))

/** The piece itself when nothing closes any of it. */
function gapsIn(piece: Interval, closed: readonly Interval[]): readonly Interval[] {
  const first = firstEndingAfter(closed, piece.start)
  const inside = closed.slice(
    first,
    firstIndex(closed, ({ start }) => start >= piece.end),
  )
  if (inside.length === 0) return [piece]
  const ends = [...inside.map(({ start }) => start), piece.end]
  return [piece.start, ...inside.map(({ end }) => end)]
    .map((start, index) => ({ start, end: ends[index] ?? start }))
    .filter(({ start, end }) => start < end)
}

/** Of times in order that do not overlap, the index of the first that ends after `instant`; their number if none does. */
export const firstEndingAfter = (times: readonly Interval[], instant: Instant): number =>
  firstIndex(times, ({ end }) => end > instant)

/** The index of the first item for which `isReached` holds, as it does for all that follow; their number if for none. */
export function firstIndex<Item>(items: readonly Item[], isReached: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && isReached(item)) high = middle
    else low = middle + 1
  }
  return low
}
