import { beforeEach, describe, expect, test } from 'vitest'
import { addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { bookAppointment } from './book-appointment.ts'
import { holdSlot } from './hold-slot.ts'
import { closeRequest, moveRequest } from './move-request.ts'
import { takeRequest } from './take-request.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

async function book(requestId: string): Promise<void> {
  const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId: await addSlot(app), asOf })
  await bookAppointment(app, app.scope, { requestId, holdId, idempotencyKey: app.newId(), message: null, asOf })
}
const slotRow = (id: string) => app.admin.selectFrom('slot').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const stateOf = async (id: string) =>
  (await app.admin.selectFrom('care_request').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const acts = async (id: string) =>
  (await app.admin.selectFrom('journal').select('act').where('request_id', '=', id).orderBy('xid').execute()).map(
    ({ act }) => act,
  )

describe('moving a request', () => {
  test('only the regulator decides; giving it back asks why', async () => {
    const requestId = await addRequest(app, { state: 'QUALIFIED' })
    const decide = {
      requestId,
      to: 'REGULATED',
      reason: null,
      regulation: { by: 'Dr Roux', priority: 'P2', careLevel: 'R3' },
    } as const
    await expect(moveRequest(app, app.scope, decide)).rejects.toMatchObject({ code: 'move-impossible' })
    await moveRequest(app, { ...app.scope, role: 'regulator' }, decide)
    const back = { requestId, to: 'QUALIFIED', reason: null } as const
    await expect(moveRequest(app, app.scope, back)).rejects.toMatchObject({ code: 'reason-needed' })
    await moveRequest(app, app.scope, { ...back, reason: 'La patiente va moins bien' })
    expect(await stateOf(requestId)).toBe('QUALIFIED')
  })

  test('one that waits for the regulator cannot be without solution, which would open the search', async () => {
    const requestId = await addRequest(app, { state: 'QUALIFIED' })
    const close = closeRequest(app, app.scope, { requestId, as: 'unplaced', reason: 'Aucun créneau' })
    await expect(close).rejects.toMatchObject({ code: 'regulation-needed' })
  })

  test('back to the search takes back what was proposed, so that another place can be booked', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app, { kind: 'en-sus' })]
    const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId, asOf })
    await bookAppointment(app, app.scope, { requestId, holdId, idempotencyKey: app.newId(), message: null, asOf })
    expect(await stateOf(requestId)).toBe('PROPOSED')
    await moveRequest(app, app.scope, { requestId, to: 'SEARCHING', reason: null })
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1 })
    await book(requestId)
    expect(await stateOf(requestId)).toBe('BOOKED')
  })

  test.each([
    ['advice', 'CLOSED'],
    ['emergency', 'REORIENTED_AMU'],
    ['unplaced', 'UNPLACED'],
    ['abandoned', 'ABANDONED'],
  ] as const)('closing as %s asks why, lets the held place go, and ends in %s', async (as, state) => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    await holdSlot(app, app.scope, { requestId, slotId, asOf })
    await expect(closeRequest(app, app.scope, { requestId, as, reason: null })).rejects.toMatchObject({
      code: 'reason-needed',
    })
    await closeRequest(app, app.scope, { requestId, as, reason: 'Motif' })
    expect(await stateOf(requestId)).toBe(state)
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1 })
  })

  test('cannot close what has an appointment to come', async () => {
    const requestId = await addRequest(app)
    await book(requestId)
    const closing = closeRequest(app, app.scope, { requestId, as: 'abandoned', reason: 'Motif' })
    await expect(closing).rejects.toMatchObject({ code: 'move-impossible' })
  })

  test('taking one puts a name on it; handing over takes it off', async () => {
    const requestId = await addRequest(app)
    await takeRequest(app, app.scope, { requestId, release: false, note: null })
    await takeRequest(app, app.scope, { requestId, release: false, note: null })
    await takeRequest(app, app.scope, { requestId, release: true, note: 'Rappeler à 15 h' })
    expect(await acts(requestId)).toEqual(['request-taken', 'request-handed-over'])
  })
})
