import type { Actor, App } from '../app.ts'
import { dropHold, findHold } from '../database/booking.ts'
import { lockRequest } from '../database/requests.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

/** Gives a held place back. Done twice, the second finds nothing to release and says so. */
export function releaseHold(app: App, actor: Actor, { holdId }: { readonly holdId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const { requestId, slotId } = (await findHold(tx, holdId, actor.territoryId)) ?? refuse('hold-not-found')
    const request = (await lockRequest(tx, requestId)) ?? refuse('hold-not-found')
    if (!(await dropHold(tx, holdId))) refuse('hold-not-found')
    await moveTo(app, tx, actor, request, request.state, at, {
      act: 'hold-released',
      subject: holdId,
      details: { slotId },
    })
  })
}
