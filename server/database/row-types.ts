import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { connection, type DatabaseAddress } from './address.ts'

/** The text of `tables.ts` for the migrated database at `address`. Its generator is only there where Passerelle is developed. */
export async function describeRows(address: DatabaseAddress): Promise<string> {
  const { generate, PostgresDialect: Generated } = await import('kysely-codegen')
  const pool = new pg.Pool({ ...connection(address, 'administrator'), max: 1 })
  pool.on('error', () => undefined) // its server may stop before the last goodbye
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) })
  const dialect = new Generated({ dateParser: 'string' })
  type ItsKysely = Parameters<typeof generate>[0]['db'] // its own copy of the class
  return generate({ db: db as unknown as ItsKysely, dialect, excludePattern: 'kysely_*' }).finally(() => db.destroy())
}
