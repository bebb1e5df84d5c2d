import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/directory.ts'
import { normalisedName } from '../../domain/identity/name.ts'
import { type FoundPractitioner, listPractitionersNamed } from '../database/directory-search.ts'
import type { Reference } from '../reference.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

export const directoryRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.searchPractitioners, { permission: 'directory:read' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const { q, professionCode, limit } = request.query
      const words = normalisedName(q).split(' ').filter(Boolean)
      const search = { territoryId: actor.territoryId, words, professionCode, limit, at: app.now() }
      const found = await app.within(actor, (tx) => listPractitionersNamed(tx, search))
      return { practitioners: found.map((practitioner) => viewPractitioner(practitioner, reference)) }
    },
  })
}

const viewPractitioner = (found: FoundPractitioner, { communeOf }: Reference): contract.PractitionerView => {
  const { communeCodes, specialtyCodes, ...practitioner } = found
  const communes = communeCodes.flatMap((code) => communeOf(code)?.name ?? []).sort((a, b) => a.localeCompare(b, 'fr'))
  return { ...practitioner, specialtyCodes: [...specialtyCodes], communes }
}
