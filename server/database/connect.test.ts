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

interface Gate {
  readonly promise: Promise<void>
  readonly open: () => void
}

function gate(): Gate {
  let open: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open: () => open() }
}

test('of two transactions that wait for one another, the one that PostgreSQL ends is begun again', async () => {
  const { within } = await testApp(Date.parse('2026-11-24T13:22:07Z'))
  let begun = 0
  const locking = (first: number, second: number, mine: Gate, other: Gate) =>
    within(NO_TERRITORY, async (tx) => {
      begun++
      await sql`select pg_advisory_xact_lock(7, ${first}::int)`.execute(tx)
      mine.open()
      await other.promise
      await sql`select pg_advisory_xact_lock(7, ${second}::int)`.execute(tx)
    })
  const [one, other] = [gate(), gate()]
  await Promise.all([locking(1, 2, one, other), locking(2, 1, other, one)])
  expect(begun).toBe(3)
})
