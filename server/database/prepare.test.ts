import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { connection, type DatabaseRole } from './address.ts'
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
