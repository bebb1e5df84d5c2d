import { z } from 'zod'
import { AppointmentView } from './booking.ts'
import { Day, endpoint, Instant, NoParams, Nothing } from './endpoint.ts'
import { Modality } from './matching.ts'

export const Visibility = z.enum(['PUBLIC', 'PRO', 'SNP', 'CPTS']).meta({ description: 'TRE_R314-TypeCreneau' })

/** A patient as their professional sees them: initials on the list, everything once opened. */
export const VisitView = AppointmentView.extend({
  patient: z.object({
    initials: z.string().nullable(),
    familyName: z.string().nullable(),
    givenName: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    ageMonths: z.int(),
    sex: z.enum(['F', 'H', 'unknown']),
    commune: z.string(),
  }),
  reason: z.string(),
  source: z.string(),
  requestNumber: z.string(),
  attending: z.string().nullable(),
  territory: z.string(),
}).meta({ id: 'Visit' })
export type VisitView = z.infer<typeof VisitView>

export const SlotView = z
  .object({
    id: z.uuid(),
    openingId: z.uuid(),
    startsAt: Instant,
    endsAt: Instant,
    kind: z.enum(['slots', 'range', 'en-sus']),
    modality: Modality,
    location: z.object({ id: z.uuid(), name: z.string(), commune: z.string() }),
    capacity: z.int(),
    freePlaces: z.int(),
    heldPlaces: z.int(),
    releaseAt: Instant.nullable().meta({ description: 'From then on what is free is the professional’s own again' }),
    visits: z.array(VisitView),
  })
  .meta({ id: 'Slot' })
export type SlotView = z.infer<typeof SlotView>

export const getAgenda = endpoint({
  id: 'getAgenda',
  summary: 'Read one’s days: places shared, patients placed, what is still to be said',
  tag: 'agenda',
  method: 'GET',
  path: '/agenda',
  params: NoParams,
  query: z.object({
    practitionerId: z.uuid().optional(),
    from: Day.optional(),
    days: z.coerce.number().int().min(1).max(7).default(2),
  }),
  status: 200,
  reply: z.object({
    practitioner: z.object({ id: z.uuid(), name: z.string(), professionCode: z.string() }),
    zone: z.string(),
    today: Day,
    locations: z.array(z.object({ id: z.uuid(), name: z.string(), commune: z.string() })),
    habit: z
      .array(z.object({ weekday: z.int().min(1).max(7), time: z.string().regex(/^\d\d:\d\d$/) }))
      .meta({ description: 'When this professional usually opens places: ticked beforehand' }),
    days: z.array(z.object({ day: Day, slots: z.array(SlotView) })),
    proposals: z.array(VisitView).meta({ description: 'En sus: waiting for a yes or a no' }),
    awaiting: z.array(VisitView).meta({ description: 'Past, and nobody has said what became of them' }),
    share: z.object({ taken: z.int(), declared: z.int(), cap: z.int() }),
    feedback: z.array(
      z.object({ at: Instant, by: z.string(), code: z.string(), text: z.string().nullable(), patient: z.string() }),
    ),
  }),
})
export type AgendaView = z.infer<typeof getAgenda.reply>

export const openSlots = endpoint({
  id: 'openSlots',
  summary: 'Share places: single ones, a range for several patients, or patients accepted en sus',
  tag: 'agenda',
  method: 'POST',
  path: '/openings',
  params: NoParams,
  body: z
    .object({
      practitionerId: z.uuid().optional().meta({ description: 'For a delegate: whose places' }),
      locationId: z.uuid(),
      day: Day,
      times: z
        .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
        .min(1)
        .max(40)
        .meta({ description: 'Wall clock of the place' }),
      minutes: z.int().min(5).max(720).default(15),
      kind: z.enum(['slots', 'range', 'en-sus']).default('slots'),
      places: z.int().min(1).max(50).default(1),
      modality: Modality.default('AMB'),
      visibility: z.array(Visibility).min(1).max(4).default(['SNP', 'CPTS', 'PRO']),
      minAgeMonths: z.int().min(0).max(1560).default(0),
      maxAgeMonths: z.int().min(0).max(1560).nullable().default(null),
    })
    .refine(({ minAgeMonths, maxAgeMonths }) => maxAgeMonths === null || maxAgeMonths >= minAgeMonths, {
      path: ['maxAgeMonths'],
    }),
  status: 201,
  reply: z.object({ slots: z.array(z.object({ id: z.uuid(), startsAt: Instant })) }),
})

export const withdrawSlot = endpoint({
  id: 'withdrawSlot',
  summary: 'Take a free place back; a held or booked one stays',
  tag: 'agenda',
  method: 'DELETE',
  path: '/slots/:slotId',
  params: z.object({ slotId: z.uuid() }),
  status: 204,
  reply: Nothing,
})

export const reopenSlot = endpoint({
  id: 'reopenSlot',
  summary: 'Share again a place that was taken back',
  tag: 'agenda',
  method: 'POST',
  path: '/slots/:slotId/reopening',
  params: z.object({ slotId: z.uuid() }),
  status: 204,
  reply: Nothing,
})
