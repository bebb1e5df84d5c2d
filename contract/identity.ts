import { z } from 'zod'
import { STATES } from '../domain/requests/states.ts'
import { endpoint, Instant, NoParams } from './endpoint.ts'

const Phone = z.string().trim().max(30).meta({ description: 'As dialled: 06 39 98 41 07 or +33…; kept as E.164' })
const text = (max: number) => z.string().trim().min(1).max(max)

/** All optional: a request can be placed without knowing who it is for. */
export const PatientBody = z
  .object({
    familyName: text(80).nullable().default(null),
    givenName: text(80).nullable().default(null),
    birthDate: z.iso.date().nullable().default(null),
    phone: Phone.nullable().default(null),
    address: text(200).nullable().default(null),
    sharing: z
      .enum(['given', 'refused', 'not-asked'])
      .default('not-asked')
      .meta({ description: 'Agreement to sharing outside the care team (L1110-4 III)' }),
    sharingWith: text(120).nullable().default(null),
  })
  .meta({ id: 'PatientBody' })

/** A POST, so that a phone number or a name is never in an address or a log. */
export const findCaller = endpoint({
  id: 'findCaller',
  summary: 'Find earlier requests by the phone number or the name of the caller',
  tag: 'requests',
  method: 'POST',
  path: '/callers/search',
  params: NoParams,
  body: z.object({ text: z.string().trim().min(3).max(80) }),
  status: 200,
  reply: z.object({
    callers: z.array(
      z.object({
        requestId: z.uuid(),
        number: z.string(),
        state: z.enum(STATES),
        open: z.boolean(),
        createdAt: Instant,
        name: z.string().nullable(),
        ageMonths: z.int(),
        sex: z.enum(['F', 'H', 'unknown']),
        reason: z.string(),
        commune: z.string(),
        takeUp: z
          .object({
            familyName: z.string().nullable(),
            givenName: z.string().nullable(),
            birthDate: z.string().nullable(),
            phone: z.string().nullable(),
            address: z.string().nullable(),
            residenceCommune: z.string(),
            attending: z.object({ id: z.uuid(), name: z.string() }).nullable(),
            attendingStatus: z.enum(['known', 'none', 'unknown']),
          })
          .meta({ description: 'What a new request takes over when the caller is known' }),
      }),
    ),
  }),
})
