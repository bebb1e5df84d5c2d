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
export async function lockSlot(tx: Tx, slotId: string): Promise<SlotInFull | undefined> {
  const row = await tx.selectFrom('slot').selectAll().where('id', '=', slotId).forUpdate().executeTakeFirst()
  if (!row) return undefined
  const slot = toSlotRecord(row)
  const practitioner = await getPractitioner(tx, slot.practitionerId)
  const place = await tx.selectFrom('location').selectAll().where('id', '=', slot.locationId).executeTakeFirstOrThrow()
  const location: LocationRecord = {
    locationId: place.id,
    communeCode: place.commune_code,
    zone: place.zone,
    latitude: place.latitude ?? 0,
    longitude: place.longitude ?? 0,
  }
  return { slot, practitioner, location }
}

async function getPractitioner(db: Db, practitionerId: string): Promise<PractitionerRecord> {
  const row = await db
    .selectFrom('practitioner')
    .select(['profession_code', 'specialty_codes'])
    .where('id', '=', practitionerId)
    .executeTakeFirstOrThrow()
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
  return {
    practitionerId,
    professionCode: row.profession_code,
    specialtyCodes: row.specialty_codes,
    audiences: audiences.map(({ territory_id, standing, from, until }) => ({
      territoryId: territory_id,
      standing: standing as Standing,
      from: from?.getTime() ?? Number.NEGATIVE_INFINITY,
      until: until?.getTime() ?? Number.POSITIVE_INFINITY,
    })),
    locationIds: [],
  }
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
