import type { IsoDay } from '../time/dated.ts'
import { DAY, type Instant, MINUTE } from '../time/interval.ts'
import { endingBefore, isUsableRule } from '../time/recurrence.ts'
import { dayNumber, dayNumberOf, instantOfWall, isoDay, minuteOfDay, startOfDay } from '../time/wall-clock.ts'
import type { AbsenceRule, Agenda } from './agenda.ts'
import { type AbsenceDraft, type ChangeContext, conflict, type Outcome, type Reach, refused } from './draft.ts'

/** Somebody who is away everywhere goes by the clock of their first place of care. */
export function absent({ absences }: Agenda, draft: AbsenceDraft, { places, newId }: ChangeContext): Outcome {
  const [first] = places.values()
  const place = draft.locationId === null ? first : places.get(draft.locationId)
  if (!place) throw new Error('No place of care')
  const { zone } = place
  const start = instantOf(draft.from, zone)
  const end = draft.until && instantOf(draft.until, zone)
  const { rrule = null, exceptOn = [] } = draft.recurrence ?? {}
  const isUsable = rrule === null || (end !== null && isUsableRule(rrule))
  if (!isUsable || (end !== null && end <= start)) return refused(conflict('nothing-to-open'))
  const { locationId } = draft
  const absence = { id: newId(), locationId, start, end, zone, rrule, exceptOn: exceptOn as IsoDay[] }
  return { absences: [...absences, absence], conflicts: [] }
}

const instantOf = ({ day, time }: { readonly day: string; readonly time: string }, zone: string): Instant =>
  instantOfWall(dayNumberOf(day as IsoDay) * DAY + minuteOfDay(time) * MINUTE, zone)

interface Presence {
  readonly absenceId: string
  readonly reach: Reach
  readonly day: string | null
}

/** Takes an absence back: all of it, from a day on, or on that day only. */
export function present({ absences }: Agenda, change: Presence, { newId }: ChangeContext): Outcome {
  const before = absences.find(({ id }) => id === change.absenceId)
  if (!before) return refused(conflict('nothing-to-open'))
  const reach = change.day === null ? 'all' : change.reach
  const left = leftOf(before, reach, (change.day ?? '') as IsoDay, newId)
  return { absences: [...absences.filter(({ id }) => id !== before.id), ...left], conflicts: [] }
}

function leftOf(before: AbsenceRule, reach: Reach, day: IsoDay, newId: () => string): AbsenceRule[] {
  if (reach === 'all') return []
  if (before.rrule === null || before.end === null) return withoutDay(before, reach, day, newId)
  if (reach === 'one') return [{ ...before, exceptOn: [...before.exceptOn, day].sort() }]
  const rrule = endingBefore({ ...before, end: before.end }, day)
  return rrule === null ? [] : [{ ...before, rrule }]
}

/** Of one long absence: what is before that day, and, when they are back for that day only, what is after it. */
function withoutDay(before: AbsenceRule, reach: Reach, day: IsoDay, newId: () => string): AbsenceRule[] {
  const { start, end, zone } = before
  const first = isoDay(dayNumber(start, zone))
  const [from, until] = [dayNumberOf(day < first ? first : day), dayNumberOf(day) + 1].map((each) =>
    startOfDay(each, zone),
  )
  const earlier = from !== undefined && from > start ? [{ ...before, end: Math.min(from, end ?? from) }] : []
  if (reach !== 'one' || until === undefined || (end !== null && until >= end)) return earlier
  return [...earlier, { ...before, id: newId(), start: Math.max(until, start) }]
}
