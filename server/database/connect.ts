import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'
import { type Within, withinOf } from './within.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day) // a day has no hour, so it is no Date

/**
 * Connections that may be lost at any moment without ending the process, idle or between two statements of a
 * transaction: the next statement that needs them says so.
 */
export function openPool(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(settings)
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined)) // the pool listens to idle ones only
  return pool
}

/** The only door to the database: the pool stays inside. */
export function connect(settings: pg.PoolConfig): { within: Within; close: () => Promise<void> } {
  const pool = openPool(settings)
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { within: withinOf(db), close: () => db.destroy() }
}
