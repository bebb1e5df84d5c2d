import type { IsoDay } from '../time/dated.ts'
import { type Interval, MINUTE } from '../time/interval.ts'
import { type Occurrence, occurrencesOf } from '../time/recurrence.ts'
import { dayNumber, dayNumberOf, instantAt, isoDay, startOfDay, wallTime } from '../time/wall-clock.ts'
import type { Agenda, OpeningRule } from './agenda.ts'
import { type ChangeContext, type Conflict, conflict, isConflict, isOpening, type Outcome } from './draft.ts'
import { hasBegun, isSkipped, isWhole } from './materialise.ts'

/** Opens on each day of the week of `to` what is open on the same day of the week of `from`, unless it is there already. */
export function copyWeek(
  { openings }: Agenda,
  { from, to }: { readonly from: string; readonly to: string },
  { newId, now }: ChangeContext,
): Outcome {
  const days = mondayBefore(to) - mondayBefore(from)
  const there = new Set(openings.flatMap((opening) => timesIn(opening, to).map((time) => keyOf(opening, time.start))))
  const results = openings.flatMap((opening) =>
    timesIn(opening, from).map((time) => copied(opening, time, days, newId)),
  )
  const isNew = (result: OpeningRule) => !there.has(keyOf(result, result.start)) && !hasBegun(result, now)
  const copies = results.filter(isOpening).filter(isNew)
  const conflicts = results.filter(isConflict)
  if (copies.length + conflicts.length === 0) conflicts.push(conflict('nothing-to-open'))
  return { openings: [...openings, ...copies], conflicts }
}

const mondayBefore = (day: string): number => {
  const number = dayNumberOf(day as IsoDay)
  return number - ((number + 3) % 7)
}

const keyOf = ({ locationId, kind }: OpeningRule, start: number): string => `${locationId} ${kind} ${start}`

/** When an opening occurs in the week of a day. */
function timesIn(opening: OpeningRule, day: string): Occurrence[] {
  const monday = mondayBefore(day)
  const week = { start: startOfDay(monday, opening.zone), end: startOfDay(monday + 7, opening.zone) }
  return occurrencesOf(opening, week).filter(
    (each) => each.start >= week.start && each.start < week.end && !isSkipped(opening, each.day),
  )
}

function copied(opening: OpeningRule, time: Interval, days: number, newId: () => string): OpeningRule | Conflict {
  const id = newId()
  const at = later(opening, time, days)
  if (!at) return conflict('time-does-not-exist')
  const slotMinutes = isWhole(opening) ? (at.end - at.start) / MINUTE : opening.slotMinutes
  const single = { rrule: null, exceptOn: [], onPublicHolidays: false, slotMinutes }
  return { ...opening, id, seriesId: id, ...single, ...at }
}

/** The same hours of the clock, days later; undefined when the clocks never show one of them. */
function later({ zone }: OpeningRule, { start, end }: Interval, days: number): Interval | undefined {
  const on = (instant: number) => instantAt(isoDay(dayNumber(instant, zone) + days), wallTime(instant, zone), zone)
  const [from, until] = [on(start), on(end)]
  return from === undefined || until === undefined ? undefined : { start: from, end: until }
}
