import { type Insertable, type Selectable, sql } from 'kysely'
import type { Hold } from '../../domain/booking/hold.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Appointment as AppointmentRow, CareFeedback, SlotHold } from './tables.ts'
import type { Db, Tx } from './within.ts'

const toHold = (row: Selectable<SlotHold>): Hold => ({
  id: row.id,
  slotId: row.slot_id,
  requestId: row.request_id,
  expiresAt: row.expires_at.getTime(),
  extended: row.extended,
})

/** The request's hold while it lasts, on whatever slot. */
export async function findLiveHold(db: Db, requestId: string, now: Instant): Promise<Hold | undefined> {
  const row = await db
    .selectFrom('slot_hold')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst()
  return row && toHold(row)
}

/** A hold that this territory made, expired or not. */
export async function findHold(
  db: Db,
  holdId: string,
  territoryId: string,
): Promise<(Hold & { placeId: string; countsToCap: boolean }) | undefined> {
  const row = await db
    .selectFrom('slot_hold')
    .selectAll()
    .where('id', '=', holdId)
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  return row && { ...toHold(row), placeId: row.place_id, countsToCap: row.counts_to_cap }
}

export interface WantedHold extends Hold {
  readonly territoryId: string
  readonly heldBy: string
  readonly heldAt: Instant
  readonly countsToCap: boolean
}

/**
 * Takes the first place of the slot that is neither booked nor held; false when every place is taken. A slot that was
 * made smaller has more places than it has room for, so its count says whether one is free.
 * The caller holds the slot's lock (`lockSlot`): one statement alone would choose by a snapshot older than its wait.
 */
export async function takePlace(tx: Tx, hold: WantedHold): Promise<boolean> {
  const place = await tx
    .selectFrom('place')
    .innerJoin('slot', 'slot.id', 'place.slot_id')
    .leftJoin('slot_hold', 'slot_hold.place_id', 'place.id')
    .select(['place.id', 'slot_hold.id as expired'])
    .where('place.slot_id', '=', hold.slotId)
    .where('booked', '=', false)
    .where(({ or, and, eb }) =>
      or([
        and([eb('slot_hold.id', 'is', null), eb('free_places', '>', 0)]),
        eb('expires_at', '<=', new Date(hold.heldAt)),
      ]),
    )
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst()
  if (!place) return false
  if (place.expired) await dropHold(tx, place.expired)
  await tx
    .insertInto('slot_hold')
    .values({
      id: hold.id,
      place_id: place.id,
      slot_id: hold.slotId,
      request_id: hold.requestId,
      territory_id: hold.territoryId,
      held_by: hold.heldBy,
      held_at: new Date(hold.heldAt),
      expires_at: new Date(hold.expiresAt),
      counts_to_cap: hold.countsToCap,
    })
    .execute()
  return true
}

export async function saveExtension(tx: Tx, holdId: string, expiresAt: Instant): Promise<void> {
  await tx
    .updateTable('slot_hold')
    .set({ expires_at: new Date(expiresAt), extended: true })
    .where('id', '=', holdId)
    .execute()
}

/** Everybody locks a slot before its holds, so that nobody waits for one another. */
async function lockSlotOfHold(tx: Tx, holdId: string): Promise<void> {
  await tx
    .selectFrom('slot')
    .select('id')
    .where('id', '=', (eb) => eb.selectFrom('slot_hold').select('slot_id').where('slot_hold.id', '=', holdId))
    .forUpdate()
    .execute()
}

/** Gives the place back; false when the hold was booked, released or replaced meanwhile. */
export async function dropHold(tx: Tx, holdId: string): Promise<boolean> {
  await lockSlotOfHold(tx, holdId)
  const row = await tx.deleteFrom('slot_hold').where('id', '=', holdId).returning('id').executeTakeFirst()
  return row !== undefined
}

/** Gives the place back if the hold has run out by `now`; the request it was for. */
export async function dropExpiredHold(tx: Tx, holdId: string, now: Instant): Promise<string | undefined> {
  await lockSlotOfHold(tx, holdId)
  const row = await tx
    .deleteFrom('slot_hold')
    .where('id', '=', holdId)
    .where('expires_at', '<=', new Date(now))
    .returning('request_id')
    .executeTakeFirst()
  return row?.request_id
}

export type Appointment = Selectable<AppointmentRow>

export async function insertAppointment(tx: Tx, row: Insertable<AppointmentRow>): Promise<Appointment> {
  return tx.insertInto('appointment').values(row).returningAll().executeTakeFirstOrThrow()
}

/** The appointment that was already booked with this key. */
export async function findAppointmentByKey(
  db: Db,
  territoryId: string,
  idempotencyKey: string,
): Promise<Appointment | undefined> {
  return db
    .selectFrom('appointment')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
}

/** The request's appointment that was not cancelled. */
export async function findCurrentAppointment(db: Db, requestId: string): Promise<Appointment | undefined> {
  return db
    .selectFrom('appointment')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('status', '<>', 'cancelled')
    .orderBy('booked_at', 'desc')
    .executeTakeFirst()
}

/** Whose request an appointment is for, so that the request can be locked first. */
export async function findRequestOfAppointment(db: Db, appointmentId: string): Promise<string | undefined> {
  const row = await db.selectFrom('appointment').select('request_id').where('id', '=', appointmentId).executeTakeFirst()
  return row?.request_id
}

export async function lockAppointment(tx: Tx, appointmentId: string): Promise<Appointment | undefined> {
  return tx.selectFrom('appointment').selectAll().where('id', '=', appointmentId).forUpdate().executeTakeFirst()
}

export type AppointmentChange = Partial<
  Pick<
    Insertable<AppointmentRow>,
    | 'status'
    | 'start_at'
    | 'end_at'
    | 'answered_at'
    | 'cancelled_at'
    | 'cancelled_by'
    | 'cancel_reason'
    | 'outcome'
    | 'outcome_at'
    | 'outcome_by'
    | 'majoration'
  >
>

export async function saveAppointment(tx: Tx, id: string, change: AppointmentChange): Promise<Appointment> {
  return tx
    .updateTable('appointment')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function insertFeedback(tx: Tx, row: Insertable<CareFeedback>): Promise<void> {
  await tx.insertInto('care_feedback').values(row).execute()
}
