import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/requests.ts'
import { dayNumber, startOfDay } from '../../domain/time/wall-clock.ts'
import type { Actor } from '../app.ts'
import { findRequestsByNumber, listClosedRequests, listOpenRequests } from '../database/request-reads.ts'
import { getTerritory } from '../database/territory.ts'
import type { Tx } from '../database/within.ts'
import { createCareRequest } from '../use-cases/create-care-request.ts'
import { closeRequest, moveRequest } from '../use-cases/move-request.ts'
import { takeRequest } from '../use-cases/take-request.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'
import { rowView, viewRequest } from './request-view.ts'

const CREATING = [
  'key-reused',
  'open-request-exists',
  'practitioner-not-found',
  'age-needed',
  'phone-unreadable',
  'commune-unknown',
  'due-in-the-past',
] as const
const MOVING = ['request-not-found', 'move-impossible', 'reason-needed', 'regulation-needed'] as const

export const requestRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  const view = (actor: Actor, requestId: string) =>
    app.within(actor, (tx) => viewRequest(app, tx, actor, requestId, reference))

  api.route({
    ...operation(contract.createCareRequest, { permission: 'request:create', refusals: CREATING }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await createCareRequest(app, actor, request.body, reference))
    },
  })

  api.route({
    ...operation(contract.listRequests, { permission: 'request:read' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const now = app.now()
      const rows = await app.within(actor, (tx) => wantedRows(tx, actor, request.query, now))
      return { requests: rows.map((row) => rowView(row, reference)) }
    },
  })

  api.route({
    ...operation(contract.getRequest, { permission: 'request:read', refusals: ['request-not-found'] }),
    handler: async (request) => view(actorOf(request), request.params.requestId),
  })

  api.route({
    ...operation(contract.takeRequest, { permission: 'request:work', refusals: ['request-not-found'] }),
    handler: async (request) => {
      const actor = actorOf(request)
      await takeRequest(app, actor, { ...request.params, ...request.body })
      return view(actor, request.params.requestId)
    },
  })

  api.route({
    ...operation(contract.moveRequest, { permission: 'request:work', refusals: MOVING }),
    handler: async (request) => {
      const actor = actorOf(request)
      await moveRequest(app, actor, { ...request.params, ...request.body })
      return view(actor, request.params.requestId)
    },
  })

  api.route({
    ...operation(contract.closeRequest, { permission: 'request:work', refusals: MOVING }),
    handler: async (request) => {
      const actor = actorOf(request)
      await closeRequest(app, actor, { ...request.params, ...request.body })
      return view(actor, request.params.requestId)
    },
  })
}

async function wantedRows(
  tx: Tx,
  { territoryId }: Actor,
  { view, q }: { view: 'open' | 'closed-today'; q?: string | undefined },
  now: number,
) {
  if (q) return findRequestsByNumber(tx, new Date(now), q)
  if (view === 'open') return listOpenRequests(tx, new Date(now))
  const { zone } = await getTerritory(tx, territoryId)
  return listClosedRequests(tx, new Date(now), new Date(startOfDay(dayNumber(now, zone), zone)))
}
