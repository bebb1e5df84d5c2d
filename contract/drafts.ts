import { z } from 'zod'
import { endpoint, Instant, NoParams, Nothing } from './endpoint.ts'

const draftParams = z.object({ draftId: z.uuid() })
const DraftView = z
  .object({ id: z.uuid(), updatedAt: Instant, content: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Draft', description: 'What somebody was typing.' })
export type DraftView = z.infer<typeof DraftView>

export const saveDraft = endpoint({
  id: 'saveDraft',
  summary: 'Keep what is being typed; only its author sees it',
  tag: 'requests',
  method: 'PUT',
  path: '/drafts/:draftId',
  params: draftParams,
  body: z.object({ content: z.record(z.string().max(60), z.unknown()) }),
  status: 200,
  reply: DraftView,
})

export const listDrafts = endpoint({
  id: 'listDrafts',
  summary: 'Read one’s own drafts, newest first',
  tag: 'requests',
  method: 'GET',
  path: '/drafts',
  params: NoParams,
  status: 200,
  reply: z.object({ drafts: z.array(DraftView) }),
})

export const dropDraft = endpoint({
  id: 'dropDraft',
  summary: 'Forget a draft',
  tag: 'requests',
  method: 'DELETE',
  path: '/drafts/:draftId',
  params: draftParams,
  status: 204,
  reply: Nothing,
})
