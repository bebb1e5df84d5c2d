import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'
import { type Within, withinOf } from './within.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day) // a day has no hour, so it is no Date

/** The only door to the database: the pool stays inside. */
export function connect(settings: pg.PoolConfig): { within: Within; close: () => Promise<void> } {
  const pool = new pg.Pool(settings)
  pool.on('error', () => {}) // an idle connection lost with its server: the next statement says so
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { within: withinOf(db), close: () => db.destroy() }
}
