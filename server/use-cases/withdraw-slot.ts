import { hasBegun } from '../../domain/agenda/materialise.ts'
import type { SlotRecord } from '../../domain/availability/picture.ts'
import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { saveWithdrawal } from '../database/openings.ts'
import { lockSlot } from '../database/slots.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'

/**
 * Takes back what is still free of a slot to come. Held and booked places stay: one that has nothing else is refused.
 * Done twice, the second changes nothing.
 */
export function withdrawSlot(app: App, actor: Actor, { slotId }: { readonly slotId: string }): Promise<void> {
  return app.within(actor, async (tx) => {
    const slot = await lockOwnSlot(tx, actor, slotId)
    if (slot.withdrawn) return
    if (hasBegun(slot, app.now())) refuse('opening-in-the-past')
    if (slot.free === 0) refuse('slot-in-use')
    await saveWithdrawal(tx, slotId, app.now())
    await tell(app, tx, actor, slot, 'slot-withdrawn')
  })
}

/** A slot of somebody for whom the actor acts: to anybody else it does not exist. */
export async function lockOwnSlot(tx: Tx, { actingFor = [] }: Actor, slotId: string): Promise<SlotRecord> {
  const slot = await lockSlot(tx, slotId)
  return slot && actingFor.includes(slot.practitionerId) ? slot : refuse('slot-not-found')
}

/** Writes the line of a change to one's own slot, and tells it. */
export async function tell(
  { newId, now }: App,
  tx: Tx,
  { territoryId, actor }: Actor,
  { slotId, practitionerId, start }: SlotRecord,
  act: 'slot-withdrawn' | 'slot-reopened',
): Promise<void> {
  const details = { practitionerId, startsAt: new Date(start) }
  await record(tx, { id: newId(), territoryId, at: now(), actor, act, subject: slotId, details })
  await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
}
