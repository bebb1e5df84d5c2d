import { type Driver, Kysely, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely'
import pg from 'pg'
import { namingStatements } from './named-statements.ts'
import type { DB } from './tables.ts'
import { type Within, withinOf } from './within.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day) // a day has no hour, so it is no Date
type TypeId = Parameters<typeof pg.types.getTypeParser>[0]
const [DAYS, TEXTS] = [1182 as TypeId, 1009 as TypeId] // date[] and text[], which have no name
pg.types.setTypeParser(DAYS, pg.types.getTypeParser(TEXTS))

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

/** A transaction begins with the statement that says for whom: `within` sends both at once. */
class ScopedDriver extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
}

class ScopedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ScopedDriver(this.#config)
  }
}

/** The only door to the database: the pool stays inside. Statements are not named behind a pooler that mixes sessions. */
export function connect(
  settings: pg.PoolConfig,
  { namedStatements = true }: { readonly namedStatements?: boolean } = {},
): { within: Within; close: () => Promise<void> } {
  const pool = openPool(settings)
  const db = new Kysely<DB>({ dialect: new ScopedDialect({ pool: namedStatements ? namingStatements(pool) : pool }) })
  return { within: withinOf(db), close: () => db.destroy() }
}
