import { type Instant, SECOND } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { type Due, schedule } from '../database/due.ts'
import { record } from '../database/journal.ts'
import { findNextRelease, takeReleased } from '../database/releases.ts'
import type { Tx } from '../database/within.ts'

/**
 * Gives what nobody took back to the professional's own patients, at the hour that they set, and sets the clock for the
 * next one. Runs in the transaction that took the clock, in the name of the professional.
 */
export async function releaseSlots(app: App, tx: Tx, { territoryId, subject }: Due, at: Instant): Promise<void> {
  const practitionerId = subject
  const slotIds = await takeReleased(tx, practitionerId, at)
  await scheduleRelease(app, tx, territoryId, practitionerId, at)
  if (slotIds.length === 0) return
  const line = { id: app.newId(), territoryId, at, actor: 'clock', act: 'slots-released', subject } as const
  await record(tx, { ...line, details: { practitionerId, slotIds } })
  await announce(tx, { territoryId, topic: 'agenda', subject, practitionerIds: [practitionerId] })
}

/**
 * Sets the clock of the professional's next release, if any. To be called after their slots were written, in the scope
 * of whoever acts for them.
 */
export async function scheduleRelease(
  app: App,
  tx: Tx,
  territoryId: string,
  practitionerId: string,
  at: Instant = app.now(),
): Promise<void> {
  const next = await findNextRelease(tx, practitionerId, at)
  if (next === undefined) return
  const when = next > at ? next : at + SECOND // one was being changed
  const due = { id: app.newId(), territoryId, at: when, kind: 'slot-release', subject: practitionerId } as const
  await schedule(tx, { ...due, practitionerId })
}
