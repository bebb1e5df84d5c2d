import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/agenda.ts'
import { openSlots } from '../use-cases/open-slots.ts'
import { reopenSlot } from '../use-cases/reopen-slot.ts'
import { withdrawSlot } from '../use-cases/withdraw-slot.ts'
import { readAgenda } from './agenda-view.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

const CHANGING = ['slot-not-found', 'opening-in-the-past'] as const

export const agendaRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.getAgenda, { permission: 'agenda:own', refusals: ['practitioner-not-found'] }),
    handler: (request) => readAgenda(app, reference, actorOf(request), request.query),
  })
  api.route({
    ...operation(contract.openSlots, {
      permission: 'agenda:own',
      refusals: [
        'practitioner-not-found',
        'places-overlap',
        'time-does-not-exist',
        'opening-in-the-past',
        'not-your-place',
      ],
    }),
    handler: async (request) => {
      const slots = await openSlots(app, actorOf(request), request.body)
      return { slots: slots.map(({ id, start }) => ({ id, startsAt: new Date(start).toISOString() })) }
    },
  })
  api.route({
    ...operation(contract.withdrawSlot, { permission: 'agenda:own', refusals: [...CHANGING, 'slot-in-use'] }),
    handler: async (request) => {
      await withdrawSlot(app, actorOf(request), request.params)
      return null
    },
  })
  api.route({
    ...operation(contract.reopenSlot, { permission: 'agenda:own', refusals: [...CHANGING, 'places-overlap'] }),
    handler: async (request) => {
      await reopenSlot(app, actorOf(request), request.params)
      return null
    },
  })
}
