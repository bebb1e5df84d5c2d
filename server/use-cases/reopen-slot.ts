import { hasBegun } from '../../domain/agenda/materialise.ts'
import type { SlotRecord } from '../../domain/availability/picture.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { saveReopening } from '../database/agenda-slots.ts'
import { listOrdinaryPlaces } from '../database/openings.ts'
import { lockSlot } from '../database/slots.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { regenerateAgenda } from './regenerate-agenda.ts'
import { lockOwnSlot, tell } from './withdraw-slot.ts'

/**
 * Shares again a slot to come that was taken back, or that went back to one's own patients, unless its minutes were
 * shared otherwise meanwhile. The agenda has the last word: nothing is shared in an absence, nor what was edited away.
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
    await shareAgain(app, tx, actor, slot, at)
    await tell(app, tx, actor, slot, 'slot-reopened')
  })
}

async function shareAgain(app: App, tx: Tx, actor: Actor, slot: SlotRecord, at: Instant): Promise<void> {
  await saveReopening(tx, slot.slotId, at)
  await regenerateAgenda(app, tx, actor, slot.practitionerId, at)
  const shared = await lockSlot(tx, slot.slotId)
  if (shared?.withdrawn !== false) refuse('edit-outdated')
}
