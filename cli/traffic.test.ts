import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testServer } from '../server/api/test-server.ts'
import { testApp } from '../server/database/test-app.ts'
import { testDatabase } from '../server/database/test-database.ts'
import { openCipher } from '../server/master-key.ts'
import { loadDemonstration } from './demonstration.ts'
import { beat, desksOf } from './traffic.ts'

const MONDAY = Date.parse('2026-11-23T08:30:00Z')

test('traffic brings requests from the call to a booked place, through the API alone', async () => {
  const app = await testApp(MONDAY)
  const settings = { dataFolder: await mkdtemp(join(tmpdir(), 'traffic-')) }
  await loadDemonstration(await testDatabase(), { settings, now: app.clock, keys: ['NVF'] })
  const server = await testServer({ ...app, cipher: await openCipher(settings) })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const [desk] = desksOf({ url: `http://127.0.0.1:${port}`, now: app.now, keys: ['NVF'] })
  if (!desk) throw new Error('No desk')
  const before = await app.admin.selectFrom('care_request').select('id').execute()
  for (let round = 0; round < 10; round++) {
    await server.live.catchUp()
    await beat(desk)
  }
  await server.close()
  const known = new Set(before.map(({ id }) => id))
  const made = (await app.admin.selectFrom('care_request').select(['id', 'state']).execute()).filter(
    ({ id }) => !known.has(id),
  )
  expect(made).toHaveLength(10)
  expect(made.filter(({ state }) => state === 'BOOKED').length).toBeGreaterThan(2)
}, 60_000)
