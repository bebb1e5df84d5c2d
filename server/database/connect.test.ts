import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { until } from '../../tests/until.ts'
import { isOutage } from './outage.ts'
import { testApp } from './test-app.ts'
import { NO_TERRITORY } from './within.ts'

test('a connection lost between two statements fails the next one, and ends nothing else', async () => {
  const { within, admin } = await testApp(Date.parse('2026-11-24T13:22:07Z'))
  const sessions = (pid: number | undefined) => sql`select from pg_stat_activity where pid = ${pid}`.execute(admin)
  const work = within(NO_TERRITORY, async (tx) => {
    const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    const pid = found.rows[0]?.pid
    await sql`select pg_terminate_backend(${pid})`.execute(admin)
    await until('the end of the session', async () => (await sessions(pid)).rows.length === 0)
    return sql`select 1`.execute(tx)
  })
  const error = await work.catch((reason: unknown) => reason)
  expect(isOutage(error)).toBe(true) // in whatever words: the server answers 503, and nobody is blamed
  const after = await within(NO_TERRITORY, (tx) => sql`select 1`.execute(tx))
  expect(after.rows).toHaveLength(1)
})
