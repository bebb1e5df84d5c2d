import type { z } from 'zod'
import type { AbsenceBody } from '../../contract/openings.ts'
import { addDays, firstDayOf, rruleOf } from '../ui/rhythm.ts'

type AbsenceInput = z.input<typeof AbsenceBody>

export const ABSENCES = ['now', 'afternoon', 'tomorrow', 'dates', 'weekly', 'open'] as const
export type AbsenceKind = (typeof ABSENCES)[number]

/** An absence while it is said: what was tapped, and the fields that this asks for. */
export interface AbsenceDraft {
  readonly kind: AbsenceKind
  readonly from: string
  readonly until: string
  readonly weekdays: readonly number[]
  /** Only some hours of the day. */
  readonly hours: { readonly from: string; readonly until: string } | undefined
  readonly locationId: string | null
}

interface Now {
  readonly today: string
  /** `14:05` */
  readonly time: string
}

const MIDNIGHT = '00:00'
const NOON = '12:00'

/** What is to be sent; undefined while a field is missing. */
export function absenceOf(draft: AbsenceDraft, now: Now): AbsenceInput | undefined {
  const times = PERIODS[draft.kind](draft, now)
  return times && { ...times, locationId: draft.locationId }
}

type Period = Pick<AbsenceInput, 'from' | 'until' | 'recurrence'>

const untilMidnightOf = (day: string) => ({ day: addDays(day, 1), time: MIDNIGHT })

const PERIODS: Readonly<Record<AbsenceKind, (draft: AbsenceDraft, now: Now) => Period | undefined>> = {
  now: (_, { today, time }) => ({ from: { day: today, time }, until: untilMidnightOf(today) }),
  afternoon: (_, { today, time }) => ({
    from: { day: today, time: time > NOON ? time : NOON },
    until: untilMidnightOf(today),
  }),
  tomorrow: (_, { today }) => {
    const day = addDays(today, 1)
    return { from: { day, time: MIDNIGHT }, until: untilMidnightOf(day) }
  },
  dates: (draft) => {
    const { from, hours } = draft
    const until = draft.until || from
    if (!from || until < from || !isWhole(hours, until > from)) return undefined
    if (!hours) return { from: { day: from, time: MIDNIGHT }, until: untilMidnightOf(until) }
    return { from: { day: from, time: hours.from }, until: { day: until, time: hours.until } }
  },
  weekly: ({ weekdays, hours, until }, { today }) => {
    if (weekdays.length === 0 || !isWhole(hours)) return undefined
    const rhythm = { every: 'week', interval: 1, weekdays } as const
    const day = firstDayOf(rhythm, today)
    const times = hours
      ? { from: { day, time: hours.from }, until: { day, time: hours.until } }
      : { from: { day, time: MIDNIGHT }, until: untilMidnightOf(day) }
    return { ...times, recurrence: { rrule: rruleOf(rhythm, until || null) } }
  },
  open: ({ from }, { today, time }) =>
    from && from !== today
      ? { from: { day: from, time: MIDNIGHT }, until: null }
      : { from: { day: today, time }, until: null },
}

const isWhole = (hours: AbsenceDraft['hours'], endsLater = false): boolean =>
  hours === undefined || (hours.from !== '' && hours.until !== '' && (endsLater || hours.from < hours.until))
