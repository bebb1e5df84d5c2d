import { isTooEarly, type Majoration, type Outcome, stateAfter, statusAfter } from '../../domain/booking/outcome.ts'
import type { Actor, App } from '../app.ts'
import { type Appointment, insertFeedback, saveAppointment } from '../database/booking.ts'
import type { CareRequest } from '../database/requests.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { lockBoth } from './cancel-appointment.ts'
import { moveTo } from './move-to.ts'

export interface Feedback {
  readonly code: 'treated' | 'see-again' | 'exam-pending' | 'other'
  readonly text: string | null
}

interface RecordOutcome {
  readonly appointmentId: string
  readonly outcome: Outcome
  readonly majoration: Majoration | null
  readonly feedback: Feedback | null
}

/** Says what became of an appointment, with a word for the requester and the médecin traitant. Said again, it replaces. */
export function recordOutcome(
  app: App,
  actor: Actor,
  { appointmentId, outcome, majoration, feedback }: RecordOutcome,
): Promise<Appointment> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const { request, appointment } = await lockBoth(tx, actor, appointmentId)
    if (!['booked', 'fulfilled', 'noshow'].includes(appointment.status)) refuse('appointment-over')
    if (wasReplaced(appointment, request)) refuse('appointment-over')
    if (isTooEarly(outcome, appointment.start_at.getTime(), at)) refuse('outcome-too-early')
    const said = await saveAppointment(tx, appointmentId, {
      status: statusAfter(outcome),
      outcome,
      outcome_at: new Date(at),
      outcome_by: actor.actor,
      majoration,
    })
    const step = { subject: appointmentId, practitionerIds: touched(appointment, request) }
    const details = { outcome, ...(majoration && { majoration }) }
    const to = stateAfter(outcome)
    await moveTo(app, tx, actor, request, to, at, { ...step, act: 'outcome-recorded', details })
    if (feedback) {
      await keepFeedback(app, tx, appointment, request, feedback)
      const after = { ...request, state: to }
      const act = { ...step, act: 'feedback-sent', details: { code: feedback.code } } as const
      await moveTo(app, tx, actor, after, 'FEEDBACK_SENT', at, act)
    }
    return said
  })
}

/** Takes back what was said, as long as nobody closed the request. */
export function withdrawOutcome(
  app: App,
  actor: Actor,
  { appointmentId }: { readonly appointmentId: string },
): Promise<Appointment> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const { request, appointment } = await lockBoth(tx, actor, appointmentId)
    if (!appointment.outcome || wasReplaced(appointment, request)) refuse('appointment-over')
    const nothing = { outcome: null, outcome_at: null, outcome_by: null, majoration: null }
    const open = await saveAppointment(tx, appointmentId, { status: 'booked', ...nothing })
    const step = { subject: appointmentId, practitionerIds: touched(appointment, request) }
    await moveTo(app, tx, actor, request, 'BOOKED', at, { ...step, act: 'outcome-withdrawn' })
    return open
  })
}

/** A patient who did not come may have another appointment since: what was said of the first one stays. */
const wasReplaced = ({ outcome }: Appointment, { state }: CareRequest): boolean =>
  outcome !== null && (state === 'BOOKED' || state === 'PROPOSED')

const touched = ({ practitioner_id }: Appointment, { need }: CareRequest): string[] =>
  need.attendingId ? [practitioner_id, need.attendingId] : [practitioner_id]

async function keepFeedback(
  { newId, now, cipher }: App,
  tx: Tx,
  { id: appointmentId, territory_id, practitioner_id }: Appointment,
  { id: requestId, need }: CareRequest,
  { code, text }: Feedback,
): Promise<void> {
  const id = newId()
  await insertFeedback(tx, {
    id,
    territory_id,
    request_id: requestId,
    appointment_id: appointmentId,
    practitioner_id,
    attending_id: need.attendingId,
    code,
    key_id: cipher.keyId,
    content: text === null ? null : cipher.seal(territory_id, `${id}/content`, text),
    at: new Date(now()),
  })
}
