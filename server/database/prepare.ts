import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Trouble } from '../trouble.ts'
import { connection, type DatabaseAddress, type DatabaseRole } from './address.ts'
import { openPool } from './connect.ts'
import { migrate } from './migrate.ts'

const roles = new URL('roles.sql', import.meta.url)
const migrations = new URL('migrations/', import.meta.url)

/** Brings a database to where this Passerelle can serve it: roles, the database itself, the newest schema. */
export async function prepareDatabase(address: DatabaseAddress): Promise<void> {
  try {
    await (address.kind === 'embedded' ? createHere(address) : createThere(address))
    await as(address, 'owner', async (owner) => {
      await refuseNewer(owner)
      await migrate(owner)
    })
  } catch (error) {
    throw explain(error)
  }
}

async function createHere(address: DatabaseAddress & { kind: 'embedded' }): Promise<void> {
  await as({ ...address, database: 'postgres' }, 'administrator', async (cluster) => {
    await sql.raw(await readFile(roles, 'utf8')).execute(cluster)
    const { database } = address
    const found = await sql`select from pg_database where datname = ${database}`.execute(cluster)
    if (found.rows.length === 0) await sql`create database ${sql.id(database)} owner owner`.execute(cluster)
  })
}

/** On your own server the database exists; its URL's user may create roles, or somebody did it beforehand. */
async function createThere(address: DatabaseAddress): Promise<void> {
  await as(address, 'administrator', (administrator) =>
    administrator.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('passerelle roles'))`.execute(tx) // several nodes may start together
      await sql.raw(await readFile(roles, 'utf8')).execute(tx)
      await takeRoles(tx)
      await letOwnerCreate(tx)
    }),
  )
}

async function takeRoles(tx: Transaction<unknown>): Promise<void> {
  const lacking = sql<{ name: string }>`select name from unnest(array['owner', 'app', 'live', 'worker']) as name
    where not pg_has_role(current_user, name, 'member')`
  for (const { name } of (await lacking.execute(tx)).rows) {
    await sql`grant ${sql.id(name)} to current_user`.execute(tx)
  }
}

async function letOwnerCreate(tx: Transaction<unknown>): Promise<void> {
  const state = sql<{ database: string; enough: boolean }>`select current_database() as database,
    has_database_privilege('owner', current_database(), 'create')
      and has_schema_privilege('owner', 'public', 'create') as enough`
  const [found] = (await state.execute(tx)).rows
  if (!found || found.enough) return
  await sql`grant create on database ${sql.id(found.database)} to owner`.execute(tx)
  await sql`grant usage, create on schema public to owner`.execute(tx)
}

/** A schema that a newer Passerelle made is left alone. */
async function refuseNewer(owner: Kysely<unknown>): Promise<void> {
  const table = await sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`.execute(owner)
  if (!table.rows[0]?.name) return
  const known = new Set(await readdir(migrations))
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(owner)
  const unknown = applied.rows.find(({ name }) => !known.has(name))
  if (!unknown) return
  throw new Trouble(
    'data-from-newer-passerelle',
    `This data was made by a newer Passerelle (it has ${unknown.name}). Update Passerelle, or choose another folder with PASSERELLE_DATA.`,
  )
}

/** Runs `work` on a short-lived pool. */
async function as(address: DatabaseAddress, role: DatabaseRole, work: (db: Kysely<unknown>) => Promise<unknown>) {
  const pool = openPool({ ...connection(address, role), max: 2, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await work(db).finally(() => db.destroy())
}

const RIGHTS_MISSING = '42501'
const UNREACHABLE = /^(ECONN|ENOTFOUND|EHOST|ETIMEDOUT|EAI_|ENOENT|28|3D000|57P03)/

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Trouble || !('code' in error)) return error
  if (error.code === RIGHTS_MISSING) {
    const advice =
      'The user of DATABASE_URL must be allowed to create roles, or an administrator runs server/database/roles.sql and grants owner, app, live and worker to it.'
    return new Trouble('database-rights-missing', `The database refuses its preparation (${error.message}). ${advice}`)
  }
  if (!UNREACHABLE.test(String(error.code))) return error
  return new Trouble('database-unreachable', `The database cannot be reached (${error.message}). Check DATABASE_URL.`)
}
