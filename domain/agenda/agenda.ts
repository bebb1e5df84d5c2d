import type { Kind, Modality, Visibility } from '../availability/picture.ts'
import type { HolidayRegion } from '../time/holidays.ts'
import type { Instant, Interval, Minutes } from '../time/interval.ts'
import type { Recurring } from '../time/recurrence.ts'

/** When what nobody took goes back to the professional's own patients. */
export type ReleaseRule =
  | { readonly kind: 'before'; readonly minutes: Minutes }
  | { readonly kind: 'day-before'; readonly days: number; readonly time: string }

/** Whom the places of an opening are for, and how they are booked. */
export interface Offered {
  readonly kind: Kind
  readonly locationId: string
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  /** Which territories visibility CPTS means; null: every one that sees the professional. */
  readonly cpts: readonly string[] | null
  /** v2-0276: by appointment, or just come. */
  readonly booking: 'ROUTINE' | 'WALKIN'
  /** What is accepted, in the professional's words; anything when empty. */
  readonly reasons: readonly string[]
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
  /** Booked at least this long before. */
  readonly leadMinutes: Minutes
  readonly release: ReleaseRule | null
  /** En sus: how the professional wants to be asked. */
  readonly answerBy: 'app' | 'sms' | 'phone' | null
}

/** Time that a professional shares: once, or again and again. */
export interface OpeningRule extends Recurring, Offered {
  readonly id: string
  /** The opening that an edited occurrence, or a following part, comes from; its own id otherwise. Slot ids hold it. */
  readonly seriesId: string
  readonly slotMinutes: Minutes
  /** Per slot; 1 for ordinary slots. */
  readonly places: number
  /** Whether its rule holds on public holidays too. A single occurrence always does. */
  readonly onPublicHolidays: boolean
  /** Whose public holidays. */
  readonly holidayRegion: HolidayRegion
}

export interface AbsenceRule extends Omit<Recurring, 'end'> {
  readonly id: string
  /** Null: nobody knows yet. */
  readonly end: Instant | null
  /** Of one place of care only. */
  readonly locationId: string | null
}

/** Everything that decides which slots a professional has. */
export interface Agenda {
  readonly openings: readonly OpeningRule[]
  readonly absences: readonly AbsenceRule[]
  /** From their other calendars. */
  readonly busy: readonly Interval[]
}

/** A slot as the agenda wants it. (seriesId, start) is what its id is derived from: never two of the same. */
export interface WantedSlot extends Interval, Offered {
  readonly openingId: string
  readonly seriesId: string
  readonly capacity: number
  readonly releaseAt: Instant | null
}

/** A slot as it is. */
export interface ExistingSlot extends WantedSlot {
  readonly id: string
  /** Places neither held nor booked. */
  readonly free: number
  readonly withdrawnBy: 'professional' | 'agenda' | 'release' | null
}
