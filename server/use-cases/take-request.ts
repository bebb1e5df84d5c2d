import type { Actor, App } from '../app.ts'
import { lockRequest } from '../database/requests.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

interface TakeRequest {
  readonly requestId: string
  /** Hand it over instead of taking it. */
  readonly release: boolean
  readonly note: string | null
}

/** Puts one's name on a request, so that two people do not do the same work; or takes it off, with a word for the next. */
export function takeRequest(app: App, actor: Actor, { requestId, release, note }: TakeRequest): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const request = (await lockRequest(tx, requestId)) ?? refuse('request-not-found')
    const taken_by = release ? null : actor.actor
    if (request.takenBy === taken_by) return
    await moveTo(app, tx, actor, request, request.state, at, {
      act: release ? 'request-handed-over' : 'request-taken',
      moved: { taken_by },
      details: note ? { note } : undefined,
    })
  })
}
