import { z } from 'zod'
import { endpoint, NoParams } from './endpoint.ts'

export const PractitionerView = z
  .object({
    id: z.uuid(),
    rpps: z.string(),
    name: z.string().meta({ description: 'With civility: Dre Hélène Bonnefoy' }),
    professionCode: z.string(),
    specialtyCodes: z.array(z.string()),
    communes: z.array(z.string()).meta({ description: 'Names of the communes of practice' }),
    inTerritory: z.boolean(),
  })
  .meta({ id: 'Practitioner' })
export type PractitionerView = z.infer<typeof PractitionerView>

export const searchPractitioners = endpoint({
  id: 'searchPractitioners',
  summary: 'Find professionals by name or RPPS, accents forgiven; homonyms are told apart by commune and RPPS',
  tag: 'directory',
  method: 'GET',
  path: '/practitioners',
  params: NoParams,
  query: z.object({
    q: z.string().min(2).max(80),
    professionCode: z.string().max(4).optional(),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  status: 200,
  reply: z.object({ practitioners: z.array(PractitionerView) }),
})
