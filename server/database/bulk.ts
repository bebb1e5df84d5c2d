import { Kysely, PostgresDialect, sql } from 'kysely'
import { connection, type DatabaseAddress } from './address.ts'
import { openPool } from './connect.ts'
import type { DB } from './tables.ts'
import { NO_TERRITORY } from './within.ts'

/** Rows by the hundred, for whoever fills a database before anybody is served: as its owner, of any territory. */
export interface Bulk {
  /**
   * Adds rows whose properties are the table's columns in camel case; every row has the same ones. Numbers named `…At`
   * are instants, and a Buffer is bytes. Rows that are there already stay as they are.
   */
  readonly insert: (table: keyof DB & string, rows: readonly object[]) => Promise<void>
  /** Which of these ids the table has. */
  readonly present: (table: 'territory' | 'opening', ids: readonly string[]) => Promise<Set<string>>
}

const ROWS_AT_ONCE = 2_000

/** Runs `work` in one transaction: a start that is cut short leaves nothing behind, and the next one begins again. */
export async function inBulk<Result>(address: DatabaseAddress, work: (bulk: Bulk) => Promise<Result>): Promise<Result> {
  const pool = openPool({ ...connection(address, 'owner'), max: 1 })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select set_config('passerelle.scope', ${NO_TERRITORY.territoryId}, true)`.execute(tx)
      return work({ insert: (table, rows) => insert(tx, table, rows), present: (...what) => present(tx, ...what) })
    })
  } finally {
    await db.destroy()
  }
}

async function insert(db: Kysely<DB>, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((property) => sql.ref(snakeCase(property))))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE).map(asColumns))
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)
      on conflict do nothing`.execute(db)
  }
}

async function present(db: Kysely<DB>, table: string, ids: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ id: string }>`select id from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(db)
  return new Set(found.rows.map(({ id }) => id))
}

/** A row by the names and values that the database has. */
export const asColumns = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([property, value]) => [snakeCase(property), plain(property, value)]))

function plain(property: string, value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  return typeof value === 'number' && /^at$|At$/.test(property) ? new Date(value).toISOString() : value
}

const snakeCase = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
