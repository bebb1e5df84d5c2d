import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { connection, type DatabaseAddress, type DatabaseRole } from './address.ts'
import { probe } from './answers.ts'
import { prepareDatabase } from './prepare.ts'
import { cloneDatabase, testDatabase } from './test-database.ts'

describe('a prepared database', () => {
  test.each<DatabaseRole>(['owner', 'app', 'live', 'worker'])(
    'lets %s in, who cannot skip row-level security',
    async (role) => {
      const pool = new pg.Pool({ ...connection(await testDatabase(), role), max: 1 })
      const { rows } = await pool.query(
        'select current_user::text as name, rolsuper or rolbypassrls as skips from pg_roles where rolname = current_user',
      )
      await pool.end()
      expect(rows).toEqual([{ name: role, skips: false }])
    },
  )

  test('answers the server', async () => {
    const { answers, close } = probe(await testDatabase())
    expect(await answers()).toBe(true)
    await close()
  })

  test('sorts as French people do', async () => {
    const pool = new pg.Pool({ ...connection(await testDatabase(), 'app'), max: 1 })
    const { rows } = await pool.query(
      "select name from unnest(array['Zoé', 'Étienne', 'etienne', 'Eric']) as name order by name",
    )
    await pool.end()
    expect(rows.map(({ name }) => name)).toEqual(['Eric', 'etienne', 'Étienne', 'Zoé'])
  })

  test('can be prepared again', async () => {
    await expect(prepareDatabase(await testDatabase())).resolves.toBeUndefined()
  })

  test('is left alone when a newer Passerelle made it', async () => {
    const database = await cloneDatabase()
    const pool = new pg.Pool({ ...connection(database, 'owner'), max: 1 })
    await pool.query("insert into kysely_migration (name, timestamp) values ('9999_future.sql', now()::text)")
    await pool.end()
    await expect(prepareDatabase(database)).rejects.toMatchObject({ code: 'data-from-newer-passerelle' })
  })
})

describe('a database of yours', () => {
  const administer = async (...statements: string[]) => {
    const admin = new pg.Pool({ host: inject('postgresHost'), user: 'postgres', database: 'postgres', max: 1 })
    for (const statement of statements) await admin.query(statement)
    await admin.end()
  }
  const yours = (user: string, database: string): DatabaseAddress => ({
    kind: 'yours',
    url: `postgres://${user}@${encodeURIComponent(inject('postgresHost'))}/${database}`,
  })
  const nameFor = (what: string) => `${what}_${randomUUID().replaceAll('-', '')}`
  const whoServes = async (address: DatabaseAddress) => {
    const pool = new pg.Pool({ ...connection(address, 'app'), max: 1 })
    const { rows } = await pool.query('select current_user::text as name')
    await pool.end()
    return rows[0].name
  }

  test('is prepared by its administrator, and served as app', async () => {
    const name = nameFor('yours')
    await administer(`create database ${name}`)
    await prepareDatabase(yours('postgres', name))
    expect(await whoServes(yours('postgres', name))).toBe('app')
  })

  test('is prepared by its owner who was given the roles', async () => {
    const [name, user] = [nameFor('yours'), nameFor('user')]
    await administer(
      `create role ${user} login`,
      `grant owner, app, live, worker to ${user}`,
      `create database ${name} owner ${user}`,
    )
    await prepareDatabase(yours(user, name))
    expect(await whoServes(yours(user, name))).toBe('app')
  })

  test('is refused to a user without the right to prepare it', async () => {
    const [name, user] = [nameFor('yours'), nameFor('user')]
    await administer(`create role ${user} login`, `create database ${name}`)
    await expect(prepareDatabase(yours(user, name))).rejects.toMatchObject({ code: 'database-rights-missing' })
  })

  test('is said to be out of reach when nothing answers', async () => {
    const nowhere = { kind: 'yours', url: 'postgres://postgres@localhost:1/none' } as const
    await expect(prepareDatabase(nowhere)).rejects.toMatchObject({ code: 'database-unreachable' })
  })
})
