import type { AppointmentView } from '../../contract/booking.ts'
import type { Majoration, Outcome } from '../../domain/booking/outcome.ts'
import type { ShownAppointment } from '../database/appointments.ts'
import { fullName } from '../database/directory.ts'
import type { Reference } from '../reference.ts'

export const communeName = ({ communeOf }: Reference, code: string): string => communeOf(code)?.name ?? code

export const isoOf = (at: Date): string => at.toISOString()
const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

export const appointmentView = (row: ShownAppointment, reference: Reference): AppointmentView => ({
  id: row.id,
  requestId: row.request_id,
  slotId: row.slot_id,
  kind: row.kind as AppointmentView['kind'],
  status: row.status as AppointmentView['status'],
  startsAt: isoOf(row.start_at),
  endsAt: isoOf(row.end_at),
  zone: row.zone,
  modality: row.modality as AppointmentView['modality'],
  practitioner: { id: row.practitioner_id, name: fullName(row), professionCode: row.profession_code },
  location: {
    name: row.location_name,
    address: row.location_address,
    commune: communeName(reference, row.commune_code),
    phone: row.location_phone,
  },
  withAttending: row.with_attending,
  message: row.message,
  bookedAt: isoOf(row.booked_at),
  outcome: row.outcome as Outcome | null,
  outcomeAt: isoOrNull(row.outcome_at),
  majoration: row.majoration as Majoration | null,
  cancelledBy: row.cancelled_by as AppointmentView['cancelledBy'],
  cancelReason: row.cancel_reason,
})
