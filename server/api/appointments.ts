import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/booking.ts'
import type { Actor } from '../app.ts'
import { getShownAppointment } from '../database/appointments.ts'
import { answerProposal } from '../use-cases/answer-proposal.ts'
import { cancelAppointment } from '../use-cases/cancel-appointment.ts'
import { recordOutcome, withdrawOutcome } from '../use-cases/record-outcome.ts'
import { appointmentView } from './appointment-view.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

/** What becomes of an appointment once it is made. */
export const appointmentRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, reference }) => {
  const view = (actor: Actor, { id }: { id: string }) =>
    app.within(actor, async (tx) => appointmentView(await getShownAppointment(tx, id), reference))

  api.route({
    ...operation(contract.answerProposal, {
      permission: 'booking:answer',
      refusals: ['appointment-not-found', 'appointment-over'],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await answerProposal(app, actor, { ...request.params, answer: request.body }))
    },
  })
  api.route({
    ...operation(contract.cancelAppointment, {
      permission: 'booking:cancel',
      refusals: ['appointment-not-found', 'appointment-over'],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await cancelAppointment(app, actor, { ...request.params, ...request.body }))
    },
  })
  api.route({
    ...operation(contract.recordOutcome, {
      permission: 'booking:outcome',
      refusals: ['appointment-not-found', 'appointment-over', 'outcome-too-early', 'move-impossible'],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await recordOutcome(app, actor, { ...request.params, ...request.body }))
    },
  })
  api.route({
    ...operation(contract.withdrawOutcome, {
      permission: 'booking:outcome',
      refusals: ['appointment-not-found', 'appointment-over', 'move-impossible'],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      return view(actor, await withdrawOutcome(app, actor, request.params))
    },
  })
}
