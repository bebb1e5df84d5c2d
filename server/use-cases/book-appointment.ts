import type { SlotRecord } from '../../domain/availability/picture.ts'
import { isLive } from '../../domain/booking/hold.ts'
import type { AsOf } from '../../domain/journal/line.ts'
import type { Actor, App } from '../app.ts'
import {
  type Appointment,
  dropHold,
  findAppointmentByKey,
  findCurrentAppointment,
  findHold,
  insertAppointment,
} from '../database/booking.ts'
import { refusingConflicts } from '../database/conflicts.ts'
import { type CareRequest, lockRequest } from '../database/requests.ts'
import { lockSlot } from '../database/slots.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

interface BookAppointment {
  readonly holdId: string
  readonly requestId: string
  readonly idempotencyKey: string
  readonly message: string | null
  readonly asOf: AsOf
}

/**
 * Turns a hold into an appointment. Asked again with the same key, it answers the same appointment, whatever became of
 * the hold. A patient en sus is first proposed: the professional says yes or no.
 */
export function bookAppointment(app: App, actor: Actor, wish: BookAppointment): Promise<Appointment> {
  const at = app.now()
  const work = app.within(actor, async (tx) => {
    const request = (await lockRequest(tx, wish.requestId)) ?? refuse('request-not-found')
    const done = await findAppointmentByKey(tx, actor.territoryId, wish.idempotencyKey)
    if (done) return done.request_id === request.id ? done : refuse('key-reused')

    const hold = await bookableHold(tx, actor, request, wish.holdId, at)
    const slot = (await lockSlot(tx, hold.slotId)) ?? refuse('slot-not-found')

    await dropHold(tx, hold.id)
    const row = appointmentRow(app, actor, request, slot, wish)
    const place = { place_id: hold.placeId, counts_to_cap: hold.countsToCap, booked_at: new Date(at) }
    const appointment = await insertAppointment(tx, { ...row, ...place })
    const { to, act } = NEXT[slotKind(appointment)]
    await moveTo(app, tx, actor, request, to, at, {
      act,
      subject: appointment.id,
      details: { slotId: hold.slotId, startsAt: appointment.start_at.toISOString() },
      asOf: wish.asOf,
      practitionerIds: [appointment.practitioner_id],
    })
    return appointment
  })
  return refusingConflicts(work)
}

const NEXT = {
  proposed: { to: 'PROPOSED', act: 'appointment-proposed' },
  placed: { to: 'BOOKED', act: 'appointment-booked' },
} as const
const slotKind = ({ status }: Appointment) => (status === 'pending' ? 'proposed' : 'placed')

/** The hold to be booked: the request's own, still running, and the request has no appointment yet. */
async function bookableHold(tx: Tx, { territoryId }: Actor, request: CareRequest, holdId: string, at: number) {
  const current = await findCurrentAppointment(tx, request.id)
  if (current?.status === 'pending' || current?.status === 'booked') refuse('request-already-placed')
  const hold = await findHold(tx, holdId, territoryId)
  if (hold?.requestId !== request.id) refuse('hold-not-found')
  return isLive(hold, at) ? hold : refuse('hold-expired')
}

function appointmentRow(
  { newId }: App,
  { territoryId, actor }: Actor,
  { id, need }: CareRequest,
  slot: SlotRecord,
  { idempotencyKey, message }: BookAppointment,
) {
  return {
    id: newId(),
    territory_id: territoryId,
    request_id: id,
    slot_id: slot.slotId,
    practitioner_id: slot.practitionerId,
    location_id: slot.locationId,
    kind: slot.kind,
    start_at: new Date(slot.start),
    end_at: new Date(slot.end),
    modality: slot.modality,
    status: slot.kind === 'en-sus' ? 'pending' : 'booked',
    idempotency_key: idempotencyKey,
    with_attending: slot.practitionerId === need.attendingId,
    message,
    booked_by: actor,
  }
}
