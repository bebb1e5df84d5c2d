import { sql } from 'kysely'
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

export interface CalendarsHealth {
  readonly stale: boolean
  /** When the one that was read longest ago was; null when there is none, or it never was. */
  readonly freshAt: Instant | null
}

/** How old the busy times of several professionals are: those that have calendars, by id. */
export async function listCalendarsHealth(
  db: Db,
  practitionerIds: readonly string[],
  freshSince: Instant,
): Promise<Map<string, CalendarsHealth>> {
  const { rows } = await sql<{ practitioner_id: string; stale: boolean; fresh_at: Date | null }>`
    select practitioner_id, bool_or(trouble is not null or coalesce(succeeded_at, created_at) < ${new Date(freshSince)}) as stale,
      case when bool_and(succeeded_at is not null) then min(succeeded_at) end as fresh_at
    from calendar_source where practitioner_id = any(${practitionerIds}::uuid[])
    group by practitioner_id`.execute(db as Tx)
  return new Map(
    rows.map((row) => [row.practitioner_id, { stale: row.stale, freshAt: row.fresh_at?.getTime() ?? null }]),
  )
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
