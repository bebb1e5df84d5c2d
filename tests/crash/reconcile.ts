import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect } from 'vitest'
import { connection, embedded } from '../../server/database/address.ts'
import type { DB } from '../../server/database/tables.ts'
import { CALL_REFERENCE, type Ledger } from './booking-load.ts'

/** Compares the database behind that socket with what was acknowledged: nothing is lost, nothing is there twice. */
export async function expectNothingLostOrDoubled(socketFolder: string, ledger: Ledger): Promise<void> {
  const pool = new pg.Pool({ ...connection(embedded(socketFolder), 'administrator'), max: 1 })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  try {
    expect(ledger.contradictions).toEqual([])
    await expectRows(db, ledger)
    await expectJournal(db, ledger)
    await expectHolds(db, ledger)
    await expectSoundPlaces(db)
  } finally {
    await db.destroy()
  }
}

const sorted = (ids: Iterable<string>) => [...ids].sort()
const ours = (db: Kysely<DB>) => db.selectFrom('care_request').where('call_reference', '=', CALL_REFERENCE)

async function expectRows(db: Kysely<DB>, { requests, appointments }: Ledger): Promise<void> {
  const made = await ours(db).select(['id', 'idempotency_key']).execute()
  expect(sorted(made.map(({ id, idempotency_key }) => `${idempotency_key} ${id}`))).toEqual(sorted(pairs(requests)))
  const booked = await db
    .selectFrom('appointment')
    .select(['id', 'idempotency_key'])
    .where('request_id', 'in', ours(db).select('id'))
    .where('status', 'in', ['booked', 'pending'])
    .execute()
  const rows = booked.map(({ id, idempotency_key }) => `${idempotency_key} ${id}`)
  expect(sorted(rows)).toEqual(sorted(pairs(appointments)))
}

const pairs = (kept: Map<string, string>) => [...kept].map(([key, id]) => `${key} ${id}`)

const ACTS = ['request-created', 'slot-held', 'appointment-booked', 'appointment-proposed']

/** One line for each request, hold and booking; none for anything else. */
async function expectJournal(db: Kysely<DB>, { requests, holds, appointments }: Ledger): Promise<void> {
  const lines = await db
    .selectFrom('journal')
    .select('subject')
    .where('act', 'in', ACTS)
    .where('request_id', 'in', ours(db).select('id'))
    .execute()
  const subjects = [...requests.values(), ...holds.keys(), ...appointments.values()]
  expect(sorted(lines.map(({ subject }) => subject))).toEqual(sorted(subjects))
}

/** A hold that was neither booked nor ran out is still there. */
async function expectHolds(db: Kysely<DB>, { holds }: Ledger): Promise<void> {
  const [rows, placed] = await Promise.all([
    db.selectFrom('slot_hold').select('id').where('request_id', 'in', ours(db).select('id')).execute(),
    db.selectFrom('appointment').select('request_id').where('request_id', 'in', ours(db).select('id')).execute(),
  ])
  const booked = new Set(placed.map(({ request_id }) => request_id))
  const present = new Set(rows.map(({ id }) => id))
  const open = [...holds].filter(([, { requestId }]) => !booked.has(requestId))
  const wanted = open.filter(([, { expiresAt }]) => Date.parse(expiresAt) > Date.now())
  expect(wanted.filter(([id]) => !present.has(id))).toEqual([])
  const known = new Set(open.map(([id]) => id))
  expect(rows.filter(({ id }) => !known.has(id))).toEqual([])
}

async function expectSoundPlaces(db: Kysely<DB>): Promise<void> {
  const shared = await sql`
    select place_id from appointment where status <> 'cancelled' group by place_id having count(*) > 1
  `.execute(db)
  expect(shared.rows).toEqual([])
  const miscounted = await sql`
    select id from slot
    where free_places <> capacity
      - (select count(*) from slot_hold where slot_id = slot.id)
      - (select count(*) from appointment where slot_id = slot.id and status <> 'cancelled')
  `.execute(db)
  expect(miscounted.rows).toEqual([])
}
