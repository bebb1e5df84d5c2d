import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Modality } from '../../domain/availability/picture.ts'
import type { CareNeed } from '../../domain/matching/eligibility.ts'
import { OPEN_STATES, type Source, type State } from '../../domain/requests/states.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { CareRequest as CareRequestRow } from './tables.ts'
import type { Db, Tx } from './within.ts'

/** What the moves of a request and the search for it depend on. */
export interface CareRequest {
  readonly id: string
  readonly territoryId: string
  readonly number: string
  readonly state: State
  readonly source: Source
  readonly takenBy: string | null
  readonly patientId: string | null
  readonly need: CareNeed
}

export const toRequest = (row: Selectable<CareRequestRow>): CareRequest => ({
  id: row.id,
  territoryId: row.territory_id,
  number: row.number,
  state: row.state as State,
  source: row.source as Source,
  takenBy: row.taken_by,
  patientId: row.patient_id,
  need: {
    professionCode: row.profession_code,
    specialtyCode: row.specialty_code,
    modalities: row.modalities as Modality[],
    ageMonths: row.age_months,
    placeCommune: row.place_commune,
    attendingId: row.attending_id,
    dueAt: row.due_at.getTime(),
    source: row.source as Source,
    reason: row.reason,
  },
})

/** A request that the scope may see; undefined when there is none. */
export async function findRequest(db: Db, requestId: string): Promise<CareRequest | undefined> {
  const row = await db.selectFrom('care_request').selectAll().where('id', '=', requestId).executeTakeFirst()
  return row && toRequest(row)
}

/** Takes the request's row lock, always before a slot's: two people on one request follow each other. */
export async function lockRequest(tx: Tx, requestId: string): Promise<CareRequest | undefined> {
  const row = await tx.selectFrom('care_request').selectAll().where('id', '=', requestId).forUpdate().executeTakeFirst()
  return row && toRequest(row)
}

/** What moves with a request's state. */
export type Moved = Partial<
  Pick<
    Insertable<CareRequestRow>,
    'closing_reason' | 'taken_by' | 'regulated_by' | 'regulation_priority' | 'care_level'
  >
>

/** Puts a locked request into `state`, or only changes what is given with it. */
export async function saveMove(tx: Tx, requestId: string, state: State, at: Instant, moved: Moved = {}): Promise<void> {
  await tx
    .updateTable('care_request')
    .set({ ...moved, state, moved_at: new Date(at), version: sql`version + 1` })
    .where('id', '=', requestId)
    .execute()
}

export async function insertRequest(tx: Tx, row: Insertable<CareRequestRow>): Promise<void> {
  await tx.insertInto('care_request').values(row).execute()
}

/** The request that was already made with this key, by whom, and what tells its patient and reason from another's. */
export async function findRequestByKey(db: Db, idempotencyKey: string) {
  return db
    .selectFrom('care_request')
    .leftJoin('patient_identity', 'patient_identity.id', 'care_request.patient_id')
    .select(['care_request.id', 'created_by', 'reason', 'phone_index', 'name_index'])
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
}

/** The next number of the day, for people: it waits for whoever is taking one. */
export async function takeNumber(tx: Tx, territoryId: string, day: string): Promise<number> {
  const { last } = await tx
    .insertInto('request_number')
    .values({ territory_id: territoryId, day, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['territory_id', 'day']).doUpdateSet({ last: sql`request_number.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Another open request of the same caller. Whoever asks at the same time waits until we have committed. */
export async function findOpenRequestOfPhone(tx: Tx, phoneIndex: Buffer): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${phoneIndex}, 'hex'), 1))`.execute(tx)
  const row = await tx
    .selectFrom('care_request')
    .innerJoin('patient_identity', 'patient_identity.id', 'care_request.patient_id')
    .select('care_request.id')
    .where('phone_index', '=', phoneIndex)
    .where('state', 'in', [...OPEN_STATES])
    .orderBy('care_request.created_at', 'desc')
    .executeTakeFirst()
  return row?.id
}

/** Whoever comes with the same key waits until we have committed. */
export async function lockKey(tx: Tx, idempotencyKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${idempotencyKey}, 3))`.execute(tx)
}
