import { sql } from 'kysely'
import type {
  Kind,
  LocationRecord,
  Modality,
  PractitionerRecord,
  SlotRecord,
  Standing,
  Visibility,
} from '../../domain/availability/picture.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

/** A slot as its row says, with its professional and place: what one needs to judge it alone. */
export interface SlotInFull {
  readonly slot: SlotRecord
  readonly practitioner: PractitionerRecord
  readonly location: LocationRecord
}

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
})

/** Takes the slot's row lock, waiting for whoever has it: what is read next has seen their commit or rollback. */
export async function lockSlot(tx: Tx, slotId: string): Promise<SlotRecord | undefined> {
  const row = await tx.selectFrom('slot').selectAll().where('id', '=', slotId).forUpdate().executeTakeFirst()
  return row && toSlotRecord(row)
}

/** The slot with what the rules look at besides. */
export async function getSlotInFull(db: Db, slot: SlotRecord): Promise<SlotInFull> {
  const { practitionerId, locationId } = slot
  const row = await db
    .selectFrom('practitioner')
    .innerJoin('location', (join) => join.on('location.id', '=', locationId))
    .select(['profession_code', 'specialty_codes', 'commune_code', 'zone', 'latitude', 'longitude'])
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

/**
 * How many places that count to the weekly cap the professional has given, held ones included, in slots that begin in
 * [from, until). Whoever counts for the same professional waits, so that two cannot both take the last one.
 */
export async function countTowardsCap(tx: Tx, practitionerId: string, from: Instant, until: Instant): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${practitionerId}::text, 2))`.execute(tx)
  const { counted } = await tx
    .selectFrom('slot')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('counted_places'), eb.val('0')).as('counted'))
    .where('practitioner_id', '=', practitionerId)
    .where('start_at', '>=', new Date(from))
    .where('start_at', '<', new Date(until))
    .executeTakeFirstOrThrow()
  return Number(counted)
}
