import { OpeningBody, type OpeningView } from '../../contract/openings.ts'
import type { AgendaTemplate } from '../../domain/agenda/templates.ts'
import { firstDayOf, type Rhythm, rruleOf, ruleOf, weekdayOf } from '../ui/rhythm.ts'
import type { OpeningInput } from './openings.ts'

export interface Stretch {
  readonly from: string
  readonly until: string
}

/** An opening while somebody fills it in: every field as it stands on the screen. */
export interface OpeningDraft {
  readonly locationId: string
  readonly repeats: 'once' | 'week' | 'month'
  /** Of a single occurrence. */
  readonly day: string
  readonly interval: number
  readonly weekdays: readonly number[]
  readonly nth: number
  /** Last day; empty: no end. */
  readonly until: string
  readonly onPublicHolidays: boolean
  readonly hours: readonly Stretch[]
  readonly kind: OpeningBody['kind']
  readonly slotMinutes: number | null
  readonly places: number
  readonly modality: OpeningBody['modality']
  readonly visibility: readonly OpeningBody['visibility'][number][]
  readonly cpts: readonly string[] | null
  readonly booking: OpeningBody['booking']
  readonly reasons: string
  readonly minAgeYears: string
  readonly maxAgeYears: string
  readonly leadMinutes: number
  readonly release: OpeningBody['release']
  readonly answerBy: OpeningBody['answerBy']
}

const EMPTY: OpeningDraft = {
  locationId: '',
  repeats: 'week',
  day: '',
  interval: 1,
  weekdays: [1, 2, 3, 4, 5],
  nth: 1,
  until: '',
  onPublicHolidays: false,
  hours: [{ from: '11:30', until: '12:00' }],
  kind: 'slots',
  slotMinutes: 15,
  places: 1,
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  cpts: null,
  booking: 'ROUTINE',
  reasons: '',
  minAgeYears: '',
  maxAgeYears: '',
  leadMinutes: 0,
  release: { kind: 'before', minutes: 60 },
  answerBy: null,
}

/** As the template has it, at that place of care. */
export function draftOfTemplate(template: AgendaTemplate | undefined, locationId: string): OpeningDraft {
  if (!template) return { ...EMPTY, locationId }
  const { weekdays, hours, kind, slotMinutes, places, modality, booking, release } = template
  return { ...EMPTY, locationId, weekdays, hours, kind, slotMinutes, places, modality, booking, release }
}

const YEAR = 12
const yearsOf = (months: number | null): string => (months ? String(Math.floor(months / YEAR)) : '')

/** As it is; a rule that these screens do not make is kept as it is by `openingsFrom`. */
export function draftOf(opening: OpeningView): OpeningDraft {
  const rule = opening.recurrence && ruleOf(opening.recurrence.rrule, opening.day)
  return {
    ...EMPTY,
    ...opening,
    ...rhythmFields(rule?.rhythm, opening.day),
    until: rule?.until ?? '',
    onPublicHolidays: opening.recurrence?.onPublicHolidays ?? false,
    hours: [{ from: opening.from, until: opening.until }],
    reasons: opening.reasons.join(', '),
    minAgeYears: yearsOf(opening.minAgeMonths),
    maxAgeYears: yearsOf(opening.maxAgeMonths),
  }
}

function rhythmFields(
  rhythm: Rhythm | undefined,
  day: string,
): Pick<OpeningDraft, 'repeats' | 'weekdays' | 'nth' | 'interval'> {
  if (!rhythm) return { repeats: 'once', weekdays: [weekdayOf(day)], nth: 1, interval: 1 }
  if (rhythm.every === 'month') return { repeats: 'month', weekdays: [rhythm.weekday], nth: rhythm.nth, interval: 1 }
  return { repeats: 'week', weekdays: rhythm.weekdays, nth: 1, interval: rhythm.interval }
}

export const rhythmOf = ({ repeats, interval, weekdays, nth }: OpeningDraft): Rhythm =>
  repeats === 'month'
    ? { every: 'month', nth, weekday: weekdays[0] ?? 1 }
    : { every: 'week', interval, weekdays: [...weekdays].sort() }

const listOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean)

const monthsOf = (years: string): number | null => (years === '' ? null : Number(years) * YEAR)

/** One opening for each stretch of hours; those of a rule begin on its first day from `from` on. */
export function openingsFrom(draft: OpeningDraft, from: string): OpeningInput[] {
  const isOnce = draft.repeats === 'once'
  const rhythm = rhythmOf(draft)
  const recurrence = isOnce
    ? null
    : { rrule: rruleOf(rhythm, draft.until || null), onPublicHolidays: draft.onPublicHolidays }
  return draft.hours.map((stretch) => ({
    locationId: draft.locationId,
    day: isOnce ? draft.day : firstDayOf(rhythm, from),
    ...stretch,
    recurrence,
    kind: draft.kind,
    slotMinutes: draft.slotMinutes,
    places: draft.kind === 'slots' ? 1 : draft.places,
    modality: draft.modality,
    visibility: [...draft.visibility],
    cpts: draft.cpts && [...draft.cpts],
    booking: draft.booking,
    reasons: listOf(draft.reasons),
    minAgeMonths: monthsOf(draft.minAgeYears) ?? 0,
    maxAgeMonths: lastMonthOf(draft.maxAgeYears),
    leadMinutes: draft.leadMinutes,
    release: draft.release,
    answerBy: draft.answerBy,
  }))
}

/** As the server will read it: with everything that was left to the usual. */
export const outputOf = (opening: OpeningInput): OpeningBody => OpeningBody.parse(opening)

/** « jusqu’à 15 ans »: until the day before the sixteenth birthday. */
function lastMonthOf(years: string): number | null {
  const months = monthsOf(years)
  return months === null ? null : months + YEAR - 1
}

const DAY_MINUTES = 1_440
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeAt = (minutes: number): string => {
  const inDay = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** How long; one that ends at or before its start ends the next day. */
export function lengthOf({ from, until }: Stretch): number {
  const length = minutesOf(until) - minutesOf(from)
  return length > 0 ? length : length + DAY_MINUTES
}

/** How many whole slots of that length it holds. */
export const countOf = (stretch: Stretch, slotMinutes: number): number => Math.floor(lengthOf(stretch) / slotMinutes)

/** The same beginning, with as many slots of that length as asked. */
export const withCount = ({ from }: Stretch, count: number, slotMinutes: number): Stretch => ({
  from,
  until: timeAt(minutesOf(from) + count * slotMinutes),
})

/** Another length of slot, and as many of them as before. */
export function withSlotMinutes(draft: OpeningDraft, slotMinutes: number): OpeningDraft {
  const before = draft.slotMinutes ?? slotMinutes
  const hours = draft.hours.map((one) => withCount(one, Math.max(1, countOf(one, before)), slotMinutes))
  return { ...draft, slotMinutes, hours }
}

/** The beginning moved, with the same length. */
export const movedTo = (stretch: Stretch, from: string): Stretch => ({
  from,
  until: timeAt(minutesOf(from) + lengthOf(stretch)),
})

/** After the last stretch there is, an hour later, as long. */
export function nextStretch(hours: readonly Stretch[]): Stretch {
  const last = hours.at(-1)
  return last ? movedTo(last, timeAt(minutesOf(last.until) + 60)) : { from: '11:30', until: '12:00' }
}
