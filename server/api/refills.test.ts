import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RequestRow, RequestView } from '../../contract/requests.ts'
import { HOUR } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { runDue } from '../jobs/run-due.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

let app: TestApp
let server: TestServer
let cookie: string
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  ;({ cookie } = await signInAs(app, 'operator'))
})
afterEach(() => server.close())

const get = async (path: string) => (await server.inject({ url: `/api${path}`, headers: { cookie } })).json()
const refills = async () =>
  Object.fromEntries(
    ((await get('/requests')) as { requests: RequestRow[] }).requests.map(({ id, refill }) => [id, refill]),
  )

test('a place that came free is shown in the queue and in the request, with whose it is and when', async () => {
  const requestId = await addRequest(app)
  const practitioner = await addPractitioner(app)
  const slotId = await addSlot(app, { practitioner, startsIn: 3 * HOUR })
  await runDue(app, app.clock)
  const shown = (await refills())[requestId]
  expect(shown).toMatchObject({
    slotId,
    startsAt: new Date(NOW + 3 * HOUR).toISOString(),
    proposedAt: new Date(NOW).toISOString(),
  })
  expect(shown?.practitioner).toMatch(/^Dr Camille Essai/)
  expect(RequestView.parse(await get(`/requests/${requestId}`)).refill).toEqual(shown)
})

test('what is shown of a request without solution stays in the queue for as long as a place is put before it', async () => {
  const requestId = await addRequest(app, { state: 'UNPLACED' })
  const long = { moved_at: new Date(NOW - 72 * HOUR), due_at: new Date(NOW + 24 * HOUR) }
  await app.admin.updateTable('care_request').set(long).where('id', '=', requestId).execute()
  expect(await refills()).toEqual({})
  await addSlot(app)
  await runDue(app, app.clock)
  expect((await refills())[requestId]).not.toBeNull()
})

test('passing it over puts it before the next request at once', async () => {
  const [one, other] = [await addRequest(app), await addRequest(app)]
  const slotId = await addSlot(app)
  await runDue(app, app.clock)
  const before = await refills()
  const [first, second] = before[one] ? [one, other] : [other, one]
  const url = `/api/refills/${before[first]?.id}/pass`
  const answer = await server.inject({ method: 'POST', url, headers: { cookie } })
  expect([answer.statusCode, answer.body]).toEqual([204, ''])
  expect(await refills()).toMatchObject({ [first]: null, [second]: { slotId } })
  expect((await server.inject({ method: 'POST', url, headers: { cookie } })).statusCode).toBe(204)
})
