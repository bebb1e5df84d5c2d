import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/booking.ts'
import type { Hold } from '../../domain/booking/hold.ts'
import type { Actor } from '../app.ts'
import { findOffers } from '../availability/offers.ts'
import { getShownAppointment } from '../database/appointments.ts'
import { findRequest } from '../database/requests.ts'
import { Refused } from '../refusal.ts'
import { bookAppointment } from '../use-cases/book-appointment.ts'
import { extendHold } from '../use-cases/extend-hold.ts'
import { holdSlot } from '../use-cases/hold-slot.ts'
import { releaseHold } from '../use-cases/release-hold.ts'
import { appointmentView } from './appointment-view.ts'
import { offerJson } from './offers-json.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

const HOLDING = [
  'request-not-found',
  'slot-not-found',
  'slot-taken',
  'request-held-elsewhere',
  'request-already-placed',
  'move-impossible',
  'offer-ineligible',
  'regulation-needed',
] as const

export const bookingRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, options) => {
  const { app, reference } = options
  const view = (actor: Actor, { id }: { id: string }) =>
    app.within(actor, async (tx) => appointmentView(await getShownAppointment(tx, id), reference))

  api.route({
    ...operation(contract.holdSlot, { permission: 'booking:hold', refusals: HOLDING }),
    handler: async (request) => {
      const actor = actorOf(request)
      const wish = { ...request.params, ...request.body }
      const hold = await holdSlot(app, actor, wish).catch((error) => withNextBest(options, actor, wish, error))
      return holdView(hold)
    },
  })
  api.route({
    ...operation(contract.extendHold, {
      permission: 'booking:hold',
      refusals: ['hold-not-found', 'hold-expired', 'hold-already-extended'],
    }),
    handler: async (request) => holdView(await extendHold(app, actorOf(request), request.params)),
  })
  api.route({
    ...operation(contract.releaseHold, { permission: 'booking:hold', refusals: ['hold-not-found'] }),
    handler: async (request) => {
      await releaseHold(app, actorOf(request), request.params)
      return null
    },
  })
  api.route({
    ...operation(contract.bookAppointment, {
      permission: 'booking:hold',
      refusals: [
        'request-not-found',
        'hold-not-found',
        'hold-expired',
        'request-already-placed',
        'time-taken',
        'key-reused',
      ],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await bookAppointment(app, actor, { ...request.params, ...request.body }))
    },
  })
}

/** A lost race is no dead end: the refusal carries the best offer that is left. */
async function withNextBest(
  { app, live, reference }: ApiOptions,
  actor: Actor,
  { requestId, slotId }: { readonly requestId: string; readonly slotId: string },
  error: unknown,
): Promise<never> {
  if (!(error instanceof Refused) || error.code !== 'slot-taken') throw error
  const request = await app.within(actor, (tx) => findRequest(tx, requestId))
  const loaded = live.current()
  if (!request || !loaded.territories.has(actor.territoryId)) throw error // the loss is certain, whatever is not read yet
  const offers = findOffers(loaded, reference, actor.territoryId, request.need, app.now(), { limit: 3 })
  const index = offers.ranking.offers.findIndex((offer) => offer.slotId !== slotId) // the picture may lag behind the loss
  const next = offers.ranking.offers[index]
  throw new Refused(error.code, error.reasons, next ? JSON.parse(offerJson(loaded, offers, next, 1, index)) : null)
}

const holdView = ({ id, slotId, requestId, expiresAt, extended }: Hold): contract.HoldView => ({
  id,
  slotId,
  requestId,
  expiresAt: new Date(expiresAt).toISOString(),
  extended,
})
