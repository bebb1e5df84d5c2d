import { z } from 'zod'
import { INELIGIBILITIES } from '../domain/matching/eligibility.ts'
import { CommuneCode, endpoint, Instant, NoParams, Nothing } from './endpoint.ts'

export const AsOf = z
  .object({
    watermark: z.string().regex(/^\d{1,20}$/),
    at: Instant,
    policyVersion: z.int(),
    count: z.int().min(0),
    digest: z.string().regex(/^[0-9a-f]{16}$/),
    first: z.array(z.uuid()).max(20),
  })
  .meta({
    id: 'AsOf',
    description:
      'The list that was shown, and the picture it was drawn from; carried back by whatever is decided on it.',
  })
export type AsOf = z.infer<typeof AsOf>

export const Modality = z
  .enum(['AMB', 'HH', 'VR'])
  .meta({ description: 'v3-ActCode: at the practice, at home, by video' })

/** What is needed, as far as the ranking reads it. */
export const NeedBody = z
  .object({
    professionCode: z.string().min(2).max(4).default('10'),
    specialtyCode: z.string().max(8).nullable().default(null),
    modalities: z.array(Modality).min(1).max(3).default(['AMB']),
    ageMonths: z.int().min(0).max(1560).nullable().default(null),
    placeCommune: CommuneCode.nullable().default(null),
    attendingId: z.uuid().nullable().default(null),
    dueAt: Instant,
    source: z.enum(['sas', '116117', 'telesecretariat', 'professional', 'cpts']).default('sas'),
    reason: z.string().trim().max(200).nullable().default(null),
  })
  .meta({ id: 'Need' })

/** Why an offer stands where it stands. The words are the screen's. */
export const OfferReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('attending-physician') }),
  z.object({ code: z.literal('same-practice') }),
  z.object({ code: z.literal('own-territory') }),
  z.object({ code: z.literal('neighbour') }),
  z.object({ code: z.literal('travel'), minutes: z.int() }),
  z.object({ code: z.literal('starts-in'), minutes: z.int() }),
  z.object({ code: z.literal('fair-share'), taken: z.int(), declared: z.int() }),
  z.object({ code: z.literal('cap-close'), taken: z.int(), cap: z.int() }),
  z.object({ code: z.literal('en-sus'), free: z.int(), capacity: z.int() }),
  z
    .object({ code: z.literal('calendar-stale'), since: Instant })
    .meta({ description: 'Their own calendar has not been read since: call before confirming' }),
])

export const OfferView = z
  .object({
    slotId: z.uuid(),
    rank: z.int().meta({ description: 'From 1' }),
    group: z.enum(['attending', 'territory', 'neighbour']),
    startsAt: Instant,
    endsAt: Instant,
    zone: z.string(),
    modality: Modality,
    kind: z.enum(['slots', 'range', 'en-sus']),
    booking: z.enum(['ROUTINE', 'WALKIN']).meta({ description: 'v2-0276: by appointment, or just come' }),
    freePlaces: z.int(),
    practitioner: z.object({
      id: z.uuid(),
      name: z.string(),
      professionCode: z.string(),
      specialtyCodes: z.array(z.string()),
    }),
    location: z.object({
      id: z.uuid(),
      name: z.string(),
      address: z.string(),
      commune: z.string(),
      phone: z.string().nullable(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    }),
    reasons: z.array(OfferReason),
    aheadBy: z
      .enum(['attending-physician', 'same-practice', 'own-territory', 'offered-place', 'weighted', 'soonest', 'id'])
      .nullable()
      .meta({ description: 'The criterion by which it stands above the next one; null for the last' }),
  })
  .meta({ id: 'Offer', description: 'A slot that suits the request, and why it stands where it stands.' })
export type OfferView = z.infer<typeof OfferView>

export const Exclusion = z
  .object({
    slotId: z.uuid(),
    startsAt: Instant,
    practitioner: z.string(),
    practitionerId: z.uuid(),
    commune: z.string(),
    reasons: z.array(z.enum(INELIGIBILITIES)),
    taken: z.int(),
    cap: z.int(),
    overridable: z.boolean().meta({ description: 'Every guard in its way may be passed over with a reason' }),
  })
  .meta({ id: 'Exclusion' })
export type Exclusion = z.infer<typeof Exclusion>

export const OfferList = z
  .object({
    asOf: AsOf,
    fresh: z
      .boolean()
      .meta({ description: 'False when the picture is older than 5 s: offers are shown, to be confirmed' }),
    freshAt: Instant,
    count: z.int().meta({ description: 'How many offers there are in all' }),
    practitioners: z.int().meta({ description: 'By how many professionals' }),
    offers: z.array(OfferView),
    next: z.string().nullable().meta({ description: 'Carry it as `after` for the following page' }),
    excluded: z.array(Exclusion).optional(),
  })
  .meta({ id: 'OfferList', description: 'Best first, complete, in one total order.' })
export type OfferList = z.infer<typeof OfferList>

const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(400).optional(),
  excluded: z.stringbool().default(false).meta({ description: 'Also tell who was left out, and why' }),
})

export const listOffers = endpoint({
  id: 'listOffers',
  summary: 'Rank every slot that suits a care request',
  tag: 'matching',
  method: 'GET',
  path: '/requests/:requestId/offers',
  params: z.object({ requestId: z.uuid() }),
  query: Page,
  status: 200,
  reply: OfferList,
})

export const previewOffers = endpoint({
  id: 'previewOffers',
  summary: 'Rank every slot that suits a need still being typed; nothing is written',
  tag: 'matching',
  method: 'POST',
  path: '/offers',
  params: NoParams,
  query: Page,
  body: NeedBody,
  status: 200,
  reply: OfferList,
})

export const getCapacity = endpoint({
  id: 'getCapacity',
  summary: 'Read the places of the territory hour by hour, today: taken and still free',
  tag: 'matching',
  method: 'GET',
  path: '/capacity',
  params: NoParams,
  status: 200,
  reply: z.object({
    fresh: z.boolean(),
    freshAt: Instant,
    hours: z.array(z.object({ hour: z.int(), taken: z.int(), free: z.int() })),
    freeTomorrow: z.int(),
    calendars: z
      .array(z.object({ practitionerId: z.uuid(), practitioner: z.string(), since: Instant }))
      .meta({ description: 'Calendars that do not answer, by professional: not read since' }),
  }),
})

export const passRefill = endpoint({
  id: 'passRefill',
  summary: 'Pass over the freed place put before a request: the next one that it fits gets it',
  tag: 'matching',
  method: 'POST',
  path: '/refills/:refillId/pass',
  params: z.object({ refillId: z.uuid() }),
  status: 204,
  reply: Nothing,
})
