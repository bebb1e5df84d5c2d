import { MINUTE } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { type Appointment, type AppointmentChange, saveAppointment } from '../database/booking.ts'
import { refusingConflicts } from '../database/conflicts.ts'
import { refuse } from '../refusal.ts'
import { lockBoth } from './cancel-appointment.ts'
import { moveTo } from './move-to.ts'

interface AnswerProposal {
  readonly appointmentId: string
  readonly answer:
    | { readonly answer: 'accepted'; readonly startsAt: string | null }
    | { readonly answer: 'declined'; readonly reason: string | null }
}

/** The professional's yes or no to a patient en sus. A yes may say when, inside what they had opened and not in the past. */
export function answerProposal(
  app: App,
  actor: Actor,
  { appointmentId, answer }: AnswerProposal,
): Promise<Appointment> {
  const at = app.now()
  const work = app.within(actor, async (tx) => {
    const { request, appointment } = await lockBoth(tx, actor, appointmentId)
    if (!actor.actingFor?.includes(appointment.practitioner_id)) refuse('appointment-not-found')
    if (appointment.status !== 'pending') refuse('appointment-over')
    const answered = await saveAppointment(tx, appointmentId, changeFor(appointment, answer, at))
    const accepts = answer.answer === 'accepted'
    await moveTo(app, tx, actor, request, accepts ? 'BOOKED' : 'SEARCHING', at, {
      act: accepts ? 'proposal-accepted' : 'proposal-declined',
      subject: appointmentId,
      practitionerIds: [appointment.practitioner_id],
      details: accepts ? { startsAt: answered.start_at.toISOString() } : { reason: answered.cancel_reason },
    })
    return answered
  })
  return refusingConflicts(work)
}

/** Hours are said to the minute, and the answer travels. */
const LATELY = 5 * MINUTE

function changeFor({ start_at, end_at }: Appointment, answer: AnswerProposal['answer'], at: number): AppointmentChange {
  const answered_at = new Date(at)
  if (answer.answer === 'declined') {
    const why = { cancelled_by: 'professional', cancel_reason: answer.reason } as const
    return { ...why, status: 'cancelled', answered_at, cancelled_at: answered_at }
  }
  const earliest = Math.max(start_at.getTime(), at)
  if (earliest >= end_at.getTime()) refuse('appointment-over')
  const wanted = new Date(answer.startsAt ?? earliest)
  if (wanted < start_at || wanted.getTime() < at - LATELY || wanted >= end_at) refuse('invalid-input', ['startsAt'])
  return { status: 'booked', answered_at, start_at: wanted }
}
