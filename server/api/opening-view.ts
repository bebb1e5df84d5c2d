import type { AbsenceView, OpeningView } from '../../contract/openings.ts'
import type { AbsenceRule, OpeningRule } from '../../domain/agenda/agenda.ts'
import { dayIn } from '../../domain/time/dated.ts'
import { type Instant, MINUTE } from '../../domain/time/interval.ts'
import { wallTime } from '../../domain/time/wall-clock.ts'

/** An opening in the words of whoever shares it: days and hours of the place. */
export const openingView = (opening: OpeningRule): OpeningView => ({
  id: opening.id,
  seriesId: opening.seriesId,
  zone: opening.zone,
  locationId: opening.locationId,
  day: dayIn(opening.zone, opening.start),
  from: wallTime(opening.start, opening.zone),
  until: wallTime(opening.end, opening.zone),
  recurrence: recurrenceView(opening, { onPublicHolidays: opening.onPublicHolidays }),
  kind: opening.kind,
  slotMinutes: isOneSlot(opening) ? null : opening.slotMinutes,
  places: opening.places,
  modality: opening.modality,
  visibility: [...opening.visibility],
  cpts: opening.cpts && [...opening.cpts],
  booking: opening.booking,
  reasons: [...opening.reasons],
  minAgeMonths: opening.minAgeMonths,
  maxAgeMonths: opening.maxAgeMonths,
  leadMinutes: opening.leadMinutes,
  release: opening.release,
  answerBy: opening.answerBy,
})

/** Several patients of one slot stay in one slot when its hours change. */
const isOneSlot = ({ kind, start, end, slotMinutes }: OpeningRule): boolean =>
  kind !== 'slots' && end - start === slotMinutes * MINUTE

export const absenceView = (absence: AbsenceRule): AbsenceView => ({
  id: absence.id,
  zone: absence.zone,
  locationId: absence.locationId,
  from: momentView(absence.start, absence.zone),
  until: absence.end === null ? null : momentView(absence.end, absence.zone),
  recurrence: recurrenceView(absence, {}),
})

const momentView = (at: Instant, zone: string) => ({ day: dayIn(zone, at), time: wallTime(at, zone) })

const recurrenceView = <More extends object>(
  { rrule, exceptOn }: Pick<OpeningRule, 'rrule' | 'exceptOn'>,
  more: More,
) => (rrule === null ? null : { rrule, exceptOn: [...exceptOn], ...more })
