import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/openings.ts'
import { getTeamAgenda } from '../../contract/team.ts'
import { changeAgenda, previewAgendaChange } from '../use-cases/change-agenda.ts'
import { setAgendaSettings } from '../use-cases/set-agenda-settings.ts'
import { undoAgendaChange } from '../use-cases/undo-agenda-change.ts'
import { effectView, showingAffected } from './effect-view.ts'
import { readOpenings } from './openings-view.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'
import { readTeamAgenda } from './team-view.ts'

const NAMING = [
  'practitioner-not-found',
  'opening-not-found',
  'absence-not-found',
  'not-your-place',
  'recurrence-unreadable',
] as const
const CHANGING = [
  ...NAMING,
  'places-overlap',
  'visits-affected',
  'time-does-not-exist',
  'opening-in-the-past',
  'nothing-to-open',
] as const

export const openingRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference, mail = false }) => {
  api.route({
    ...operation(contract.previewAgendaChange, { permission: 'agenda:own', refusals: NAMING }),
    handler: async (request) => effectView(await previewAgendaChange(app, actorOf(request), request.body), reference),
  })
  api.route({
    ...operation(contract.changeAgenda, { permission: 'agenda:own', refusals: CHANGING }),
    handler: async (request) => {
      const changed = await changeAgenda(app, actorOf(request), request.body).catch((error) =>
        showingAffected(error, reference),
      )
      return { ...effectView(changed, reference), editId: changed.editId, openingIds: [...changed.openingIds] }
    },
  })
  api.route({
    ...operation(contract.undoAgendaChange, {
      permission: 'agenda:own',
      refusals: ['edit-not-found', 'edit-outdated', 'places-overlap'],
    }),
    handler: async (request) => effectView(await undoAgendaChange(app, actorOf(request), request.params), reference),
  })
  api.route({
    ...operation(contract.listOpenings, { permission: 'agenda:own', refusals: ['practitioner-not-found'] }),
    handler: (request) => readOpenings(app, actorOf(request), request.query),
  })
  api.route({
    ...operation(contract.setAgendaSettings, {
      permission: 'agenda:own',
      refusals: ['practitioner-not-found', 'mail-not-set-up'],
    }),
    handler: (request) => setAgendaSettings(app, actorOf(request), { ...request.body, canMail: mail }),
  })
  api.route({
    ...operation(getTeamAgenda, { permission: 'agenda:own' }),
    handler: (request) => readTeamAgenda(app, actorOf(request), request.query),
  })
}
