import type { Instant, Interval } from '../time/interval.ts'
import type { ExistingSlot, WantedSlot } from './agenda.ts'
import { firstIndex } from './closed.ts'
import { keyOf, overlaps, type TakenBack } from './materialise.ts'

export interface IdentifiedSlot extends WantedSlot {
  readonly id: string
}

/** What makes the slots that exist those that the agenda wants. A slot that stays as it is is in none but `kept`. */
export interface SlotPlan {
  readonly open: readonly IdentifiedSlot[]
  /** Free slots with another property, or given back by an agenda that did not want them. */
  readonly change: readonly { readonly before: ExistingSlot; readonly after: IdentifiedSlot }[]
  readonly withdraw: readonly ExistingSlot[]
  /** Not the agenda's to change: held, booked, withdrawn by the professional, or released. */
  readonly kept: readonly ExistingSlot[]
  /** Of those, the ones in use at a time or place that the agenda no longer wants: their patients are concerned. */
  readonly orphaned: readonly ExistingSlot[]
  /** Wanted, and not made: a kept one, or one that has begun, has that time. */
  readonly blocked: readonly { readonly slot: IdentifiedSlot; readonly by: ExistingSlot }[]
}

export const isInUse = ({ free, capacity }: ExistingSlot): boolean => free < capacity

/** Whether the agenda leaves a slot as it is, whatever it wants. */
export const isKept = (slot: ExistingSlot): boolean =>
  isInUse(slot) || slot.withdrawnBy === 'professional' || slot.withdrawnBy === 'release'

/** Empty, and not shared by the word of whoever shared it: they may share that time otherwise. */
export const takenBackIn = (existing: readonly ExistingSlot[]): TakenBack =>
  new Set(existing.filter((slot) => isKept(slot) && !isInUse(slot)).map(keyOf))

/** Compares what is wanted with what exists, and touches only slots that begin after `now`. */
export function planSlots(
  wanted: readonly WantedSlot[],
  existing: readonly ExistingSlot[],
  now: Instant,
  idOf: (seriesId: string, start: Instant) => string,
): SlotPlan {
  const coming = existing.filter(({ start }) => start > now)
  const known = new Map(coming.map((slot) => [slot.id, slot]))
  const obstacles = obstaclesOf(existing, now)
  const asWanted = new Map<string, IdentifiedSlot>()
  const blocked: SlotPlan['blocked'][number][] = []
  for (const slot of wanted.filter(({ start }) => start > now)) {
    const identified = { ...slot, id: idOf(slot.seriesId, slot.start) }
    asWanted.set(identified.id, identified)
    const before = known.get(identified.id)
    const by = before && isKept(before) ? undefined : inTheWay(obstacles, identified)
    if (by) blocked.push({ slot: identified, by })
  }
  const kept = coming.filter(isKept)
  const isOrphan = (slot: ExistingSlot) => isInUse(slot) && !isSameVisit(slot, asWanted.get(slot.id))
  const orphaned = kept.filter(isOrphan)
  for (const { slot } of blocked) asWanted.delete(slot.id)
  return { ...movesOf(coming, asWanted, known, now), kept, orphaned, blocked }
}

function movesOf(
  coming: readonly ExistingSlot[],
  wanted: ReadonlyMap<string, IdentifiedSlot>,
  known: ReadonlyMap<string, ExistingSlot>,
  now: Instant,
): Pick<SlotPlan, 'open' | 'change' | 'withdraw'> {
  const free = coming.filter((slot) => !isKept(slot))
  return {
    open: [...wanted.values()].filter(({ id }) => !known.has(id)),
    change: free.flatMap((before) => {
      const after = wanted.get(before.id)
      return after && (before.withdrawnBy !== null || !isSame(before, after, now)) ? [{ before, after }] : []
    }),
    withdraw: free.filter(({ id, withdrawnBy }) => withdrawnBy === null && !wanted.has(id)),
  }
}

interface Obstacles {
  /** Ordinary slots that somebody may come to: several kept ones may overlap, so each is looked at. */
  readonly ordinary: Lane
  /** All that is kept of a series. */
  readonly bySeries: ReadonlyMap<string, Lane>
}

/** Slots by start; `longest` bounds how far back one that still lasts may begin. */
interface Lane {
  readonly slots: ExistingSlot[]
  longest: number
}

/** A slot that is withdrawn and empty is in the way of its own series only: there, it is what its owner said. */
function obstaclesOf(existing: readonly ExistingSlot[], now: Instant): Obstacles {
  const begun = ({ start, end }: Interval) => start <= now && end > now
  const ordinary: Lane = { slots: [], longest: 0 }
  const bySeries = new Map<string, Lane>()
  const fixed = existing.filter((slot) => (slot.start > now || begun(slot)) && (isKept(slot) || begun(slot)))
  for (const slot of fixed.sort((one, other) => one.start - other.start)) {
    const isThere = slot.withdrawnBy === null || isInUse(slot)
    if (slot.kind === 'slots' && isThere) put(ordinary, slot)
    const series = bySeries.get(slot.seriesId) ?? { slots: [], longest: 0 }
    if (isThere || slot.start > now) put(series, slot)
    bySeries.set(slot.seriesId, series)
  }
  return { ordinary, bySeries }
}

function put(lane: Lane, slot: ExistingSlot): void {
  lane.slots.push(slot)
  lane.longest = Math.max(lane.longest, slot.end - slot.start)
}

function inTheWay({ ordinary, bySeries }: Obstacles, slot: WantedSlot): ExistingSlot | undefined {
  const series = bySeries.get(slot.seriesId)
  return (series && overlapping(series, slot)) ?? (slot.kind === 'slots' ? overlapping(ordinary, slot) : undefined)
}

function overlapping({ slots, longest }: Lane, wanted: Interval): ExistingSlot | undefined {
  for (let index = firstIndex(slots, ({ start }) => start > wanted.start - longest); index < slots.length; index++) {
    const slot = slots[index]
    if (!slot || slot.start >= wanted.end) return undefined
    if (overlaps(slot, wanted)) return slot
  }
  return undefined
}

/** What a patient was told: when, where and how. */
const isSameVisit = (slot: ExistingSlot, wanted: WantedSlot | undefined): boolean =>
  wanted !== undefined &&
  slot.end === wanted.end &&
  slot.locationId === wanted.locationId &&
  slot.modality === wanted.modality

/** Whether a slot has everything as wanted; lists are compared in their order. */
function isSame(slot: WantedSlot, wanted: WantedSlot, now: Instant): boolean {
  return (
    slot.openingId === wanted.openingId &&
    slot.end === wanted.end &&
    slot.capacity === wanted.capacity &&
    isReleasedAlike(slot, wanted, now) &&
    isOfferedAlike(slot, wanted)
  )
}

/** What is shared after the hour of its release is not released. */
const isReleasedAlike = (slot: WantedSlot, wanted: WantedSlot, now: Instant): boolean =>
  slot.releaseAt === wanted.releaseAt ||
  (slot.releaseAt === null && wanted.releaseAt !== null && wanted.releaseAt <= now)

const isOfferedAlike = (one: WantedSlot, other: WantedSlot): boolean =>
  one.kind === other.kind &&
  one.locationId === other.locationId &&
  one.modality === other.modality &&
  one.booking === other.booking &&
  one.minAgeMonths === other.minAgeMonths &&
  one.maxAgeMonths === other.maxAgeMonths &&
  one.leadMinutes === other.leadMinutes &&
  isSameList(one.visibility, other.visibility) &&
  isSameList(one.reasons, other.reasons) &&
  isSameSet(one.cpts, other.cpts)

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

const isSameSet = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || other === null ? one === other : isSameList(one, other)
