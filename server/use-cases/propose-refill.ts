import type { SlotRecord } from '../../domain/availability/picture.ts'
import { bestRequestFor } from '../../domain/matching/refill.ts'
import { maySearch, SEEKING } from '../../domain/requests/states.ts'
import { type Instant, SECOND } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { type Due, schedule } from '../database/due.ts'
import { record } from '../database/journal.ts'
import { endRefills, findRefillOfSlot, insertRefill, listSeekers, tryLockRequest } from '../database/refills.ts'
import { countTowardsCaps, getSlotInFull, tryLockSlot } from '../database/slots.ts'
import { getPolicy, getTerritory } from '../database/territory.ts'
import type { Tx } from '../database/within.ts'

type Freed = Pick<Due, 'territoryId' | 'subject'>

/**
 * Puts a slot that has a free place before the waiting request that it fits best. Runs in the transaction that took the
 * clock, and never waits for whoever may be waiting for that one: it comes back a second later instead.
 */
export async function proposeRefill(app: App, tx: Tx, { territoryId, subject }: Freed, at: Instant): Promise<void> {
  const slot = await tryLockSlot(tx, subject)
  if (slot === 'none') return
  const isDone = slot !== 'busy' && (await proposeSlot(app, tx, territoryId, slot, at))
  if (!isDone) await schedule(tx, { id: app.newId(), territoryId, at: at + SECOND, kind: 'slot-refill', subject })
}

async function proposeSlot(app: App, tx: Tx, territoryId: string, slot: SlotRecord, at: Instant): Promise<boolean> {
  const { slotId } = slot
  const current = await findRefillOfSlot(tx, slotId)
  if (canBeTaken(slot, at)) {
    if (current && SEEKING.includes(current.state)) return true
    await endRefills(tx, { slotId }, 'gone', at)
    return proposeToBest(app, tx, territoryId, slot, at)
  }
  await endRefills(tx, { slotId }, 'gone', at)
  return true
}

const canBeTaken = ({ free, withdrawn, releaseAt, start }: SlotRecord, at: Instant): boolean =>
  free > 0 && !withdrawn && start > at && (releaseAt === null || releaseAt > at)

async function proposeToBest(app: App, tx: Tx, territoryId: string, slot: SlotRecord, at: Instant): Promise<boolean> {
  const policy = await getPolicy(tx, await getTerritory(tx, territoryId), at)
  const seekers = (await listSeekers(tx, slot, at)).filter(({ state, source }) =>
    maySearch(state, source, policy.sourcesWithoutRegulation),
  )
  if (seekers.length === 0) return true
  const inFull = await getSlotInFull(tx, slot)
  const counted = await countTowardsCaps(tx, inFull)
  const best = bestRequestFor(seekers, inFull, policy, { territoryId, counted }, at)
  if (!best) return true
  const { requestId } = best
  if (!(await tryLockRequest(tx, requestId))) return false

  const { slotId, practitionerId } = slot
  const id = app.newId()
  if (!(await insertRefill(tx, { id, territoryId, slotId, requestId, at }))) return true
  const details = { slotId, practitionerId, startsAt: new Date(slot.start).toISOString() }
  await record(tx, {
    ...{ id: app.newId(), territoryId, at, actor: 'clock', act: 'refill-proposed', subject: id },
    requestId,
    details,
  })
  await announce(tx, { territoryId, topic: 'request', subject: requestId })
  return true
}

/**
 * Lets go of what is put before a request for which nothing is sought any more: the slot goes to the next one. The clock
 * is set before the refill is ended, as everybody does: two who come at once never wait for one another.
 */
export async function passOn(
  { newId }: App,
  tx: Tx,
  refills: readonly { readonly id: string; readonly territory_id: string; readonly slot_id: string }[],
  ending: 'passed' | 'gone',
  at: Instant,
): Promise<number> {
  for (const { territory_id, slot_id } of refills)
    await schedule(tx, { id: newId(), territoryId: territory_id, at, kind: 'slot-refill', subject: slot_id })
  let ended = 0
  for (const { id } of refills) ended += await endRefills(tx, { id }, ending, at)
  return ended
}
