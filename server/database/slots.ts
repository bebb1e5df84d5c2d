import { sql } from 'kysely'
import type { Counted } from '../../domain/availability/loads.ts'
import type {
  Booking,
  Kind,
  Modality,
  PractitionerRecord,
  SlotRecord,
  Standing,
  Visibility,
} from '../../domain/availability/picture.ts'
import type { Judged } from '../../domain/matching/judge.ts'
import type { Interval } from '../../domain/time/interval.ts'
import { dayNumber, dayNumberOf, mondayOf, startOfDay, weekNumber } from '../../domain/time/wall-clock.ts'
import type { Db, Tx } from './within.ts'

interface SlotRow {
  id: string
  version: string | number
  practitioner_id: string
  location_id: string
  start_at: Date | string
  end_at: Date | string
  kind: string
  modality: string
  visibility: string[]
  min_age_months: number
  max_age_months: number | null
  capacity: number
  free_places: number
  counted_places: number
  withdrawn_at: Date | string | null
  booking: string
  reasons: string[]
  cpts: string[] | null
  lead_minutes: number
  release_at: Date | string | null
}

/** A row of `slot`, from a select or from the JSON of a change. */
export const toSlotRecord = (row: SlotRow): SlotRecord => ({
  slotId: row.id,
  version: Number(row.version),
  practitionerId: row.practitioner_id,
  locationId: row.location_id,
  start: new Date(row.start_at).getTime(),
  end: new Date(row.end_at).getTime(),
  kind: row.kind as Kind,
  modality: row.modality as Modality,
  visibility: row.visibility as Visibility[],
  minAgeMonths: row.min_age_months,
  maxAgeMonths: row.max_age_months,
  capacity: row.capacity,
  free: row.free_places,
  counted: row.counted_places,
  withdrawn: row.withdrawn_at !== null,
  booking: row.booking as Booking,
  reasons: row.reasons,
  cpts: row.cpts,
  leadMinutes: row.lead_minutes,
  releaseAt: row.release_at === null ? null : new Date(row.release_at).getTime(),
})

/** Takes the slot's row lock, waiting for whoever has it: what is read next has seen their commit or rollback. */
export async function lockSlot(tx: Tx, slotId: string): Promise<SlotRecord | undefined> {
  const row = await tx.selectFrom('slot').selectAll().where('id', '=', slotId).forUpdate().executeTakeFirst()
  return row && toSlotRecord(row)
}

/** The slot, unless somebody is changing it: a clock never waits for those who may be waiting for it. */
export async function tryLockSlot(tx: Tx, slotId: string): Promise<SlotRecord | 'none' | 'busy'> {
  const asked = tx.selectFrom('slot').selectAll().where('id', '=', slotId)
  const row = await asked.forKeyShare().skipLocked().executeTakeFirst()
  if (row) return toSlotRecord(row)
  return (await asked.executeTakeFirst()) ? 'busy' : 'none'
}

interface Caps {
  readonly weekly_cap: number | null
  readonly daily_cap: number | null
}

/** The slot with what the rules look at besides. */
export async function getSlotInFull(db: Db, slot: SlotRecord): Promise<Judged> {
  const { practitionerId, locationId } = slot
  const row = await db
    .selectFrom('practitioner')
    .innerJoin('location', (join) => join.on('location.id', '=', locationId))
    .leftJoinLateral(
      sql<Caps>`(select weekly_cap, daily_cap from caps_of(${practitionerId}))`.as<'caps'>('caps'),
      (join) => join.onTrue(),
    )
    .select(['profession_code', 'specialty_codes', 'commune_code', 'zone', 'latitude', 'longitude'])
    .select(['weekly_cap', 'daily_cap'])
    .where('practitioner.id', '=', practitionerId)
    .executeTakeFirstOrThrow()
  return {
    slot,
    practitioner: {
      practitionerId,
      professionCode: row.profession_code,
      specialtyCodes: row.specialty_codes,
      audiences: await listAudiences(db, practitionerId),
      locationIds: [],
      ownWeeklyCap: row.weekly_cap,
      ownDailyCap: row.daily_cap,
    },
    location: {
      locationId,
      communeCode: row.commune_code,
      zone: row.zone,
      latitude: row.latitude ?? 0,
      longitude: row.longitude ?? 0,
    },
  }
}

async function listAudiences(db: Db, practitionerId: string): Promise<PractitionerRecord['audiences']> {
  const audiences = await db
    .selectFrom('audience')
    .select([
      'territory_id',
      'standing',
      sql<Date | null>`lower(during)`.as('from'),
      sql<Date | null>`upper(during)`.as('until'),
    ])
    .where('practitioner_id', '=', practitionerId)
    .execute()
  return audiences.map(({ territory_id, standing, from, until }) => ({
    territoryId: territory_id,
    standing: standing as Standing,
    from: from?.getTime() ?? Number.NEGATIVE_INFINITY,
    until: until?.getTime() ?? Number.POSITIVE_INFINITY,
  }))
}

/** Whoever counts for the same professional waits until we have committed, so that two cannot both take the last one. */
export async function lockCaps(tx: Tx, practitionerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${practitionerId}::text, 2))`.execute(tx)
}

/**
 * How many places that count to the caps the professional has given, held ones included, in the week and on the day of
 * the slot by the clock of its place; whoever sees them.
 */
export async function countTowardsCaps(tx: Tx, { slot, location: { zone } }: Judged): Promise<Counted> {
  const monday = dayNumberOf(mondayOf(weekNumber(slot.start, zone)))
  const day = dayNumber(slot.start, zone)
  const between = (first: number, last: number): Interval => ({
    start: startOfDay(first, zone),
    end: startOfDay(last + 1, zone),
  })
  return {
    week: await placesCounted(tx, slot.practitionerId, between(monday, monday + 6)),
    day: await placesCounted(tx, slot.practitionerId, between(day, day)),
  }
}

async function placesCounted(tx: Tx, practitionerId: string, { start, end }: Interval): Promise<number> {
  const counted = sql<{ counted: number }>`
    select places_counted(${practitionerId}, ${new Date(start)}, ${new Date(end)}) as counted`
  const { rows } = await counted.execute(tx)
  return rows[0]?.counted ?? 0
}
