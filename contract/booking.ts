import { z } from 'zod'
import { endpoint, Instant, Nothing } from './endpoint.ts'
import { AsOf, Modality } from './matching.ts'

export const HoldView = z
  .object({ id: z.uuid(), slotId: z.uuid(), requestId: z.uuid(), expiresAt: Instant, extended: z.boolean() })
  .meta({ id: 'Hold', description: 'A place reserved while the patient is on the phone.' })
export type HoldView = z.infer<typeof HoldView>

export const holdSlot = endpoint({
  id: 'holdSlot',
  summary: 'Reserve a place of a slot for a care request',
  tag: 'booking',
  method: 'POST',
  path: '/slots/:slotId/holds',
  params: z.object({ slotId: z.uuid() }),
  body: z.object({
    requestId: z.uuid(),
    asOf: AsOf,
    override: z
      .object({ reason: z.string().trim().min(3).max(300) })
      .optional()
      .meta({ description: 'Passes over the guards that a person may pass over' }),
  }),
  status: 201,
  reply: HoldView,
})

export const extendHold = endpoint({
  id: 'extendHold',
  summary: 'Keep a held place a little longer, once',
  tag: 'booking',
  method: 'POST',
  path: '/holds/:holdId/extension',
  params: z.object({ holdId: z.uuid() }),
  status: 200,
  reply: HoldView,
})

export const releaseHold = endpoint({
  id: 'releaseHold',
  summary: 'Give a held place back',
  tag: 'booking',
  method: 'DELETE',
  path: '/holds/:holdId',
  params: z.object({ holdId: z.uuid() }),
  status: 204,
  reply: Nothing,
})

export const Outcome = z.enum(['came', 'late', 'did-not-come', 'sent-on'])
export const Majoration = z.enum(['SNP', 'MRT', 'MUT', 'MCU'])

export const AppointmentView = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    slotId: z.uuid(),
    kind: z.enum(['slots', 'range', 'en-sus']),
    status: z.enum(['pending', 'booked', 'fulfilled', 'noshow', 'cancelled']),
    startsAt: Instant,
    endsAt: Instant,
    zone: z.string(),
    modality: Modality,
    practitioner: z.object({ id: z.uuid(), name: z.string(), professionCode: z.string() }),
    location: z.object({ name: z.string(), address: z.string(), commune: z.string(), phone: z.string().nullable() }),
    withAttending: z.boolean(),
    message: z.string().nullable(),
    bookedAt: Instant,
    outcome: Outcome.nullable(),
    outcomeAt: Instant.nullable(),
    majoration: Majoration.nullable(),
    cancelledBy: z.enum(['patient', 'professional', 'operator']).nullable(),
    cancelReason: z.string().nullable(),
  })
  .meta({ id: 'Appointment' })
export type AppointmentView = z.infer<typeof AppointmentView>

export const bookAppointment = endpoint({
  id: 'bookAppointment',
  summary: 'Book the held place; asked again with the same key, it answers the same appointment',
  tag: 'booking',
  method: 'POST',
  path: '/holds/:holdId/appointment',
  params: z.object({ holdId: z.uuid() }),
  body: z.object({
    requestId: z.uuid(),
    idempotencyKey: z.uuid(),
    message: z.string().trim().max(500).nullable().default(null),
    asOf: AsOf,
  }),
  status: 201,
  reply: AppointmentView,
})

const appointmentParams = z.object({ appointmentId: z.uuid() })

export const answerProposal = endpoint({
  id: 'answerProposal',
  summary: 'Accept or decline a patient en sus',
  tag: 'booking',
  method: 'POST',
  path: '/appointments/:appointmentId/answer',
  params: appointmentParams,
  body: z.discriminatedUnion('answer', [
    z.object({ answer: z.literal('accepted'), startsAt: Instant.nullable().default(null) }),
    z.object({ answer: z.literal('declined'), reason: z.string().trim().max(300).nullable().default(null) }),
  ]),
  status: 200,
  reply: AppointmentView,
})

export const cancelAppointment = endpoint({
  id: 'cancelAppointment',
  summary: 'Cancel an appointment; its place is free at once',
  tag: 'booking',
  method: 'POST',
  path: '/appointments/:appointmentId/cancellation',
  params: appointmentParams,
  body: z.object({
    by: z.enum(['patient', 'professional', 'operator']),
    reason: z.string().trim().min(3).max(300),
    asOf: AsOf.optional(),
  }),
  status: 200,
  reply: AppointmentView,
})

export const FeedbackCode = z.enum(['treated', 'see-again', 'exam-pending', 'other'])

export const recordOutcome = endpoint({
  id: 'recordOutcome',
  summary: 'Say what became of an appointment; said again, it replaces',
  tag: 'booking',
  method: 'PUT',
  path: '/appointments/:appointmentId/outcome',
  params: appointmentParams,
  body: z.object({
    outcome: Outcome,
    majoration: Majoration.nullable()
      .default(null)
      .meta({ description: 'As declared by the professional; never advised' }),
    feedback: z
      .object({ code: FeedbackCode, text: z.string().trim().max(1000).nullable().default(null) })
      .nullable()
      .default(null),
  }),
  status: 200,
  reply: AppointmentView,
})

export const withdrawOutcome = endpoint({
  id: 'withdrawOutcome',
  summary: 'Take back what was just said of an appointment',
  tag: 'booking',
  method: 'DELETE',
  path: '/appointments/:appointmentId/outcome',
  params: appointmentParams,
  status: 200,
  reply: AppointmentView,
})
