import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/territory.ts'
import type { Commune } from '../../domain/territory/commune.ts'
import { searchCommunes } from '../../domain/territory/commune-search.ts'
import type { Policy } from '../../domain/territory/policy.ts'
import { isActive, type SasEnrolment } from '../../domain/territory/sas.ts'
import { dayIn, type IsoDay } from '../../domain/time/dated.ts'
import { getPolicy, getTerritory, listCommuneCodes, listSasEnrolments } from '../database/territory.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'
import { outlinesOf } from './outlines.ts'

export const territoryRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.getTerritory, { permission: 'territory:read' }),
    handler: async (request) => {
      const actor = actorOf(request)
      return app.within(actor, async (tx) => {
        const { emergencyPhone: _, ...territory } = await getTerritory(tx, actor.territoryId)
        const codes = await listCommuneCodes(tx, actor.territoryId)
        const enrolments = await listSasEnrolments(tx, actor.territoryId)
        const today = dayIn(territory.zone, app.now())
        return {
          ...territory,
          communes: codes.flatMap((code) => viewKnown(reference.communeOf(code), true)),
          sas: enrolments.map((enrolment) => viewSas(enrolment, today)),
          policy: viewPolicy(await getPolicy(tx, territory, app.now())),
        }
      })
    },
  })

  api.route({
    ...operation(contract.searchCommunes, { permission: 'territory:read' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const near = new Set(await app.within(actor, (tx) => listCommuneCodes(tx, actor.territoryId)))
      const found = searchCommunes(reference.index, request.query.q, { near, limit: request.query.limit })
      return { communes: found.flatMap(({ commune }) => viewKnown(commune, near.has(commune.code))) }
    },
  })

  const outlines = outlinesOf(reference)
  api.route({
    ...operation(contract.getTerritoryMap, { permission: 'territory:read' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const codes = await app.within(actor, (tx) => listCommuneCodes(tx, actor.territoryId))
      return { type: 'FeatureCollection' as const, features: outlines(new Set(codes)) }
    },
  })
}

function viewKnown(commune: Commune | undefined, inTerritory: boolean): contract.CommuneView[] {
  if (!commune) return [] // gone from the reference since the territory was drawn
  const { precision: _, postalCodes, ...rest } = commune
  return [{ ...rest, postalCodes: [...postalCodes], inTerritory }]
}

const viewSas = (enrolment: SasEnrolment & { source: string }, today: IsoDay) => ({
  code: enrolment.sasCode,
  from: enrolment.from,
  until: enrolment.until ?? null,
  season: enrolment.season ?? null,
  source: enrolment.source,
  active: isActive(enrolment, today),
})

const viewPolicy = (policy: Policy): contract.TerritoryView['policy'] => ({
  version: policy.version,
  from: policy.from,
  author: policy.author,
  holdMinutes: policy.holdMinutes,
  holdExtensionMinutes: policy.holdExtensionMinutes,
  weeklyCap: policy.weeklyCap,
  sourcesWithoutRegulation: [...policy.sourcesWithoutRegulation],
})
