import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR } from '../../domain/time/interval.ts'
import { addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { bookAppointment } from './book-appointment.ts'
import { holdSlot } from './hold-slot.ts'
import { recordOutcome, withdrawOutcome } from './record-outcome.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

async function place(requestId: string): Promise<string> {
  const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId: await addSlot(app), asOf })
  const wish = { requestId, holdId, idempotencyKey: app.newId(), message: null, asOf }
  return (await bookAppointment(app, app.scope, wish)).id
}
const say = (appointmentId: string, outcome: 'came' | 'did-not-come') =>
  recordOutcome(app, app.scope, { appointmentId, outcome, majoration: null, feedback: null })

describe('a patient who did not come and has another appointment', () => {
  const twice = async () => {
    const requestId = await addRequest(app)
    const first = await place(requestId)
    app.clock += HOUR
    await say(first, 'did-not-come')
    return { requestId, first, second: await place(requestId) }
  }

  test('keeps what was said of the first one', async () => {
    const { requestId, first } = await twice()
    await expect(withdrawOutcome(app, app.scope, { appointmentId: first })).rejects.toMatchObject({
      code: 'appointment-over',
    })
    await expect(say(first, 'came')).rejects.toMatchObject({ code: 'appointment-over' })
    const { state } = await app.admin
      .selectFrom('care_request')
      .select('state')
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow()
    expect(state).toBe('BOOKED')
  })

  test('has an outcome of the second one like any other', async () => {
    const { second } = await twice()
    app.clock += HOUR
    expect(await say(second, 'came')).toMatchObject({ status: 'fulfilled' })
    expect(await withdrawOutcome(app, app.scope, { appointmentId: second })).toMatchObject({ status: 'booked' })
  })
})
