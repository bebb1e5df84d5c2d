import { sql } from 'kysely'
import type { CalendarHealth } from '../../domain/agenda/calendar-health.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

interface TeamSlotRow {
  readonly id: string
  readonly opening_id: string
  readonly practitioner_id: string
  readonly start_at: Date
  readonly end_at: Date
  readonly kind: string
  readonly capacity: number
  readonly free_places: number
  readonly booked: number
  readonly withdrawn_by: string | null
  readonly release_at: Date | null
}

/**
 * The slots of several professionals that begin in the interval, by start; of those that an agenda no longer wants,
 * only what somebody has a place on.
 */
export async function listTeamSlots(db: Db, practitionerIds: readonly string[], { start, end }: Interval) {
  const { rows } = await sql<TeamSlotRow>`
    select s.id, s.opening_id, s.practitioner_id, s.start_at, s.end_at, s.kind, s.capacity, s.free_places,
      s.withdrawn_by, s.release_at, case when s.free_places = s.capacity then 0 else
        (select count(*)::int from place p where p.slot_id = s.id and p.booked) end as booked
    from slot s
    where s.practitioner_id = any(${practitionerIds}::uuid[])
      and s.start_at >= ${new Date(start)} and s.start_at < ${new Date(end)}
      and (s.withdrawn_by is distinct from 'agenda' or s.free_places < s.capacity)
    order by s.start_at, s.id`.execute(db as Tx)
  return rows
}

/** How the calendars of several professionals are doing. */
export async function listCalendarHealth(
  db: Db,
  practitionerIds: readonly string[],
): Promise<(Omit<CalendarHealth, 'failures'> & { practitioner_id: string })[]> {
  const rows = await db
    .selectFrom('calendar_source')
    .select(['practitioner_id', 'created_at', 'succeeded_at', 'trouble'])
    .where('practitioner_id', 'in', practitionerIds)
    .execute()
  return rows.map(({ practitioner_id, created_at, succeeded_at, trouble }) => ({
    practitioner_id,
    createdAt: created_at.getTime(),
    succeededAt: succeeded_at?.getTime() ?? null,
    troubled: trouble !== null,
  }))
}

/** Which territories see the professional's slots today or later, by name. */
export async function listSeeingTerritories(
  db: Db,
  practitionerId: string,
  now: Instant,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct t.id, t.name from audience a join territory t on t.id = a.territory_id
    where a.practitioner_id = ${practitionerId} and coalesce(upper(a.during), 'infinity') > ${new Date(now)}
    order by t.name, t.id`.execute(db as Tx)
  return rows
}
