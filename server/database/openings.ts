import { type Insertable, sql } from 'kysely'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Opening as OpeningRow, Place, Slot } from './tables.ts'
import type { Db, Tx } from './within.ts'

export interface PlaceOfCare {
  readonly id: string
  readonly name: string
  readonly communeCode: string
  readonly zone: string
}

/** Where the professional practises today, by name. */
export async function listPlacesOfCare(db: Db, practitionerId: string): Promise<PlaceOfCare[]> {
  const rows = await db
    .selectFrom('practitioner_location')
    .innerJoin('location', 'location.id', 'practitioner_location.location_id')
    .select(['location.id', 'location.name', 'commune_code', 'zone'])
    .where('practitioner_id', '=', practitionerId)
    .where('gone_on', 'is', null)
    .orderBy('location.name')
    .orderBy('location.id')
    .execute()
  return rows.map(({ id, name, commune_code, zone }) => ({ id, name, communeCode: commune_code, zone }))
}

/**
 * When the professional has ordinary places that touch [start, end), `except` one. Whoever opens places of the same
 * professional waits, so that two people cannot both open the same minute.
 */
export async function lockOrdinaryPlaces(
  tx: Tx,
  practitionerId: string,
  { start, end }: Interval,
  except?: string,
): Promise<Interval[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${practitionerId}::text, 4))`.execute(tx)
  const rows = await tx
    .selectFrom('slot')
    .select(['id', 'start_at', 'end_at'])
    .where('practitioner_id', '=', practitionerId)
    .where('kind', '=', 'slots')
    .where('withdrawn_at', 'is', null)
    .where('start_at', '<', new Date(end))
    .where('end_at', '>', new Date(start))
    .execute()
  return rows
    .filter(({ id }) => id !== except)
    .map(({ start_at, end_at }) => ({ start: start_at.getTime(), end: end_at.getTime() }))
}

export async function insertOpenings(
  tx: Tx,
  openings: Insertable<OpeningRow>[],
  slots: Insertable<Slot>[],
  places: Insertable<Place>[],
): Promise<void> {
  await tx.insertInto('opening').values(openings).execute()
  await tx.insertInto('slot').values(slots).execute()
  await tx.insertInto('place').values(places).execute()
}

/** Shares a slot or no longer does; what is held or booked on it stays. */
export async function saveWithdrawal(tx: Tx, slotId: string, withdrawnAt: Instant | null): Promise<void> {
  await tx
    .updateTable('slot')
    .set({
      withdrawn_at: withdrawnAt === null ? null : new Date(withdrawnAt),
      withdrawn_by: withdrawnAt === null ? null : 'professional',
      version: sql`version + 1`,
    })
    .where('id', '=', slotId)
    .execute()
}
