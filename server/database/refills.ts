import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { SlotRecord } from '../../domain/availability/picture.ts'
import type { Seeker } from '../../domain/matching/refill.ts'
import { SEEKING, type State } from '../../domain/requests/states.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { toRequest } from './requests.ts'
import type { DB, SlotRefill } from './tables.ts'
import type { Db, Tx } from './within.ts'

export type Refill = Selectable<SlotRefill>

/** While the slot can still be taken, whatever was written of the refill. */
export const isStillThere =
  (now: Date) =>
  ({ and, or, eb }: ExpressionBuilder<DB, 'slot' | 'slot_refill'>) =>
    and([
      eb('slot_refill.ended_at', 'is', null),
      eb('slot.free_places', '>', 0),
      eb('slot.withdrawn_at', 'is', null),
      eb('slot.start_at', '>', now),
      or([eb('slot.release_at', 'is', null), eb('slot.release_at', '>', now)]),
    ])

/** The refill of a slot that has not been ended, with what became of its request meanwhile. */
export async function findRefillOfSlot(
  db: Db,
  slotId: string,
): Promise<{ id: string; requestId: string; state: State } | undefined> {
  const row = await db
    .selectFrom('slot_refill')
    .innerJoin('care_request', 'care_request.id', 'slot_refill.request_id')
    .select(['slot_refill.id', 'request_id', 'state'])
    .where('slot_id', '=', slotId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, requestId: row.request_id, state: row.state as State }
}

export async function findRefill(db: Db, refillId: string): Promise<Refill | undefined> {
  return db.selectFrom('slot_refill').selectAll().where('id', '=', refillId).executeTakeFirst()
}

/** Those of a request that have not been ended. */
export async function listRefillsOf(db: Db, requestId: string): Promise<Refill[]> {
  return db
    .selectFrom('slot_refill')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('ended_at', 'is', null)
    .orderBy('slot_id')
    .execute()
}

/**
 * Who may be put before a slot that has a free place: those for whom one is sought, until later than it begins, who hold
 * none, have none before them, and have neither been put before this one nor held it.
 */
export async function listSeekers(db: Db, { slotId, start }: SlotRecord, now: Instant): Promise<SeekerRow[]> {
  const rows = await db
    .selectFrom('care_request')
    .selectAll('care_request')
    .select((eb) =>
      eb
        .selectFrom('practitioner_location')
        .select(sql<string[]>`coalesce(array_agg(location_id::text), '{}')`.as('ids'))
        .whereRef('practitioner_id', '=', 'attending_id')
        .as('attending_places'),
    )
    .where('state', 'in', SEEKING)
    .where('due_at', '>=', new Date(start))
    .where(({ and, not, exists, selectFrom, eb }) => {
      const request = eb.ref('care_request.id')
      const holds = selectFrom('slot_hold')
        .select('slot_hold.id')
        .where('slot_hold.request_id', '=', request)
        .where('expires_at', '>', new Date(now))
      const hasAnother = selectFrom('slot_refill')
        .innerJoin('slot', 'slot.id', 'slot_refill.slot_id')
        .select('slot_refill.id')
        .where('slot_refill.request_id', '=', request)
        .where(isStillThere(new Date(now)))
      const hadThis = selectFrom('slot_refill')
        .select('slot_refill.id')
        .where('slot_refill.request_id', '=', request)
        .where('slot_id', '=', slotId)
      const heldThis = selectFrom('journal')
        .select('journal.id')
        .where('journal.request_id', '=', request)
        .where('act', '=', 'slot-held')
        .where(sql<string>`details->>'slotId'`, '=', slotId)
      return and([holds, hasAnother, hadThis, heldThis].map((found) => not(exists(found))))
    })
    .execute()
  return rows.map((row) => ({
    ...toRequest(row),
    requestId: row.id,
    attendingPlaces: row.attending_places ?? [],
    createdAt: row.created_at.getTime(),
  }))
}

type SeekerRow = Seeker & ReturnType<typeof toRequest>

/** Puts a slot before a request; false when another one is before somebody already. */
export async function insertRefill(
  tx: Tx,
  row: { id: string; territoryId: string; slotId: string; requestId: string; at: Instant },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('slot_refill')
    .values({
      id: row.id,
      territory_id: row.territoryId,
      slot_id: row.slotId,
      request_id: row.requestId,
      proposed_at: new Date(row.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Ends those that match and have not been ended; how many. */
export async function endRefills(
  tx: Tx,
  which: { readonly id: string } | { readonly slotId: string; readonly requestId?: string },
  ending: 'taken' | 'passed' | 'gone',
  at: Instant,
): Promise<number> {
  const ended = await tx
    .updateTable('slot_refill')
    .set({ ending, ended_at: new Date(at) })
    .where('ended_at', 'is', null)
    .where(({ and }) =>
      'id' in which
        ? and({ id: which.id })
        : and({ slot_id: which.slotId, ...(which.requestId && { request_id: which.requestId }) }),
    )
    .returning('id')
    .execute()
  return ended.length
}

/** Keeps the request as it is until the end of the transaction; false at once when somebody is changing it. */
export async function tryLockRequest(tx: Tx, requestId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('care_request')
    .select('id')
    .where('id', '=', requestId)
    .forKeyShare()
    .skipLocked()
    .executeTakeFirst()
  return row !== undefined
}
