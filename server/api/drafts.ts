import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/drafts.ts'
import { type Draft, listDrafts } from '../database/drafts.ts'
import { forgetDraft, keepDraft } from '../use-cases/keep-draft.ts'
import { type ApiOptions, actorOf, operation } from './operation.ts'

export const draftRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app }) => {
  api.route({
    ...operation(contract.saveDraft, { permission: 'request:create', refusals: ['draft-not-found'] }),
    handler: async (request) => {
      const { draftId } = request.params
      return draftView(await keepDraft(app, actorOf(request), { id: draftId, content: request.body.content }))
    },
  })
  api.route({
    ...operation(contract.listDrafts, { permission: 'request:create' }),
    handler: async (request) => {
      const actor = actorOf(request)
      const drafts = await app.within(actor, (tx) => listDrafts(tx, app.cipher, actor))
      return { drafts: drafts.map(draftView) }
    },
  })
  api.route({
    ...operation(contract.dropDraft, { permission: 'request:create', refusals: ['draft-not-found'] }),
    handler: async (request) => {
      await forgetDraft(app, actorOf(request), request.params)
      return null
    },
  })
}

const draftView = ({ id, updatedAt, content }: Draft): contract.DraftView => ({
  id,
  updatedAt: new Date(updatedAt).toISOString(),
  content,
})
