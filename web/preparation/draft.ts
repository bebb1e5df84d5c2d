import type { z } from 'zod'
import type { OpeningBody } from '../../contract/openings.ts'
import { type AgendaTemplate, templatesFor } from '../../domain/agenda/templates.ts'
import { firstDayOf, rruleOf } from '../ui/rhythm.ts'

/** One line of the form: an opening that comes back each week. */
export interface DraftOpening {
  readonly key: string
  readonly weekdays: readonly number[]
  readonly from: string
  readonly until: string
  readonly kind: OpeningBody['kind']
  /** Null: the whole opening is one slot. */
  readonly slotMinutes: number | null
  readonly places: number
  readonly modality: OpeningBody['modality']
  readonly booking: OpeningBody['booking']
  readonly release: OpeningBody['release']
  readonly locationId: string
}

export type Change = Partial<Omit<DraftOpening, 'key'>>

/** A stretch of the template each, to be changed before it is sent. */
export function draftsOf(template: AgendaTemplate, locationId: string): DraftOpening[] {
  const { id, weekdays, hours, kind, slotMinutes, places, modality, booking, release } = template
  const shared = { weekdays, kind, slotMinutes, places, modality, booking, release, locationId }
  return hours.map(({ from, until }) => ({ ...shared, key: `${id} ${from}`, from, until }))
}

/** What the profession usually shares. */
export const usualDrafts = (professionCode: string, locationId: string): DraftOpening[] =>
  templatesFor(professionCode)
    .slice(0, 1)
    .flatMap((template) => draftsOf(template, locationId))

export type DraftProblem = 'weekdays' | 'hours' | 'too-short'

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** How long it lasts: until the next day when it ends at or before the hour it begins. */
export function lengthOf({ from, until }: Pick<DraftOpening, 'from' | 'until'>): number {
  const length = minutesOf(until) - minutesOf(from)
  return length > 0 ? length : length + 24 * 60
}

const isTime = (text: string) => /^\d\d:\d\d$/.test(text)

export function problemOf(draft: DraftOpening): DraftProblem | undefined {
  if (draft.weekdays.length === 0) return 'weekdays'
  if (!isTime(draft.from) || !isTime(draft.until)) return 'hours'
  return lengthOf(draft) < (draft.slotMinutes ?? 1) ? 'too-short' : undefined
}

/** Patients a week, by these openings. */
export const placesAWeek = (drafts: readonly DraftOpening[]): number =>
  drafts
    .filter((draft) => problemOf(draft) === undefined)
    .map((draft) => {
      const slots = draft.slotMinutes === null ? 1 : Math.floor(lengthOf(draft) / draft.slotMinutes)
      return draft.weekdays.length * slots * draft.places
    })
    .reduce((sum, places) => sum + places, 0)

/** As the contract has it, from `firstDay` on. */
export function openingOf({ key: _, weekdays, ...draft }: DraftOpening, firstDay: string): z.input<typeof OpeningBody> {
  const rhythm = { every: 'week', interval: 1, weekdays } as const
  return { ...draft, day: firstDayOf(rhythm, firstDay), recurrence: { rrule: rruleOf(rhythm) } }
}
