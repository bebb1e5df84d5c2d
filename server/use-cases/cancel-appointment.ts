import { can } from '../../domain/access/roles.ts'
import type { AsOf } from '../../domain/journal/line.ts'
import type { Actor, App } from '../app.ts'
import { type Appointment, findRequestOfAppointment, lockAppointment, saveAppointment } from '../database/booking.ts'
import { lockRequest } from '../database/requests.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

interface CancelAppointment {
  readonly appointmentId: string
  readonly by: 'patient' | 'professional' | 'operator'
  readonly reason: string
  readonly asOf?: AsOf | undefined
}

/** Cancels an appointment to come: its place is free at once, and its request waits again. */
export function cancelAppointment(
  app: App,
  actor: Actor,
  { appointmentId, by, reason, asOf }: CancelAppointment,
): Promise<Appointment> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const { request, appointment } = await lockBoth(tx, actor, appointmentId)
    if (!['pending', 'booked'].includes(appointment.status)) refuse('appointment-over')
    const cancelled = await saveAppointment(tx, appointmentId, {
      status: 'cancelled',
      cancelled_at: new Date(at),
      cancelled_by: by,
      cancel_reason: reason,
    })
    await moveTo(app, tx, actor, request, appointment.status === 'pending' ? 'SEARCHING' : 'CANCELLED', at, {
      act: 'appointment-cancelled',
      subject: appointmentId,
      details: { by, reason },
      asOf,
      practitionerIds: [appointment.practitioner_id],
    })
    return cancelled
  })
}

/**
 * Locks an appointment and its request, the request first as everybody does. To whoever has an agenda, a colleague's
 * appointment does not exist.
 */
export async function lockBoth(tx: Tx, { role, actingFor = [] }: Actor, appointmentId: string) {
  const requestId = (await findRequestOfAppointment(tx, appointmentId)) ?? refuse('appointment-not-found')
  const request = (await lockRequest(tx, requestId)) ?? refuse('appointment-not-found')
  const appointment = (await lockAppointment(tx, appointmentId)) ?? refuse('appointment-not-found')
  const isTheirs = !can(role, 'agenda:own') || actingFor.includes(appointment.practitioner_id)
  return isTheirs ? { request, appointment } : refuse('appointment-not-found')
}
