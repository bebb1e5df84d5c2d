import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import type { Actor } from '../app.ts'
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
import { answerProposal } from './answer-proposal.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { extendHold } from './extend-hold.ts'
import { holdSlot } from './hold-slot.ts'
import { moveRequest } from './move-request.ts'
import { recordOutcome, withdrawOutcome } from './record-outcome.ts'
import { releaseHold } from './release-hold.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

const hold = (requestId: string, slotId: string, more = {}) =>
  holdSlot(app, app.scope, { requestId, slotId, asOf, ...more })
const book = (requestId: string, holdId: string, idempotencyKey = app.newId()) =>
  bookAppointment(app, app.scope, { requestId, holdId, idempotencyKey, message: null, asOf })
const placed = async (requestId: string, slotId: string) => book(requestId, (await hold(requestId, slotId)).id)
const slotRow = (id: string) => app.admin.selectFrom('slot').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const stateOf = async (id: string) =>
  (await app.admin.selectFrom('care_request').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const acts = async (id: string) =>
  (
    await app.admin
      .selectFrom('journal')
      .select('act')
      .where('request_id', '=', id)
      .orderBy('xid')
      .orderBy('at')
      .execute()
  ).map(({ act }) => act)
/** How many clocks of holds have rung by then. */
async function holdsEnded(now: number) {
  const clocks = () => app.admin.selectFrom('due').select('id').where('kind', '=', 'hold-expiry').execute()
  const before = await clocks()
  await runDue(app, now)
  return before.length - (await clocks()).length
}
const actingFor = (practitionerId: string): Actor => ({
  ...app.scope,
  role: 'professional',
  actingFor: [practitionerId],
})

describe('holding a place', () => {
  test('reserves it for as long as was voted, and says so to nobody twice', async () => {
    const [requestId, slotId] = [await addRequest(app, { state: 'REGULATED' }), await addSlot(app)]
    const first = await hold(requestId, slotId)
    expect(first.expiresAt).toBe(NOW + 3 * MINUTE)
    expect(await hold(requestId, slotId)).toEqual(first)
    expect(await slotRow(slotId)).toMatchObject({ free_places: 0, counted_places: 1 })
    expect(await stateOf(requestId)).toBe('SEARCHING')
    expect(await acts(requestId)).toEqual(['slot-held'])
  })

  test('is refused while another request has the place, and possible again at the end', async () => {
    const slotId = await addSlot(app)
    const first = await hold(await addRequest(app), slotId)
    const requestId = await addRequest(app)
    await expect(hold(requestId, slotId)).rejects.toMatchObject({ code: 'slot-taken' })
    app.clock += 3 * MINUTE
    const second = await hold(requestId, slotId)
    expect(second.id).not.toBe(first.id)
    expect(await holdsEnded(app.clock)).toBe(1) // the first one's end: nothing left to give back
    expect(await slotRow(slotId)).toMatchObject({ free_places: 0 })
  })

  test('ends by itself, and the place is free again', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    await hold(requestId, slotId)
    expect(await holdsEnded(NOW + 3 * MINUTE - 1)).toBe(0)
    expect(await holdsEnded(NOW + 3 * MINUTE)).toBe(1)
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1, counted_places: 0 })
    expect(await acts(requestId)).toEqual(['slot-held', 'hold-expired'])
  })

  test('can be prolonged once, and released', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    const { id: holdId } = await hold(requestId, slotId)
    expect(await extendHold(app, app.scope, { holdId })).toMatchObject({ expiresAt: NOW + 4 * MINUTE, extended: true })
    await expect(extendHold(app, app.scope, { holdId })).rejects.toMatchObject({ code: 'hold-already-extended' })
    expect(await holdsEnded(NOW + 3 * MINUTE)).toBe(0)
    await releaseHold(app, app.scope, { holdId })
    await expect(releaseHold(app, app.scope, { holdId })).rejects.toMatchObject({ code: 'hold-not-found' })
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1 })
  })

  test('of a second slot waits until the first is let go', async () => {
    const requestId = await addRequest(app)
    await hold(requestId, await addSlot(app))
    await expect(hold(requestId, await addSlot(app))).rejects.toMatchObject({ code: 'request-held-elsewhere' })
  })

  test.each([
    ['a slot past the deadline', { startsIn: 25 * HOUR }, 'too-late'],
    ['a slot for older patients', { minAgeMonths: 720 }, 'patient-too-young'],
    ['a slot already begun', { startsIn: -MINUTE }, 'already-begun'],
  ])('refuses %s, and says why', async (_, wish, reason) => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app, wish)]
    await expect(hold(requestId, slotId)).rejects.toMatchObject({ code: 'offer-ineligible', reasons: [reason] })
  })

  test('passes over a guard with a reason, which is kept; never over what was not offered', async () => {
    const override = { reason: 'Accord du médecin au téléphone' }
    const requestId = await addRequest(app)
    await hold(requestId, await addSlot(app, { minAgeMonths: 720 }), { override })
    const line = await app.admin.selectFrom('journal').select('details').executeTakeFirstOrThrow()
    expect(line.details).toMatchObject({ passedOver: ['patient-too-young'], reason: override.reason })
    const begun = await addSlot(app, { startsIn: -MINUTE })
    await expect(hold(await addRequest(app), begun, { override })).rejects.toMatchObject({ code: 'offer-ineligible' })
  })

  test('waits for the regulator when the protocol asks so', async () => {
    const requestId = await addRequest(app, { state: 'QUALIFIED' })
    await expect(hold(requestId, await addSlot(app))).rejects.toMatchObject({ code: 'regulation-needed' })
  })

  test('finds neither request nor slot of another territory', async () => {
    const other = await addTerritory(app.admin)
    const theirs = await addRequest(app, { territoryId: other.territoryId })
    await expect(hold(theirs, await addSlot(app))).rejects.toMatchObject({ code: 'request-not-found' })
    const practitioner = await addPractitioner(app, { territoryId: other.territoryId })
    const slotId = await addSlot(app, { practitioner })
    await expect(hold(await addRequest(app), slotId)).rejects.toMatchObject({ code: 'slot-not-found' })
  })
})

describe('booking', () => {
  test('turns the hold into an appointment; the same key gives the same one', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    const { id } = await hold(requestId, slotId)
    const key = app.newId()
    const appointment = await book(requestId, id, key)
    expect(appointment).toMatchObject({ status: 'booked', request_id: requestId })
    expect((await book(requestId, id, key)).id).toBe(appointment.id)
    expect(await stateOf(requestId)).toBe('BOOKED')
    expect(await slotRow(slotId)).toMatchObject({ free_places: 0 })
    const [line] = await app.admin.selectFrom('journal').selectAll().where('act', '=', 'appointment-booked').execute()
    expect(line).toMatchObject({ subject: appointment.id, as_of: asOf })
    await expect(book(await addRequest(app), id, key)).rejects.toMatchObject({ code: 'key-reused' })
  })

  test('is refused once the hold is over, and loses nothing', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    const { id } = await hold(requestId, slotId)
    app.clock += 3 * MINUTE
    await expect(book(requestId, id)).rejects.toMatchObject({ code: 'hold-expired' })
    expect(await stateOf(requestId)).toBe('SEARCHING')
  })

  test('is refused for a request that has its appointment', async () => {
    const requestId = await addRequest(app)
    await placed(requestId, await addSlot(app))
    await expect(hold(requestId, await addSlot(app))).rejects.toMatchObject({ code: 'request-already-placed' })
  })

  test('never puts two ordinary appointments of a professional at one time', async () => {
    const practitioner = await addPractitioner(app)
    const [first, second] = [
      await addSlot(app, { practitioner }),
      await addSlot(app, { practitioner, startsIn: 25 * MINUTE }),
    ]
    await placed(await addRequest(app), first)
    await expect(placed(await addRequest(app), second)).rejects.toMatchObject({ code: 'time-taken' })
  })

  test('cancelled, frees the place at once and the request waits again', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    const { id: appointmentId } = await placed(requestId, slotId)
    const cancel = () => cancelAppointment(app, app.scope, { appointmentId, by: 'patient', reason: 'Va mieux' })
    expect(await cancel()).toMatchObject({ status: 'cancelled', cancelled_by: 'patient' })
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1, counted_places: 0 })
    expect(await stateOf(requestId)).toBe('CANCELLED')
    await expect(cancel()).rejects.toMatchObject({ code: 'appointment-over' })
    await moveRequest(app, app.scope, { requestId, to: 'SEARCHING', reason: null })
    expect((await placed(requestId, slotId)).status).toBe('booked')
  })
})

describe('a patient en sus', () => {
  const proposed = async () => {
    const practitioner = await addPractitioner(app)
    const slotId = await addSlot(app, { practitioner, kind: 'en-sus' })
    const requestId = await addRequest(app)
    const appointment = await placed(requestId, slotId)
    return { ...practitioner, slotId, requestId, appointmentId: appointment.id, appointment }
  }

  test('is proposed, and the professional says yes at their hour', async () => {
    const { practitionerId, requestId, appointmentId, appointment } = await proposed()
    expect(appointment.status).toBe('pending')
    expect(await stateOf(requestId)).toBe('PROPOSED')
    const startsAt = new Date(appointment.start_at.getTime() + 5 * MINUTE).toISOString()
    const answer = { answer: 'accepted', startsAt } as const
    const accepted = await answerProposal(app, actingFor(practitionerId), { appointmentId, answer })
    expect(accepted).toMatchObject({ status: 'booked', start_at: new Date(startsAt) })
    expect(await stateOf(requestId)).toBe('BOOKED')
  })

  test('may be declined: the place is free and the search goes on', async () => {
    const { practitionerId, requestId, appointmentId, slotId } = await proposed()
    const answer = { answer: 'declined', reason: null } as const
    await answerProposal(app, actingFor(practitionerId), { appointmentId, answer })
    expect(await stateOf(requestId)).toBe('SEARCHING')
    expect(await slotRow(slotId)).toMatchObject({ free_places: 1 })
  })

  test('is nobody else’s to answer', async () => {
    const { appointmentId } = await proposed()
    const stranger = actingFor((await addPractitioner(app)).practitionerId)
    const answer = { answer: 'declined', reason: null } as const
    await expect(answerProposal(app, stranger, { appointmentId, answer })).rejects.toMatchObject({
      code: 'appointment-not-found',
    })
  })
})

describe('the outcome', () => {
  const visit = async (attendingId?: string) => {
    const practitioner = await addPractitioner(app)
    const requestId = await addRequest(app, attendingId ? { attendingId } : {})
    const { id: appointmentId } = await placed(requestId, await addSlot(app, { practitioner }))
    app.clock += HOUR
    return { ...practitioner, requestId, appointmentId }
  }

  test('is said by the professional from whatever territory, replaced, and taken back', async () => {
    const { practitionerId, requestId, appointmentId } = await visit()
    const elsewhere = { ...(await addTerritory(app.admin)), role: 'professional', actingFor: [practitionerId] } as const
    const say = (outcome: 'came' | 'did-not-come') =>
      recordOutcome(app, elsewhere, { appointmentId, outcome, majoration: null, feedback: null })
    expect(await say('did-not-come')).toMatchObject({ status: 'noshow' })
    expect(await stateOf(requestId)).toBe('NO_SHOW')
    expect(await say('came')).toMatchObject({ status: 'fulfilled', outcome: 'came' })
    expect(await stateOf(requestId)).toBe('FULFILLED')
    await withdrawOutcome(app, elsewhere, { appointmentId })
    expect(await stateOf(requestId)).toBe('BOOKED')
  })

  test.each(['professional', 'delegate'] as const)(
    'is nobody else’s to say, nor to cancel: not a colleague %s’s',
    async (role) => {
      const { appointmentId, requestId } = await visit()
      const stranger = { ...actingFor((await addPractitioner(app)).practitionerId), role }
      const said = { appointmentId, outcome: 'came', majoration: null, feedback: null } as const
      const unknown = { code: 'appointment-not-found' }
      await expect(recordOutcome(app, stranger, said)).rejects.toMatchObject(unknown)
      await expect(withdrawOutcome(app, stranger, { appointmentId })).rejects.toMatchObject(unknown)
      const cancel = cancelAppointment(app, stranger, { appointmentId, by: 'patient', reason: 'Va mieux' })
      await expect(cancel).rejects.toMatchObject(unknown)
      expect(await stateOf(requestId)).toBe('BOOKED')
    },
  )

  test('carries a word to the requester and the médecin traitant, sealed', async () => {
    const attending = await addPractitioner(app)
    const { practitionerId, requestId, appointmentId } = await visit(attending.practitionerId)
    const feedback = { code: 'see-again', text: 'À revoir sous 8 jours' } as const
    const said = { appointmentId, outcome: 'came', majoration: 'SNP', feedback } as const
    expect(await recordOutcome(app, actingFor(practitionerId), said)).toMatchObject({ majoration: 'SNP' })
    expect(await stateOf(requestId)).toBe('FEEDBACK_SENT')
    const row = await app.admin.selectFrom('care_feedback').selectAll().executeTakeFirstOrThrow()
    expect(row.attending_id).toBe(attending.practitionerId)
    expect(row.content?.includes('revoir')).toBe(false)
    expect(app.cipher.open(row.territory_id, `${row.id}/content`, row.content ?? Buffer.alloc(0))).toBe(feedback.text)
  })

  test('did not come cannot be said before the hour', async () => {
    const { practitionerId, appointmentId } = await visit()
    app.clock = NOW
    const said = { appointmentId, outcome: 'did-not-come', majoration: null, feedback: null } as const
    await expect(recordOutcome(app, actingFor(practitionerId), said)).rejects.toMatchObject({
      code: 'outcome-too-early',
    })
  })
})
