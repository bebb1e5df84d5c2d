import { type RawBuilder, sql } from 'kysely'
import type { TestApp } from '../../server/database/test-app.ts'

/** What counts as taken is counted twice: in the slot, and by who is there. */
const COUNTS = {
  'free places': sql`
    select slot.id, capacity, free_places from slot
    where free_places <> capacity
      - (select count(*) from slot_hold where slot_id = slot.id)
      - (select count(*) from appointment where slot_id = slot.id and status <> 'cancelled')`,
  'places that count to the cap': sql`
    select slot.id, counted_places from slot
    where counted_places
      <> (select count(*) from slot_hold where slot_id = slot.id and counts_to_cap)
       + (select count(*) from appointment where slot_id = slot.id and status <> 'cancelled' and counts_to_cap)`,
  'booked places': sql`
    select id from place
    where booked <> exists (select from appointment where place_id = place.id and status <> 'cancelled')`,
}

const VISITS = {
  'visits that are not when their slot is': sql`
    select visit.id from appointment visit join slot on slot.id = visit.slot_id
    where visit.status = 'booked' and visit.kind <> 'en-sus'
      and (visit.start_at, visit.end_at, visit.location_id, visit.kind)
        is distinct from (slot.start_at, slot.end_at, slot.location_id, slot.kind)`,
}

const atOnce = sql`tstzrange(one.start_at, one.end_at) && tstzrange(other.start_at, other.end_at)`

const OVERLAPS = {
  'ordinary slots at once': sql`
    select one.id, other.id as other from slot one
    join slot other on one.id < other.id and one.practitioner_id = other.practitioner_id and ${atOnce}
    where one.kind = 'slots' and other.kind = 'slots'
      and (one.withdrawn_at is null or one.free_places < one.capacity)
      and (other.withdrawn_at is null or other.free_places < other.capacity)`,
  'slots of a series at once': sql`
    select one.id, other.id as other from slot one
    join slot other on one.id < other.id and one.practitioner_id = other.practitioner_id and ${atOnce}
    join opening of_one on of_one.id = one.opening_id
    join opening of_other on of_other.id = other.opening_id and of_one.series_id = of_other.series_id
    where one.withdrawn_at is null and other.withdrawn_at is null`,
}

/** Slots to come that are shared though the agenda has no such time. */
const unwanted = (now: Date) => ({
  'slots in an absence': sql`
    select one.id from slot one
    join absence other on one.practitioner_id = other.practitioner_id and other.removed_at is null and ${atOnce}
    where one.withdrawn_at is null and one.start_at > ${now}`,
  'slots in busy time': sql`
    select one.id from slot one
    join busy_time other on one.practitioner_id = other.practitioner_id and ${atOnce}
    where one.withdrawn_at is null and one.start_at > ${now}`,
  'slots of removed openings': sql`
    select slot.id from slot join opening on opening.id = slot.opening_id
    where opening.removed_at is not null and slot.withdrawn_at is null
      and slot.free_places = slot.capacity and slot.start_at > ${now}`,
})

/** What contradicts itself in the database, by what it is; nothing, whatever happened. */
export async function findDrift({ admin, clock }: TestApp): Promise<Record<string, unknown[]>> {
  const queries: Record<string, RawBuilder<unknown>> = {
    ...COUNTS,
    ...VISITS,
    ...OVERLAPS,
    ...unwanted(new Date(clock)),
  }
  const found: Record<string, unknown[]> = {}
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await query.execute(admin)
    if (rows.length > 0) found[name] = rows
  }
  return found
}
