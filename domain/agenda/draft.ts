import type { Kind, Modality, Visibility } from '../availability/picture.ts'
import type { IsoDay } from '../time/dated.ts'
import type { HolidayRegion } from '../time/holidays.ts'
import { DAY, type Instant, type Interval, MINUTE, type Minutes } from '../time/interval.ts'
import { isUsableRule, occurrencesOf } from '../time/recurrence.ts'
import { dayNumber, dayNumberOf, instantAt, isoDay, wallOf, wallTime } from '../time/wall-clock.ts'
import type { AbsenceRule, OpeningRule, ReleaseRule } from './agenda.ts'
import { hasBegun } from './materialise.ts'

/** Of a series: the occurrence that begins on a day, that one and the following, or all of them. */
export type Reach = 'one' | 'following' | 'all'

/** Time to share, in the words of whoever shares it: days and hours of the place. It ends the next day when `until` is not after `from`. */
export interface OpeningDraft {
  readonly locationId: string
  readonly day: string
  readonly from: string
  readonly until: string
  readonly recurrence: {
    readonly rrule: string
    readonly exceptOn: readonly string[]
    readonly onPublicHolidays: boolean
  } | null
  readonly kind: Kind
  /** Null: all of it is one slot. */
  readonly slotMinutes: Minutes | null
  readonly places: number
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  readonly cpts: readonly string[] | null
  readonly booking: 'ROUTINE' | 'WALKIN'
  readonly reasons: readonly string[]
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
  readonly leadMinutes: Minutes
  readonly release: ReleaseRule | null
  readonly answerBy: 'app' | 'sms' | 'phone' | null
}

export interface AbsenceDraft {
  readonly locationId: string | null
  readonly from: { readonly day: string; readonly time: string }
  readonly until: { readonly day: string; readonly time: string } | null
  readonly recurrence: { readonly rrule: string; readonly exceptOn: readonly string[] } | null
}

/** What stands in the way of a change. */
export interface Conflict {
  readonly code: 'places-overlap' | 'time-does-not-exist' | 'opening-in-the-past' | 'nothing-to-open'
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
}

/** What a change is said in the terms of: places of care by id, new ids, and the instant. */
export interface ChangeContext {
  readonly places: ReadonlyMap<string, { readonly zone: string; readonly holidayRegion: HolidayRegion }>
  readonly newId: () => string
  readonly now: Instant
}

/** The parts of an agenda that a change gives it, and what stands in the way. */
export interface Outcome {
  readonly openings?: readonly OpeningRule[]
  readonly absences?: readonly AbsenceRule[]
  readonly conflicts: readonly Conflict[]
}

export const refused = (...conflicts: readonly Conflict[]): Outcome => ({ conflicts })

export const conflict = (code: Conflict['code'], at: Interval | null = null): Conflict => ({
  code,
  startsAt: at?.start ?? null,
  endsAt: at?.end ?? null,
})

export const isConflict = (result: OpeningRule | Conflict): result is Conflict => 'code' in result
export const isOpening = (result: OpeningRule | Conflict): result is OpeningRule => !isConflict(result)

/** A draft on `day`, as an opening of a series; what it recurs by is the caller's to say. */
export function draftedOpening(
  draft: OpeningDraft,
  course: Pick<OpeningRule, 'id' | 'seriesId' | 'rrule' | 'exceptOn' | 'onPublicHolidays'> & { readonly day: IsoDay },
  { places }: ChangeContext,
): OpeningRule | Conflict {
  const place = places.get(draft.locationId)
  if (!place) throw new Error(`No place of care ${draft.locationId}`)
  const { day, ...series } = course
  const time = timeOn(day, draft, place.zone)
  if (!time) return conflict('time-does-not-exist')
  const minutes = draft.slotMinutes ?? minutesOf(time, series.rrule === null ? null : place.zone)
  if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) return conflict('nothing-to-open', time)
  return aligned({
    ...series,
    ...time,
    ...place,
    locationId: draft.locationId,
    kind: draft.kind,
    slotMinutes: minutes,
    places: draft.kind === 'slots' ? 1 : draft.places,
    modality: draft.modality,
    visibility: draft.visibility,
    cpts: draft.cpts,
    booking: draft.booking,
    reasons: draft.reasons,
    minAgeMonths: draft.minAgeMonths,
    maxAgeMonths: draft.maxAgeMonths,
    leadMinutes: draft.leadMinutes,
    release: draft.release,
    answerBy: draft.kind === 'en-sus' ? draft.answerBy : null,
  })
}

/** Of a slot. */
const [LEAST_MINUTES, MOST_MINUTES] = [5, 720]

/** Undefined when the clocks never show one of the hours. */
function timeOn(
  day: IsoDay,
  { from, until }: Pick<OpeningDraft, 'from' | 'until'>,
  zone: string,
): Interval | undefined {
  const lastDay = until > from ? day : isoDay(dayNumberOf(day) + 1)
  const start = instantAt(day, from, zone)
  const end = instantAt(lastDay, until, zone)
  return start === undefined || end === undefined ? undefined : { start, end }
}

/** Real ones, or those that the clock of `zone` counts. */
const minutesOf = ({ start, end }: Interval, zone: string | null): Minutes =>
  (zone === null ? end - start : wallOf(end, zone) - wallOf(start, zone)) / MINUTE

/** Those that are shared already as they are: sent twice, an opening counts once. Another audience may share its hours. */
export function twins(opened: readonly OpeningRule[], openings: readonly OpeningRule[]): Conflict[] {
  const there = new Set(openings.map(sameness))
  return opened.flatMap((opening) => {
    if (there.has(sameness(opening))) return [conflict('places-overlap', opening)]
    there.add(sameness(opening))
    return []
  })
}

const sameness = (opening: OpeningRule): string => {
  const { start, end, rrule, exceptOn, kind, locationId, slotMinutes, places, modality, visibility, cpts } = opening
  const { booking, reasons, minAgeMonths, maxAgeMonths } = opening
  const when = [start, end, rrule, [...exceptOn].sort(), slotMinutes]
  return JSON.stringify([
    when,
    locationId,
    kind,
    places,
    modality,
    visibility,
    cpts,
    booking,
    reasons,
    minAgeMonths,
    maxAgeMonths,
  ])
}

/** A rule need not occur on the day that was said: its first occurrence is where it begins. */
function aligned(opening: OpeningRule): OpeningRule {
  const { start, end, zone } = opening
  const first = opening.rrule === null ? undefined : firstOccurrence({ ...opening, exceptOn: [] }, start)
  if (!first || first.day === isoDay(dayNumber(start, zone))) return opening
  const time = timeOn(first.day, { from: wallTime(start, zone), until: wallTime(end, zone) }, zone)
  return time ? { ...opening, ...time } : opening
}

/** The first occurrence that begins after `instant`, or at it. */
function firstOccurrence(opening: OpeningRule, instant: Instant) {
  const within = (days: number) => ({ start: instant, end: instant + days * DAY })
  const after = (days: number) => occurrencesOf(opening, within(days)).find(({ start }) => start >= instant)
  return after(32) ?? after(FARTHEST_DAYS)
}

/** A leap day comes back after eight years at most. */
const FARTHEST_DAYS = 9 * 366

/** What stands in the way of an opening as such; `before` is the occurrence that it takes the place of. */
export function objections(opening: OpeningRule, now: Instant, before: Interval | null): Conflict[] {
  const { start, end, rrule, zone, slotMinutes } = opening
  const [time, length] = [{ start, end }, minutesOf(opening, rrule === null ? null : zone)]
  if (length < slotMinutes || (rrule !== null && !isUsableRule(rrule))) return [conflict('nothing-to-open', time)]
  const begins = start === before?.start || !hasBegun(time, now)
  if (rrule === null) return begins ? [] : [conflict('opening-in-the-past', time)]
  if (firstOccurrence(opening, Math.max(start, now))) return []
  return [conflict(hasBegun(time, now) ? 'opening-in-the-past' : 'nothing-to-open', time)]
}
