import { hasBegun } from '../../domain/agenda/materialise.ts'
import type { Actor, App } from '../app.ts'
import { lockOrdinaryPlaces, saveWithdrawal } from '../database/openings.ts'
import { refuse } from '../refusal.ts'
import { lockOwnSlot, tell } from './withdraw-slot.ts'

/** Shares again a slot to come that was taken back, unless its minutes were shared otherwise meanwhile. */
export function reopenSlot(app: App, actor: Actor, { slotId }: { readonly slotId: string }): Promise<void> {
  return app.within(actor, async (tx) => {
    const slot = await lockOwnSlot(tx, actor, slotId)
    if (!slot.withdrawn) return
    if (hasBegun(slot, app.now())) refuse('opening-in-the-past')
    if (slot.kind === 'slots') {
      const others = await lockOrdinaryPlaces(tx, slot.practitionerId, slot, slotId)
      if (others.length > 0) refuse('places-overlap')
    }
    await saveWithdrawal(tx, slotId, null)
    await tell(app, tx, actor, slot, 'slot-reopened')
  })
}
