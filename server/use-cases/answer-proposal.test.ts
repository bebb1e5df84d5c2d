import { beforeEach, describe, expect, test } from 'vitest'
import { MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { answerProposal } from './answer-proposal.ts'
import { bookAppointment } from './book-appointment.ts'
import { holdSlot } from './hold-slot.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

describe('a patient en sus whose window has begun', () => {
  /** From five minutes ago to in ten. */
  const proposed = async () => {
    const practitioner = await addPractitioner(app)
    const slotId = await addSlot(app, { practitioner, kind: 'en-sus', startsIn: -5 * MINUTE })
    const requestId = await addRequest(app)
    const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId, asOf })
    const wish = { requestId, holdId, idempotencyKey: app.newId(), message: null, asOf }
    const { id: appointmentId } = await bookAppointment(app, app.scope, wish)
    const actor = { ...app.scope, role: 'professional', actingFor: [practitioner.practitionerId] } as const
    return (startsAt: number | null) => {
      const hour = startsAt === null ? null : new Date(startsAt).toISOString()
      return answerProposal(app, actor, { appointmentId, answer: { answer: 'accepted', startsAt: hour } })
    }
  }

  test('accepted without an hour is expected from now on, not before they called', async () => {
    const accept = await proposed()
    app.clock += MINUTE
    expect((await accept(null)).start_at).toEqual(new Date(app.clock))
  })

  test('is not accepted for an hour that is past, nor once the window is over', async () => {
    const accept = await proposed()
    app.clock += 6 * MINUTE
    await expect(accept(NOW - 4 * MINUTE)).rejects.toMatchObject({ code: 'invalid-input' })
    app.clock += 10 * MINUTE
    await expect(accept(null)).rejects.toMatchObject({ code: 'appointment-over' })
  })
})
