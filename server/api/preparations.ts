import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/preparations.ts'
import { confirmPreparation } from '../use-cases/confirm-preparation.ts'
import { prepareAgenda } from '../use-cases/prepare-agenda.ts'
import { withdrawPreparation } from '../use-cases/withdraw-preparation.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'
import { originOf } from './origin.ts'
import { confirmedView, preparationView, readPreparation, readPreparations } from './preparation-view.ts'

const OPENING = [
  'not-your-place',
  'nothing-to-open',
  'places-overlap',
  'time-does-not-exist',
  'opening-in-the-past',
  'recurrence-unreadable',
] as const

export const preparationRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  api.route({
    ...operation(contract.prepareAgenda, {
      permission: 'agenda:prepare',
      refusals: ['practitioner-not-found', ...OPENING],
    }),
    handler: async (request) => {
      const { token, member, ...preparation } = await prepareAgenda(app, actorOf(request), request.body)
      // in the fragment, which browsers send to nobody: the token is in no log
      return { ...preparationView(preparation, member), url: `${originOf(request)}/agenda-prepare#${token}` }
    },
  })
  api.route({
    ...operation(contract.listPreparations, { permission: 'agenda:prepare' }),
    handler: (request) => readPreparations(app, reference, actorOf(request)),
  })
  api.route({
    ...operation(contract.withdrawPreparation, {
      permission: 'agenda:prepare',
      refusals: ['preparation-not-found'],
    }),
    handler: async (request) => {
      await withdrawPreparation(app, actorOf(request), request.params)
      return null
    },
  })
  api.route({
    ...operation(contract.readPreparation, {
      permission: 'public',
      refusals: ['link-not-valid', 'too-many-requests'],
    }),
    handler: (request) => readPreparation(app, request.body.token),
  })
  api.route({
    ...operation(contract.confirmPreparation, {
      permission: 'public',
      refusals: ['link-not-valid', 'too-many-requests', ...OPENING],
    }),
    handler: async (request) => confirmedView(await confirmPreparation(app, request.body)),
  })
}
