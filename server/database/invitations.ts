import type { Modality } from '../../domain/availability/picture.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

/** A word to a professional's calendar about one of their appointments: never about who comes. */
export interface Invitation extends Interval {
  readonly id: string
  readonly appointmentId: string
  readonly method: 'REQUEST' | 'CANCEL'
  readonly sequence: number
  readonly recipient: string
  readonly createdAt: Instant
  /** This one included. */
  readonly attempts: number
  readonly modality: Modality
  readonly zone: string
  readonly placeName: string
  readonly communeCode: string
}

/** The latest word about an appointment, unless it was sent: calendars have no use for those before it. */
export async function findUnsentInvitation(db: Db, appointmentId: string): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('calendar_invitation')
    .innerJoin('appointment', 'appointment.id', 'calendar_invitation.appointment_id')
    .innerJoin('location', 'location.id', 'appointment.location_id')
    .selectAll('calendar_invitation')
    .select(['modality', 'zone', 'commune_code'])
    .where('appointment_id', '=', appointmentId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.sent_at) return undefined
  return {
    id: row.id,
    appointmentId,
    method: row.method as Invitation['method'],
    sequence: row.sequence,
    recipient: row.recipient,
    start: row.start_at.getTime(),
    end: row.end_at.getTime(),
    createdAt: row.created_at.getTime(),
    attempts: row.attempts,
    modality: row.modality as Modality,
    zone: row.zone,
    placeName: row.place,
    communeCode: row.commune_code,
  }
}

/** Whether anything about the appointment may have reached a calendar. */
export async function wasInvited(db: Db, appointmentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('calendar_invitation')
    .select('id')
    .where('appointment_id', '=', appointmentId)
    .where('method', '=', 'REQUEST')
    .where('attempts', '>', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Counted before it is sent: whoever is killed meanwhile may have sent it. */
export async function saveInvitationAttempt(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('calendar_invitation')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function saveInvitationSent(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx
    .updateTable('calendar_invitation')
    .set({ sent_at: new Date(at), trouble: null })
    .where('id', '=', id)
    .execute()
}

/** Why it was not sent, as a code. */
export async function saveInvitationTrouble(tx: Tx, id: string, trouble: string): Promise<void> {
  await tx.updateTable('calendar_invitation').set({ trouble }).where('id', '=', id).execute()
}
