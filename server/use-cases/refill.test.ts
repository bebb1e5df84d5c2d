import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { listOpenRequests } from '../database/request-reads.ts'
import {
  addPractitioner,
  addRequest,
  addSlot,
  addTerritory,
  asOf,
  NOW,
  type TestApp,
  testApp,
} from '../database/test-app.ts'
import { runDue } from '../jobs/run-due.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { holdSlot } from './hold-slot.ts'
import { closeRequest, moveRequest } from './move-request.ts'
import { passRefill } from './pass-refill.ts'
import { releaseHold } from './release-hold.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

const hold = (requestId: string, slotId: string) => holdSlot(app, app.scope, { requestId, slotId, asOf })
async function placed(requestId: string, slotId: string) {
  const { id: holdId } = await hold(requestId, slotId)
  const wish = { holdId, requestId, idempotencyKey: randomUUID(), message: null, asOf }
  return bookAppointment(app, app.scope, wish)
}
/** Of each open request of the queue: which freed slot is put before it. */
async function queue(scope = app.scope): Promise<Record<string, string | null>> {
  const rows = await app.within(scope, (tx) => listOpenRequests(tx, new Date(app.clock)))
  return Object.fromEntries(rows.map(({ id, refill_slot_id }) => [id, refill_slot_id]))
}
async function refillOf(requestId: string) {
  const rows = await app.admin.selectFrom('slot_refill').selectAll().where('request_id', '=', requestId).execute()
  return rows.at(-1)
}
const tick = () => runDue(app, app.clock)
/** The clocks that were set while the world was arranged have nothing to say. */
const settle = () => app.admin.deleteFrom('due').where('kind', '=', 'slot-refill').execute()
const due = (requestId: string, inMinutes: number) =>
  app.admin
    .updateTable('care_request')
    .set({ due_at: new Date(NOW + inMinutes * MINUTE) })
    .where('id', '=', requestId)
    .execute()

describe('a place that comes free', () => {
  test('by a cancellation is put before the waiting request that it fits best, within a minute', async () => {
    const slotId = await addSlot(app, { startsIn: 3 * HOUR })
    const appointment = await placed(await addRequest(app), slotId)
    const [later, first] = [await addRequest(app), await addRequest(app)]
    await due(first, 4 * 60)
    app.clock += 10 * MINUTE
    await cancelAppointment(app, app.scope, { appointmentId: appointment.id, by: 'patient', reason: 'Va mieux' })
    expect(await queue()).toMatchObject({ [first]: null, [later]: null })

    app.clock += MINUTE
    await tick()
    expect(await queue()).toMatchObject({ [first]: slotId, [later]: null })
    expect(await refillOf(first)).toMatchObject({ proposed_at: new Date(app.clock), ended_at: null })
    const lines = await app.admin.selectFrom('journal').selectAll().where('act', '=', 'refill-proposed').execute()
    expect(lines).toMatchObject([{ request_id: first, actor: 'clock', details: { slotId } }])
  })

  test.each([
    ['the end of a hold', () => (app.clock += 3 * MINUTE)],
    ['its release', async (holdId: string) => releaseHold(app, app.scope, { holdId })],
  ])('by %s goes to somebody else than who held it', async (_how, end) => {
    const slotId = await addSlot(app, { startsIn: HOUR })
    const [holder, other] = [await addRequest(app), await addRequest(app)]
    await due(holder, 90)
    await settle()
    await end((await hold(holder, slotId)).id)
    await tick()
    expect(await queue()).toMatchObject({ [holder]: null, [other]: slotId })
  })

  test('because it was just shared goes to who waits, their own médecin traitant first', async () => {
    const practitioner = await addPractitioner(app)
    const [pressed, own] = [await addRequest(app), await addRequest(app, { attendingId: practitioner.practitionerId })]
    await due(pressed, 30)
    const slotId = await addSlot(app, { practitioner })
    await tick()
    expect(await queue()).toMatchObject({ [own]: slotId, [pressed]: null })
  })

  test('is put before one request only, and each request has one', async () => {
    const [one, other] = [await addRequest(app), await addRequest(app)]
    await due(one, 60)
    const slots = [await addSlot(app), await addSlot(app), await addSlot(app)]
    await tick()
    const shown = await queue()
    expect(slots).toEqual(expect.arrayContaining([shown[one], shown[other]]))
    expect(shown[one]).not.toBe(shown[other])
    expect(await tick()).toBe(0)
  })

  test.each([
    ['closed', { state: 'CLOSED' }],
    ['waiting for its regulator', { state: 'QUALIFIED' }],
    ['placed', { state: 'BOOKED' }],
  ])('is not put before a request that is %s', async (_what, wish) => {
    const requestId = await addRequest(app, wish)
    await addRequest(app) // so that the clock is set
    await due(requestId, 25)
    await addSlot(app)
    await tick()
    expect(await refillOf(requestId)).toBeUndefined()
  })

  test.each([
    [
      'begins after the deadline',
      async (slotId: string) =>
        setSlot(slotId, { start_at: new Date(NOW + 25 * HOUR), end_at: new Date(NOW + 26 * HOUR) }),
    ],
    ['is for others', async (slotId: string) => setSlot(slotId, { min_age_months: 720 })],
    ['is for other reasons', async (slotId: string) => setSlot(slotId, { reasons: ['Plaies'] })],
    [
      'was taken back',
      async (slotId: string) => setSlot(slotId, { withdrawn_at: new Date(NOW), withdrawn_by: 'professional' }),
    ],
    ['is the professional’s own again', async (slotId: string) => setSlot(slotId, { release_at: new Date(NOW) })],
    ['has begun', async (slotId: string) => setSlot(slotId, { start_at: new Date(NOW - MINUTE) })],
  ])('is put before nobody when it %s', async (_why, change) => {
    const requestId = await addRequest(app)
    await change(await addSlot(app))
    await tick()
    expect(await refillOf(requestId)).toBeUndefined()
  })

  const setSlot = (slotId: string, change: object) =>
    app.admin.updateTable('slot').set(change).where('id', '=', slotId).execute()

  test('of a professional who has seen enough is put before their own patients only', async () => {
    const practitioner = await addPractitioner(app)
    const { practitionerId } = practitioner
    await app.admin.insertInto('agenda_settings').values({ practitioner_id: practitionerId, daily_cap: 0 }).execute()
    const [stranger, own] = [await addRequest(app), await addRequest(app, { attendingId: practitionerId })]
    const slots = [await addSlot(app, { practitioner }), await addSlot(app, { practitioner, startsIn: HOUR })]
    await tick()
    expect(slots).toContain((await queue())[own])
    expect(await refillOf(stranger)).toBeUndefined()
  })

  test('is told to each territory that sees it, of its own requests', async () => {
    const practitioner = await addPractitioner(app)
    const neighbour = await addTerritory(app.admin)
    const audience = { practitioner_id: practitioner.practitionerId, territory_id: neighbour.territoryId }
    await app.admin
      .insertInto('audience')
      .values({ ...audience, standing: 'neighbour', during: '[2020-01-01,)' })
      .execute()
    const [ours, theirs] = [await addRequest(app), await addRequest(app, { territoryId: neighbour.territoryId })]
    const slotId = await addSlot(app, { practitioner })
    await tick()
    expect(await queue()).toEqual({ [ours]: slotId })
    expect(await queue(neighbour)).toEqual({ [theirs]: slotId })
  })
})

describe('what is put before a request', () => {
  async function proposed() {
    const [first, second] = [await addRequest(app), await addRequest(app)]
    await due(first, 12 * 60)
    const slotId = await addSlot(app, { startsIn: 2 * HOUR })
    await tick()
    const refill = await refillOf(first)
    if (!refill) throw new Error('Nothing was proposed')
    return { first, second, slotId, refillId: refill.id }
  }

  test('goes to the next one at once when it is passed over, and never comes back', async () => {
    const { first, second, slotId, refillId } = await proposed()
    await passRefill(app, app.scope, { refillId })
    expect(await queue()).toMatchObject({ [first]: null, [second]: slotId })
    expect(await refillOf(first)).toMatchObject({ ending: 'passed' })
    await passRefill(app, app.scope, { refillId })
    await tick()
    expect(await queue()).toMatchObject({ [first]: null, [second]: slotId })
    await passRefill(app, app.scope, { refillId: (await refillOf(second))?.id ?? '' })
    expect(await queue()).toMatchObject({ [first]: null, [second]: null })
  })

  test('ends when the request takes it', async () => {
    const { first, slotId } = await proposed()
    await placed(first, slotId)
    expect(await refillOf(first)).toMatchObject({ ending: 'taken' })
    expect(await queue()).toMatchObject({ [first]: null })
  })

  test('is no longer shown when somebody else has it, and again once they let go', async () => {
    const { first, second, slotId } = await proposed()
    const { id: holdId } = await hold(second, slotId)
    expect(await queue()).toMatchObject({ [first]: null, [second]: null })
    await releaseHold(app, app.scope, { holdId })
    await tick()
    expect(await queue()).toMatchObject({ [first]: slotId, [second]: null })
  })

  test.each([
    ['is placed elsewhere', async (id: string) => placed(id, await addSlot(app, { startsIn: 5 * HOUR }))],
    ['is closed', (id: string) => closeRequest(app, app.scope, { requestId: id, as: 'abandoned', reason: 'Parti' })],
    [
      'goes back to the regulator',
      (id: string) => moveRequest(app, app.scope, { requestId: id, to: 'QUALIFIED', reason: 'Fièvre' }),
    ],
  ])('goes to the next one when the request %s', async (_why, leave) => {
    const { first, second, slotId } = await proposed()
    await leave(first)
    await tick()
    expect(await queue()).toMatchObject({ [second]: slotId })
    expect(await refillOf(first)).toMatchObject({ ending: 'gone' })
  })

  test.each([
    ['begins', () => (app.clock += 2 * HOUR)],
    ['is released', (slotId: string) => setRelease(slotId)],
  ])('is no longer shown once the place %s', async (_what, pass) => {
    const { first, slotId } = await proposed()
    await pass(slotId)
    expect((await queue())[first]).toBeNull()
  })

  const setRelease = (slotId: string) =>
    app.admin
      .updateTable('slot')
      .set({ release_at: new Date(app.clock) })
      .where('id', '=', slotId)
      .execute()

  test('is not for another territory to pass over', async () => {
    const { refillId } = await proposed()
    const other = await addTerritory(app.admin)
    await expect(passRefill(app, other, { refillId })).rejects.toMatchObject({ code: 'refill-not-found' })
  })
})

describe('while somebody works on it', () => {
  test('a clock waits for nobody: it comes back a second later', async () => {
    const requestId = await addRequest(app)
    const slotId = await addSlot(app)
    await app.within(app.scope, async (tx) => {
      await tx.selectFrom('slot').select('id').where('id', '=', slotId).forUpdate().execute()
      await tick()
      expect(await refillOf(requestId)).toBeUndefined()
    })
    await app.within(app.scope, async (tx) => {
      await tx.selectFrom('care_request').select('id').where('id', '=', requestId).forUpdate().execute()
      app.clock += 1_000
      await tick()
      expect(await refillOf(requestId)).toBeUndefined()
    })
    app.clock += 1_000
    await tick()
    expect(await queue()).toEqual({ [requestId]: slotId })
  })
})
