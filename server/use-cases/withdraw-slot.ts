import { hasBegun } from '../../domain/agenda/materialise.ts'
import type { SlotRecord } from '../../domain/availability/picture.ts'
import type { Actor, App } from '../app.ts'
import { saveWithdrawals } from '../database/agenda-slots.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { findPractitionerOfSlot, lockAgenda } from '../database/openings.ts'
import { lockSlot } from '../database/slots.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'

/**
 * Takes back what is still free of a slot to come. Held and booked places stay: one that has nothing else is refused.
 * Done twice, the second changes nothing.
 */
export function withdrawSlot(app: App, actor: Actor, { slotId }: { readonly slotId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const slot = await lockOwnSlot(tx, actor, slotId)
    if (slot.withdrawn) return
    if (hasBegun(slot, at)) refuse('opening-in-the-past')
    if (slot.free === 0) refuse('slot-in-use')
    await saveWithdrawals(tx, [{ id: slotId }], { at, by: 'professional' })
    await tell(app, tx, actor, slot, 'slot-withdrawn')
  })
}

/** A slot of somebody for whom the actor acts, after their agenda: to anybody else it does not exist. */
export async function lockOwnSlot(tx: Tx, { actingFor = [] }: Actor, slotId: string): Promise<SlotRecord> {
  const whose = await findPractitionerOfSlot(tx, slotId)
  if (whose === undefined || !actingFor.includes(whose)) return refuse('slot-not-found')
  await lockAgenda(tx, whose)
  return (await lockSlot(tx, slotId)) ?? refuse('slot-not-found')
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
