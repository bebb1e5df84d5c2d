import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../domain/time/interval.ts'
import { listOpenRequests } from './request-reads.ts'
import { addRequest, addSlot, type TestApp, testApp } from './test-app.ts'

const NOW = Date.parse('2026-11-24T13:22:07Z')

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

async function addAppointment(requestId: string, status: 'booked' | 'noshow', bookedAt = NOW): Promise<void> {
  const slot = await app.admin
    .selectFrom('slot')
    .innerJoin('place', 'place.slot_id', 'slot.id')
    .select(['practitioner_id', 'location_id', 'slot_id', 'place.id as place_id', 'kind', 'modality'])
    .select(['start_at', 'end_at'])
    .where('slot.id', '=', await addSlot(app))
    .executeTakeFirstOrThrow()
  await app.admin
    .insertInto('appointment')
    .values({
      ...slot,
      id: randomUUID(),
      territory_id: app.scope.territoryId,
      request_id: requestId,
      status,
      outcome: status === 'noshow' ? 'did-not-come' : null,
      idempotency_key: randomUUID(),
      counts_to_cap: true,
      with_attending: false,
      booked_by: randomUUID(),
      booked_at: new Date(bookedAt),
    })
    .execute()
}
const queue = async () =>
  (await app.within(app.scope, (tx) => listOpenRequests(tx, new Date(app.now())))).map(({ id }) => id)

describe('the queue', () => {
  test('shows once a patient who did not come and has another appointment', async () => {
    const requestId = await addRequest(app, { state: 'BOOKED' })
    await addAppointment(requestId, 'noshow', NOW - DAY)
    await addAppointment(requestId, 'booked')
    expect(await queue()).toEqual([requestId])
  })

  test('lets go, after two days, a visit of which nobody said anything', async () => {
    const visited = await addRequest(app, { state: 'BOOKED' })
    await addAppointment(visited, 'booked')
    const waiting = await addRequest(app)
    expect((await queue()).sort()).toEqual([visited, waiting].sort())
    app.clock += 2 * DAY + DAY / 24
    expect(await queue()).toEqual([waiting])
  })
})
