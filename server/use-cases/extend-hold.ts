import { extendedExpiry, type Hold, isLive } from '../../domain/booking/hold.ts'
import type { Actor, App } from '../app.ts'
import { findHold, saveExtension } from '../database/booking.ts'
import { schedule } from '../database/due.ts'
import { lockRequest } from '../database/requests.ts'
import { getPolicy, getTerritory } from '../database/territory.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

/** Keeps a held place a little longer, once. */
export function extendHold(app: App, actor: Actor, { holdId }: { readonly holdId: string }): Promise<Hold> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const { requestId } = (await findHold(tx, holdId, actor.territoryId)) ?? refuse('hold-not-found')
    const request = (await lockRequest(tx, requestId)) ?? refuse('hold-not-found')
    const hold = (await findHold(tx, holdId, actor.territoryId)) ?? refuse('hold-not-found') // as it is under the lock
    if (!isLive(hold, at)) refuse('hold-expired')
    if (hold.extended) refuse('hold-already-extended')
    const policy = await getPolicy(tx, await getTerritory(tx, actor.territoryId), at)
    const expiresAt = extendedExpiry(hold, policy)
    const { territoryId } = actor
    await schedule(tx, { id: app.newId(), territoryId, at: expiresAt, kind: 'hold-expiry', subject: holdId })
    await saveExtension(tx, holdId, expiresAt)
    const details = { expiresAt: new Date(expiresAt).toISOString() }
    await moveTo(app, tx, actor, request, request.state, at, { act: 'hold-extended', subject: holdId, details })
    const { id, slotId } = hold
    return { id, slotId, requestId, expiresAt, extended: true }
  })
}
