import type { Selectable } from 'kysely'
import type { AbsenceRule } from '../../domain/agenda/agenda.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Absence } from './tables.ts'
import type { Db } from './within.ts'

/** A row of `absence`, whole: what an edit keeps, to be put back as it was. */
export type AbsenceRow = Selectable<Absence>

/** The absences that are not over. */
export const listAbsences = (db: Db, practitionerIds: readonly string[], now: Instant): Promise<AbsenceRow[]> =>
  db
    .selectFrom('absence')
    .selectAll()
    .where('practitioner_id', 'in', practitionerIds)
    .where('removed_at', 'is', null)
    .where(({ or, eb }) =>
      or([eb('rrule', 'is not', null), eb('end_at', 'is', null), eb('end_at', '>', new Date(now))]),
    )
    .orderBy('start_at')
    .orderBy('id')
    .execute()

/** Those of these absences that there are, removed or not. */
export async function listAbsenceRows(db: Db, ids: readonly string[]): Promise<AbsenceRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('absence').selectAll().where('id', 'in', ids).execute()
}

export const toAbsence = (row: AbsenceRow): AbsenceRule => ({
  id: row.id,
  locationId: row.location_id,
  start: row.start_at.getTime(),
  end: row.end_at?.getTime() ?? null,
  zone: row.zone,
  rrule: row.rrule,
  exceptOn: row.except_on as IsoDay[],
})

/** Who said it and when, which a rule does not say of itself. */
export type Said = Pick<AbsenceRow, 'practitioner_id' | 'said_by' | 'said_at' | 'version'>

export const fromAbsence = (rule: AbsenceRule, said: Said): AbsenceRow => ({
  ...said,
  id: rule.id,
  location_id: rule.locationId,
  start_at: new Date(rule.start),
  end_at: rule.end === null ? null : new Date(rule.end),
  zone: rule.zone,
  rrule: rule.rrule,
  except_on: [...rule.exceptOn],
  removed_at: null,
})

/** When their other calendars say that they are busy, whatever with. */
export async function listBusyTimes(
  db: Db,
  practitionerIds: readonly string[],
  { start, end }: Interval,
): Promise<(Interval & { practitionerId: string })[]> {
  const rows = await db
    .selectFrom('busy_time')
    .select(['practitioner_id', 'start_at', 'end_at'])
    .where('practitioner_id', 'in', practitionerIds)
    .where('start_at', '<', new Date(end))
    .where('end_at', '>', new Date(start))
    .execute()
  return rows.map(({ practitioner_id, start_at, end_at }) => ({
    practitionerId: practitioner_id,
    start: start_at.getTime(),
    end: end_at.getTime(),
  }))
}
