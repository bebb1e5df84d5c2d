import { hasBegun } from '../../domain/agenda/materialise.ts'
import type { Actor, App } from '../app.ts'
import { saveReopening } from '../database/agenda-slots.ts'
import { listOrdinaryPlaces } from '../database/openings.ts'
import { refuse } from '../refusal.ts'
import { lockOwnSlot, tell } from './withdraw-slot.ts'

/**
 * Shares again a slot to come that was taken back, or that went back to one's own patients, unless its minutes were
 * shared otherwise meanwhile.
 */
export function reopenSlot(app: App, actor: Actor, { slotId }: { readonly slotId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const slot = await lockOwnSlot(tx, actor, slotId)
    if (!slot.withdrawn) return
    if (hasBegun(slot, at)) refuse('opening-in-the-past')
    if (slot.kind === 'slots') {
      const others = await listOrdinaryPlaces(tx, slot.practitionerId, slot, slotId)
      if (others.length > 0) refuse('places-overlap')
    }
    await saveReopening(tx, slotId, at)
    await tell(app, tx, actor, slot, 'slot-reopened')
  })
}
