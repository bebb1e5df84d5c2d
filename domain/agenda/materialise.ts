import type { Kind } from '../availability/picture.ts'
import type { IsoDay } from '../time/dated.ts'
import { isPublicHoliday } from '../time/holidays.ts'
import { DAY, type Instant, type Interval, MINUTE, type Minutes } from '../time/interval.ts'
import { type Occurrence, occurrencesOf } from '../time/recurrence.ts'
import { dayNumber, startOfDay, wallOf } from '../time/wall-clock.ts'
import type { Agenda, OpeningRule, WantedSlot } from './agenda.ts'
import { type Closed, closedTimes, firstEndingAfter, freePieces } from './closed.ts'
import { releaseAt } from './release.ts'

/** How far ahead slots are there. */
export const HORIZON_DAYS = 60

/** The time for which slots are there: from `now` to the end of a day of `zone`. */
export const horizonOf = (now: Instant, zone: string): Interval => ({
  start: now,
  end: startOfDay(dayNumber(now, zone) + HORIZON_DAYS, zone),
})

export type WhyMissing = 'public-holiday' | 'absent' | 'busy' | 'places-overlap'

/** Time of an opening that makes no slot, or a shorter one than it should: why. */
export interface MissingSlot extends Interval {
  readonly openingId: string
  readonly capacity: number
  readonly day: IsoDay
  readonly why: WhyMissing
  /** The opening that has that time already. */
  readonly by: string | null
}

/** What the openings give: each place that they are for is in one of these. */
export interface LaidOut {
  /** By start, then series. */
  readonly slots: readonly WantedSlot[]
  readonly missing: readonly MissingSlot[]
  /** Of those slots, the ones that an absence or a busy time shortened. */
  readonly shortened: readonly MissingSlot[]
}

/** The slots that the agenda wants to begin in `within`, by start, then series. */
export const wantedSlots = (agenda: Agenda, within: Interval, takenBack?: TakenBack): WantedSlot[] => [
  ...layOut(agenda, within, takenBack).slots,
]

/** Slots that their professional took back, by series and start: their time may be shared otherwise. */
export type TakenBack = ReadonlySet<string>

export const keyOf = ({ seriesId, start }: Pick<WantedSlot, 'seriesId' | 'start'>): string => `${seriesId}/${start}`

/** Lays out whole openings, from a day before `within`: what began before it may be in the way. */
export function layOut(
  { openings, absences, busy }: Agenda,
  within: Interval,
  takenBack: TakenBack = new Set(),
): LaidOut {
  const wide = { start: within.start - DAY, end: within.end }
  const closed = closedTimes(absences, busy, { start: wide.start - DAY, end: wide.end + DAY })
  const sheet = newSheet(takenBack)
  for (const opening of [...openings].sort((one, other) => (one.id < other.id ? -1 : 1)))
    for (const occurrence of occurrencesOf(opening, wide)) layOutOccurrence(sheet, opening, occurrence, closed)
  const begins = ({ start }: Interval) => start >= within.start && start < within.end
  return {
    slots: sheet.slots.filter(begins).sort(byStartThenSeries),
    missing: sheet.missing.filter(begins),
    shortened: sheet.shortened.filter(begins),
  }
}

export const byStartThenSeries = (one: WantedSlot, other: WantedSlot): number =>
  one.start - other.start || (one.seriesId < other.seriesId ? -1 : 1)

interface Sheet {
  readonly slots: WantedSlot[]
  readonly missing: MissingSlot[]
  readonly shortened: MissingSlot[]
  /** Ordinary slots, by start: one patient at a time. */
  readonly ordinary: WantedSlot[]
  readonly starts: Map<string, WantedSlot>
  readonly takenBack: TakenBack
}

const newSheet = (takenBack: TakenBack): Sheet => ({
  ...{ slots: [], missing: [], shortened: [], ordinary: [] },
  ...{ starts: new Map(), takenBack },
})

function layOutOccurrence(sheet: Sheet, opening: OpeningRule, occurrence: Occurrence, closed: Closed): void {
  const { day } = occurrence
  const skipped = isSkipped(opening, day)
  for (const whole of cut(opening, occurrence)) {
    if (skipped) sheet.missing.push(missingOf(opening, day, whole, 'public-holiday'))
    else layOutSlot(sheet, opening, day, whole, freePieces(closed, opening.locationId, whole))
  }
}

/** Makes a slot of what is free of its time, or says why there is none. */
function layOutSlot(
  sheet: Sheet,
  opening: OpeningRule,
  day: IsoDay,
  whole: Interval,
  { pieces, why }: ReturnType<typeof freePieces>,
): void {
  const part = keptPiece(opening.kind, whole, pieces)
  const inTheWay = part && add(sheet, slotOf(opening, part))
  if (part === null) sheet.missing.push(missingOf(opening, day, whole, why))
  else if (inTheWay) sheet.missing.push(missingOf(opening, day, whole, 'places-overlap', inTheWay.openingId))
  else if (part !== whole) sheet.shortened.push(missingOf(opening, day, part, why))
}

const missingOf = (
  { id, places }: OpeningRule,
  day: IsoDay,
  { start, end }: Interval,
  why: WhyMissing,
  by: string | null = null,
): MissingSlot => ({ openingId: id, capacity: places, day, start, end, why, by })

/** Whether a rule leaves a day out because it is a public holiday. */
export const isSkipped = (opening: OpeningRule, day: IsoDay): boolean =>
  opening.rrule !== null && !opening.onPublicHolidays && isPublicHoliday(day, opening.holidayRegion)

/** In real minutes, but an opening that is one slot stays one, however long the clocks make it that night. */
function cut(opening: OpeningRule, { start, end }: Interval): readonly Interval[] {
  const { slotMinutes, places, kind } = opening
  return isWhole(opening) ? [{ start, end }] : materialise({ start, end, slotMinutes, places, kind })
}

/** Whether an opening is one slot, by the clock that it goes by. */
export function isWhole({ start, end, zone, rrule, slotMinutes }: OpeningRule): boolean {
  const length = rrule === null ? end - start : wallOf(end, zone) - wallOf(start, zone)
  return length === slotMinutes * MINUTE
}

/** An ordinary slot is there whole; several patients share the longest piece left of theirs, if that is half of it. */
function keptPiece(kind: Kind, whole: Interval, pieces: readonly Interval[]): Interval | null {
  const [only] = pieces
  if (only && lengthOf(only) === lengthOf(whole)) return whole
  if (kind === 'slots' || !only) return null
  const longest = pieces.reduce((best, piece) => (lengthOf(piece) > lengthOf(best) ? piece : best), only)
  return lengthOf(longest) * 2 >= lengthOf(whole) ? longest : null
}

const lengthOf = ({ start, end }: Interval): number => end - start

/** Field by field: there are a great many of them. */
const slotOf = (opening: OpeningRule, { start, end }: Interval): WantedSlot => ({
  openingId: opening.id,
  seriesId: opening.seriesId,
  start,
  end,
  capacity: opening.places,
  releaseAt: releaseAt(start, opening.zone, opening.release),
  kind: opening.kind,
  locationId: opening.locationId,
  modality: opening.modality,
  visibility: opening.visibility,
  cpts: opening.cpts,
  booking: opening.booking,
  reasons: opening.reasons,
  minAgeMonths: opening.minAgeMonths,
  maxAgeMonths: opening.maxAgeMonths,
  leadMinutes: opening.leadMinutes,
  release: opening.release,
  answerBy: opening.answerBy,
})

/** Adds a slot; or says which one, of an older opening, is in the way. */
function add(sheet: Sheet, slot: WantedSlot): WantedSlot | undefined {
  const key = keyOf(slot)
  const index = slot.kind === 'slots' && !sheet.takenBack.has(key) ? firstEndingAfter(sheet.ordinary, slot.start) : -1
  const next = sheet.ordinary[index]
  const inTheWay = sheet.starts.get(key) ?? (next && overlaps(next, slot) ? next : undefined)
  if (inTheWay) return inTheWay
  sheet.starts.set(key, slot)
  sheet.slots.push(slot)
  if (index >= 0) sheet.ordinary.splice(index, 0, slot)
  return undefined
}

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
