import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/matching.ts'
import { capacityOf } from '../../domain/availability/capacity.ts'
import { type CareNeed, isOverridable, reasonsOf } from '../../domain/matching/eligibility.ts'
import { silentCalendars } from '../availability/calendars.ts'
import { isFresh } from '../availability/live.ts'
import type { Loaded } from '../availability/load.ts'
import { findExclusions, findOffers, type Offers } from '../availability/offers.ts'
import { findRequest } from '../database/requests.ts'
import { refuse } from '../refusal.ts'
import { passRefill } from '../use-cases/pass-refill.ts'
import { type Cursor, offersJson, readCursor } from './offers-json.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

interface Asked {
  readonly limit: number
  readonly after?: string | undefined
  readonly excluded: boolean
}

export const matchingRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, live, reference }) => {
  const answer = (reply: FastifyReply, territoryId: string, need: CareNeed, asked: Asked) => {
    const loaded = live.current()
    const now = app.now()
    const cursor = asked.after === undefined ? undefined : cursorIn(asked.after, now)
    const page = { limit: asked.limit, after: cursor?.after }
    const offers = findOffers(loaded, reference, territoryId, need, cursor?.at ?? now, page)
    const excluded = asked.excluded ? JSON.stringify(exclusionViews(loaded, offers, need)) : undefined
    const json = offersJson(loaded, offers, cursor?.rank ?? 1, now, excluded)
    return reply.type('application/json').serializer(String).send(json)
  }

  api.route({
    ...operation(contract.listOffers, { permission: 'offers:read', refusals: ['request-not-found'] }),
    handler: async (request, reply) => {
      const actor = actorOf(request)
      const { requestId } = request.params
      const found = await app.within(actor, (tx) => findRequest(tx, requestId))
      return answer(reply, actor.territoryId, (found ?? refuse('request-not-found')).need, request.query)
    },
  })

  api.route({
    ...operation(contract.previewOffers, { permission: 'offers:read' }),
    handler: async (request, reply) => {
      const { dueAt, ...need } = request.body
      return answer(reply, actorOf(request).territoryId, { ...need, dueAt: Date.parse(dueAt) }, request.query)
    },
  })

  api.route({
    ...operation(contract.passRefill, { permission: 'request:work', refusals: ['refill-not-found'] }),
    handler: async (request) => {
      await passRefill(app, actorOf(request), request.params)
      return null
    },
  })

  api.route({
    ...operation(contract.getCapacity, { permission: 'capacity:read' }),
    handler: async (request) => {
      const { territoryId } = actorOf(request)
      const loaded = live.current()
      const { zone } = loaded.territories.get(territoryId) ?? refuse('unavailable')
      const now = app.now()
      const freshAt = new Date(loaded.freshAt).toISOString()
      const calendars = silentCalendars(loaded, territoryId, now).map(({ since, ...whose }) => ({
        ...whose,
        since: new Date(since).toISOString(),
      }))
      return { fresh: isFresh(loaded, now), freshAt, ...capacityOf(loaded.picture, territoryId, zone, now), calendars }
    },
  })
}

const cursorIn = (text: string, now: number): Cursor => readCursor(text, now) ?? refuse('invalid-input', ['after'])

function exclusionViews(loaded: Loaded, offers: Offers, need: CareNeed): contract.Exclusion[] {
  const { picture, practitioners, communes } = loaded
  return findExclusions(loaded, offers, need).map(({ row, practice, mask, counted }) => ({
    slotId: picture.ids[row] ?? '',
    startsAt: new Date(picture.columns.start[row] ?? 0).toISOString(),
    practitioner: practitioners[practice]?.name ?? '',
    practitionerId: practitioners[practice]?.practitionerId ?? '',
    commune: communes[picture.columns.location[row] ?? 0] ?? '',
    reasons: reasonsOf(mask),
    taken: counted,
    cap: offers.policy.weeklyCap,
    overridable: isOverridable(mask),
  }))
}
