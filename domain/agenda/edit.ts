import type { IsoDay } from '../time/dated.ts'
import { DAY } from '../time/interval.ts'
import { firstDayInPhase, movedRule } from '../time/moved-rule.ts'
import { continuedFrom, endingBefore, type Occurrence, occurrencesOf, type Recurring } from '../time/recurrence.ts'
import { dayNumber, dayNumberOf, isoDay, startOfDay } from '../time/wall-clock.ts'
import type { Agenda, OpeningRule } from './agenda.ts'
import {
  type ChangeContext,
  conflict,
  draftedOpening,
  isConflict,
  isOpening,
  type OpeningDraft,
  type Outcome,
  objections,
  type Reach,
  refused,
  twins,
} from './draft.ts'

interface Edit {
  readonly openingId: string
  readonly reach: Reach
  /** Of the occurrence. */
  readonly day: string
  readonly opening: OpeningDraft
}

export function open({ openings }: Agenda, drafts: readonly OpeningDraft[], context: ChangeContext): Outcome {
  const results = drafts.map((draft) => {
    const id = context.newId()
    const { rrule = null, exceptOn = [], onPublicHolidays = false } = draft.recurrence ?? {}
    const course = { id, seriesId: id, day: draft.day as IsoDay, rrule, exceptOn: exceptOn as IsoDay[] }
    return draftedOpening(draft, { ...course, onPublicHolidays }, context)
  })
  const opened = results.filter(isOpening)
  const conflicts = [...results.filter(isConflict), ...opened.flatMap((each) => objections(each, context.now, null))]
  return { openings: [...openings, ...opened], conflicts: [...conflicts, ...twins(opened, openings)] }
}

/** Changes an occurrence, it and the following, or all: what is edited apart stays of the same series. */
export function edit(agenda: Agenda, change: Edit, context: ChangeContext): Outcome {
  const { opening: draft, reach } = change
  const before = agenda.openings.find(({ id }) => id === change.openingId)
  const occurrence = before && occurrenceOn(before, change.day as IsoDay)
  if (!before || !occurrence) return refused(conflict('nothing-to-open'))
  const rest = agenda.openings.filter(({ id }) => id !== before.id)
  const parts = partsOf(before, occurrence.day, reach)
  const course = courseOf(before, parts, occurrence, draft)
  if (!course) return refused(conflict('nothing-to-open', occurrence))
  const id = parts.earlier ? context.newId() : before.id
  const edited = draftedOpening(draft, { ...course, id, seriesId: before.seriesId }, context)
  if (isConflict(edited)) return refused(edited)
  const conflicts = objections(edited, context.now, occurrence)
  const isThere = edited.rrule === null || occursOn(edited, draft.day as IsoDay) || isGiven(before, draft)
  if (conflicts.length === 0 && !isThere) conflicts.push(conflict('nothing-to-open', occurrence))
  return { openings: [...rest, ...(parts.earlier ? [parts.earlier] : []), edited], conflicts }
}

const occursOn = (opening: OpeningRule, day: IsoDay): boolean =>
  occurrenceOn({ ...opening, exceptOn: [] }, day) !== undefined

/** The occurrence that begins on a day. */
export function occurrenceOn(recurring: Recurring, day: IsoDay): Occurrence | undefined {
  const start = startOfDay(dayNumberOf(day), recurring.zone)
  return occurrencesOf(recurring, { start, end: start + 2 * DAY }).find((each) => each.day === day)
}

/** What is left of a recurring opening once `day`, or all from there, is taken out; `earlier` is null when nothing is. */
interface Parts {
  readonly earlier: OpeningRule | null
  readonly reach: Reach
}

function partsOf(before: OpeningRule, day: IsoDay, reach: Reach): Parts {
  if (before.rrule === null || reach === 'all') return { earlier: null, reach: 'all' }
  if (reach === 'one') return { earlier: { ...before, exceptOn: [...before.exceptOn, day].sort() }, reach }
  const rrule = endingBefore(before, day)
  return rrule === null ? { earlier: null, reach: 'all' } : { earlier: { ...before, rrule }, reach }
}

type Course = Pick<OpeningRule, 'rrule' | 'exceptOn' | 'onPublicHolidays'> & { readonly day: IsoDay }

/** How the edited part recurs; null when no rule says so. A rule that the draft gives is taken as it is. */
function courseOf(before: OpeningRule, { reach }: Parts, at: Occurrence, draft: OpeningDraft): Course | null {
  const day = draft.day as IsoDay
  const { recurrence } = draft
  const single = { rrule: null, exceptOn: [], onPublicHolidays: false, day }
  if (reach === 'one' || (before.rrule === null && !recurrence)) return single
  const onPublicHolidays = recurrence?.onPublicHolidays ?? before.onPublicHolidays
  const excepted = (recurrence?.exceptOn ?? []) as readonly IsoDay[]
  const from = reach === 'following' ? followingOf(before, at) : before
  if (recurrence && isGiven(before, draft)) {
    const exceptOn = unique([...from.exceptOn, ...excepted])
    const first = isoDay(dayNumber(from.start, from.zone) + dayNumberOf(day) - dayNumberOf(at.day))
    return { rrule: recurrence.rrule, exceptOn, onPublicHolidays, day: firstDayInPhase(recurrence.rrule, first, day) }
  }
  const moved = movedRule(from, at.day, day)
  if (!moved) return null
  const exceptOn = day === at.day ? unique([...moved.exceptOn, ...excepted]) : moved.exceptOn
  return { rrule: moved.rrule, exceptOn, onPublicHolidays, day: moved.firstDay }
}

/** Whether the draft gives a rule of its own. */
const isGiven = (before: OpeningRule, { recurrence }: OpeningDraft): boolean =>
  recurrence !== null && recurrence.rrule !== before.rrule

/** The part of a series that begins with an occurrence. */
const followingOf = (before: OpeningRule, { start, end, day }: Occurrence): OpeningRule => ({
  ...before,
  start,
  end,
  rrule: continuedFrom(before, day),
  exceptOn: before.exceptOn.filter((each) => each >= day),
})

const unique = (days: readonly IsoDay[]): IsoDay[] => [...new Set(days)].sort()

interface Removal {
  readonly openingId: string
  readonly reach: Reach
  readonly day: string
}

/** Takes out an occurrence, it and the following, or all; those that were edited apart go with the part they were in. */
export function remove({ openings }: Agenda, { openingId, reach, day }: Removal): Outcome {
  const before = openings.find(({ id }) => id === openingId)
  if (!before) return refused(conflict('nothing-to-open'))
  const occurrence = occurrenceOn(before, day as IsoDay)
  if (!occurrence && reach !== 'all' && before.rrule !== null) return refused(conflict('nothing-to-open'))
  const parts = partsOf(before, day as IsoDay, reach)
  const from = parts.reach === 'all' ? before.start : (occurrence?.start ?? before.start)
  const goes = (other: OpeningRule) =>
    other.id === before.id || (parts.reach !== 'one' && isEditedApart(before, other) && other.start >= from)
  const rest = openings.filter((other) => !goes(other))
  return { openings: parts.earlier ? [...rest, parts.earlier] : rest, conflicts: [] }
}

/** Whether it is a single occurrence of that series, which recurs. */
const isEditedApart = (series: OpeningRule, other: OpeningRule): boolean =>
  series.rrule !== null && other.rrule === null && other.seriesId === series.seriesId
