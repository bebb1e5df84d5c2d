import type { Actor, App } from '../app.ts'
import { type Draft, dropDraft, saveDraft } from '../database/drafts.ts'
import { refuse } from '../refusal.ts'

/** Keeps what somebody is typing, so that nothing typed is ever lost. Only its author finds it again. */
export function keepDraft(app: App, actor: Actor, { id, content }: Pick<Draft, 'id' | 'content'>): Promise<Draft> {
  const draft = { id, content, updatedAt: app.now() }
  return app.within(actor, async (tx) => {
    if (!(await saveDraft(tx, app.cipher, actor, draft))) refuse('draft-not-found')
    return draft
  })
}

export function forgetDraft(app: App, actor: Actor, { draftId }: { readonly draftId: string }): Promise<void> {
  return app.within(actor, async (tx) => {
    if (!(await dropDraft(tx, actor, draftId))) refuse('draft-not-found')
  })
}
