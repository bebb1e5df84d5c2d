import { z } from 'zod'
import { CLOSINGS, STATES } from '../domain/requests/states.ts'
import { AppointmentView, HoldView } from './booking.ts'
import { CommuneCode, endpoint, Instant, NoParams } from './endpoint.ts'
import { PatientBody } from './identity.ts'
import { AsOf, Modality } from './matching.ts'

export const State = z.enum(STATES)
export const Source = z.enum(['sas', '116117', 'telesecretariat', 'professional', 'cpts'])
const text = (max: number) => z.string().trim().min(1).max(max)

export const CareRequestBody = z
  .object({
    idempotencyKey: z.uuid(),
    draftId: z.uuid().nullable().default(null),
    source: Source,
    callReference: text(60).nullable().default(null),
    regulationReference: text(60).nullable().default(null),
    sasReference: text(60).nullable().default(null),
    requesterId: z.uuid().nullable().default(null).meta({ description: 'The professional who asks for a colleague' }),
    patient: PatientBody,
    ageMonths: z
      .int()
      .min(0)
      .max(1560)
      .nullable()
      .default(null)
      .meta({ description: 'Or the birth date of the patient' }),
    sex: z.enum(['F', 'H', 'unknown']).default('unknown'),
    residenceCommune: CommuneCode,
    placeCommune: CommuneCode.nullable().default(null).meta({ description: 'Where the patient is, when elsewhere' }),
    attending: z.discriminatedUnion('status', [
      z.object({ status: z.literal('known'), practitionerId: z.uuid() }),
      z.object({ status: z.literal('none') }),
      z.object({ status: z.literal('unknown') }),
    ]),
    professionCode: z.string().min(2).max(4).default('10'),
    specialtyCode: z.string().max(8).nullable().default(null),
    reason: text(200),
    modalities: z.array(Modality).min(1).max(3).default(['AMB']),
    mobility: z.boolean().default(false).meta({ description: 'Reduced mobility' }),
    accompanied: z.boolean().default(false),
    language: text(40).nullable().default(null),
    note: text(500).nullable().default(null),
    delay: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('same-day') }),
      z.object({ kind: z.literal('24h') }),
      z.object({ kind: z.literal('48h') }),
      z.object({ kind: z.literal('at'), at: Instant }),
    ]),
    regulation: z
      .object({
        decided: z.boolean().default(false).meta({ description: 'A regulating doctor decided for unscheduled care' }),
        by: text(120).nullable().default(null),
        priority: z.enum(['P0', 'P1', 'P2', 'P3', 'NR']).nullable().default(null),
        careLevel: z.enum(['R1', 'R2', 'R3', 'R4']).nullable().default(null),
      })
      .default({ decided: false, by: null, priority: null, careLevel: null })
      .meta({ description: 'As given by the regulation, never computed here' }),
    despiteOpenRequest: z
      .boolean()
      .default(false)
      .meta({ description: 'The caller’s other open request was seen; this one is wanted all the same' }),
  })
  .meta({ id: 'CareRequestBody' })
export type CareRequestBody = z.input<typeof CareRequestBody>

/** One row of the queue. Never a name: open rooms, screens seen by others. */
export const RequestRow = z
  .object({
    id: z.uuid(),
    number: z.string(),
    version: z.int(),
    state: State,
    held: z.object({ until: Instant, by: z.string() }).nullable(),
    reason: z.string(),
    ageMonths: z.int(),
    sex: z.enum(['F', 'H', 'unknown']),
    commune: z.string(),
    source: Source,
    createdAt: Instant,
    dueAt: Instant,
    takenBy: z.object({ id: z.uuid(), name: z.string(), initials: z.string() }).nullable(),
    appointment: z.object({ startsAt: Instant, practitioner: z.string() }).nullable(),
    refill: z
      .object({ id: z.uuid(), slotId: z.uuid(), startsAt: Instant, practitioner: z.string(), proposedAt: Instant })
      .nullable()
      .meta({ description: 'A place that just came free, put before this request first' }),
  })
  .meta({ id: 'RequestRow' })
export type RequestRow = z.infer<typeof RequestRow>

export const JournalEntry = z
  .object({
    id: z.uuid(),
    at: Instant,
    actor: z.string(),
    act: z.string(),
    details: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'JournalEntry' })
export type JournalEntry = z.infer<typeof JournalEntry>

export const FeedbackView = z
  .object({
    code: z.enum(['treated', 'see-again', 'exam-pending', 'other']),
    text: z.string().nullable(),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'Feedback' })

export const RequestView = RequestRow.extend({
  sasCode: z.string().nullable(),
  sasReference: z.string().nullable(),
  callReference: z.string().nullable(),
  regulationReference: z.string().nullable(),
  requester: z.string().nullable(),
  patient: z
    .object({
      familyName: z.string().nullable(),
      givenName: z.string().nullable(),
      birthDate: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
      status: z.enum(['provisional', 'retrieved', 'validated', 'qualified']),
      sharing: z.enum(['given', 'refused', 'not-asked']),
      sharingWith: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'Null for whoever may not see it' }),
  residence: z.object({ code: z.string(), name: z.string() }),
  place: z.object({ code: z.string(), name: z.string() }),
  attending: z.object({
    status: z.enum(['known', 'none', 'unknown']),
    practitioner: z.object({ id: z.uuid(), name: z.string(), commune: z.string().nullable() }).nullable(),
  }),
  professionCode: z.string(),
  specialtyCode: z.string().nullable(),
  modalities: z.array(Modality),
  mobility: z.boolean(),
  accompanied: z.boolean(),
  language: z.string().nullable(),
  note: z.string().nullable(),
  delay: z.enum(['same-day', '24h', '48h', 'at']),
  regulation: z.object({
    by: z.string().nullable(),
    priority: z.string().nullable(),
    careLevel: z.string().nullable(),
  }),
  closingReason: z.string().nullable(),
  hold: HoldView.nullable(),
  appointments: z.array(AppointmentView),
  feedback: z.array(FeedbackView),
  journal: z.array(JournalEntry),
  moves: z.array(State).meta({ description: 'Where this person may move it now' }),
}).meta({ id: 'CareRequest' })
export type RequestView = z.infer<typeof RequestView>

export const createCareRequest = endpoint({
  id: 'createCareRequest',
  summary: 'Record a request for unscheduled care',
  tag: 'requests',
  method: 'POST',
  path: '/requests',
  params: NoParams,
  body: CareRequestBody,
  status: 201,
  reply: RequestView,
})

export const listRequests = endpoint({
  id: 'listRequests',
  summary: 'Read the queue: open requests by time left, or those of a day',
  tag: 'requests',
  method: 'GET',
  path: '/requests',
  params: NoParams,
  query: z.object({
    view: z.enum(['open', 'closed-today']).default('open'),
    q: z.string().max(40).optional().meta({ description: 'A request number, or part of one' }),
  }),
  status: 200,
  reply: z.object({ requests: z.array(RequestRow) }),
})

const requestParams = z.object({ requestId: z.uuid() })

export const getRequest = endpoint({
  id: 'getRequest',
  summary: 'Read a request whole',
  tag: 'requests',
  method: 'GET',
  path: '/requests/:requestId',
  params: requestParams,
  status: 200,
  reply: RequestView,
})

export const takeRequest = endpoint({
  id: 'takeRequest',
  summary: 'Take a request in hand, or hand it over',
  tag: 'requests',
  method: 'POST',
  path: '/requests/:requestId/take',
  params: requestParams,
  body: z.object({ release: z.boolean().default(false), note: text(300).nullable().default(null) }),
  status: 200,
  reply: RequestView,
})

export const moveRequest = endpoint({
  id: 'moveRequest',
  summary: 'Move a request on: decided by the regulator, médecin traitant contacted, search, back to the regulator',
  tag: 'requests',
  method: 'POST',
  path: '/requests/:requestId/moves',
  params: requestParams,
  body: z.object({
    to: z.enum(['QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING']),
    reason: text(300).nullable().default(null),
    regulation: z
      .object({
        by: text(120).nullable().default(null),
        priority: z.enum(['P0', 'P1', 'P2', 'P3', 'NR']).nullable().default(null),
        careLevel: z.enum(['R1', 'R2', 'R3', 'R4']).nullable().default(null),
      })
      .optional(),
  }),
  status: 200,
  reply: RequestView,
})

export const closeRequest = endpoint({
  id: 'closeRequest',
  summary: 'Close a request without booking, or after its outcome',
  tag: 'requests',
  method: 'POST',
  path: '/requests/:requestId/closing',
  params: requestParams,
  body: z.object({ as: z.enum(CLOSINGS), reason: text(300).nullable().default(null), asOf: AsOf.optional() }),
  status: 200,
  reply: RequestView,
})
