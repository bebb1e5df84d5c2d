import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { findRefill } from '../database/refills.ts'
import { lockRequest } from '../database/requests.ts'
import { refuse } from '../refusal.ts'
import { passOn, proposeRefill } from './propose-refill.ts'

/**
 * Says that the freed place put before a request is not for it: it goes to the next one that it fits, at once. Done
 * twice, or once it is over, it changes nothing.
 */
export function passRefill(app: App, actor: Actor, { refillId }: { readonly refillId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const refill = (await findRefill(tx, refillId)) ?? refuse('refill-not-found')
    const { territory_id: territoryId, request_id: requestId, slot_id: slotId } = refill
    await lockRequest(tx, requestId)
    if (refill.ended_at !== null || (await passOn(app, tx, [refill], 'passed', at)) === 0) return
    await record(tx, {
      ...{ id: app.newId(), territoryId, at, actor: actor.actor, act: 'refill-passed', subject: refillId },
      requestId,
      details: { slotId },
    })
    await announce(tx, { territoryId, topic: 'request', subject: requestId })
    await proposeRefill(app, tx, { territoryId, subject: slotId }, at)
  })
}
