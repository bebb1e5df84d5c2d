import type { Agenda } from '../../domain/agenda/agenda.ts'
import type { AgendaChange } from '../../domain/agenda/change.ts'
import type { OpeningDraft } from '../../domain/agenda/draft.ts'
import { dayIn } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { wallTime } from '../../domain/time/wall-clock.ts'

type Summary = Readonly<Record<string, unknown>>

/** What people read of a change later: days and hours by the clock of the place, and how it recurs. */
export function summaryOf(change: AgendaChange, before: Agenda): Summary {
  switch (change.kind) {
    case 'open':
      return { openings: change.openings.length, ...(change.openings[0] && summaryOfDraft(change.openings[0])) }
    case 'edit':
      return { reach: change.reach, ...summaryOfDraft(change.opening), before: summaryOfOpening(before, change) }
    case 'remove':
      return { reach: change.reach, ...summaryOfOpening(before, change) }
    case 'absent': {
      const { from, until, recurrence } = change.absence
      return { from, until, rrule: recurrence?.rrule ?? null }
    }
    case 'present':
      return { reach: change.reach, day: change.day, ...summaryOfAbsence(before, change.absenceId) }
    case 'copy-week':
      return { fromDay: change.from, toDay: change.to }
  }
}

const summaryOfDraft = ({ day, from, until, kind, places, recurrence }: OpeningDraft): Summary => ({
  ...{ day, from, until, kind, places },
  rrule: recurrence?.rrule ?? null,
})

function summaryOfOpening(
  { openings }: Agenda,
  { openingId, day }: { readonly openingId: string; readonly day: string },
): Summary {
  const opening = openings.find(({ id }) => id === openingId)
  if (!opening) return {}
  const { start, end, zone, kind, places, rrule } = opening
  return { day, from: wallTime(start, zone), until: wallTime(end, zone), kind, places, rrule }
}

function summaryOfAbsence({ absences }: Agenda, absenceId: string): Summary {
  const absence = absences.find(({ id }) => id === absenceId)
  if (!absence) return {}
  const { start, end, zone, rrule } = absence
  const moment = (at: Instant) => ({ day: dayIn(zone, at), time: wallTime(at, zone) })
  return { from: moment(start), until: end === null ? null : moment(end), rrule }
}
