import type { Db } from './within.ts'

/** Appointments with what people read of them: professional and place. */
const shown = (db: Db) =>
  db
    .selectFrom('appointment')
    .innerJoin('practitioner', 'practitioner.id', 'appointment.practitioner_id')
    .innerJoin('location', 'location.id', 'appointment.location_id')
    .selectAll('appointment')
    .select([
      'practitioner.civility',
      'practitioner.given_name',
      'practitioner.family_name',
      'practitioner.profession_code',
      'location.name as location_name',
      'location.address as location_address',
      'location.commune_code',
      'location.phone as location_phone',
      'location.zone',
    ])

export type ShownAppointment = Awaited<ReturnType<typeof listAppointmentsOfRequest>>[number]

/** All appointments that a request ever had, the newest first. */
export const listAppointmentsOfRequest = (db: Db, requestId: string) =>
  shown(db).where('appointment.request_id', '=', requestId).orderBy('booked_at', 'desc').execute()

/** An appointment that exists for the scope. */
export const getShownAppointment = (db: Db, appointmentId: string) =>
  shown(db).where('appointment.id', '=', appointmentId).executeTakeFirstOrThrow()
