import { dayIn } from '../../domain/time/dated.ts'
import { type Instant, SECOND } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { type Due, schedule } from '../database/due.ts'
import { record } from '../database/journal.ts'
import { tryLockAgenda } from '../database/openings.ts'
import type { Tx } from '../database/within.ts'
import { loadAgenda, regenerateLoaded } from './regenerate-agenda.ts'

/**
 * Moves the horizon of an agenda a day on. Runs in the transaction that took the clock, and sets the one of the next
 * night while there are openings. Whoever edits the agenda meanwhile goes first: they may be waiting for this clock.
 */
export async function extendHorizon(app: App, tx: Tx, due: Due, at: Instant): Promise<void> {
  const { territoryId, subject } = due
  if (!(await tryLockAgenda(tx, subject))) return schedule(tx, { ...due, id: app.newId(), at: at + SECOND })
  const loaded = await loadAgenda(tx, subject, at)
  const done = await regenerateLoaded(app, tx, territoryId, loaded, at)
  if (done.opened + done.changed + done.withdrawn === 0) return
  const details = { ...done, until: dayIn(loaded.zone, loaded.horizon.end - 1) }
  await record(tx, { id: app.newId(), territoryId, at, actor: 'clock', act: 'agenda-extended', subject, details })
  await announce(tx, { territoryId, topic: 'agenda', subject, practitionerIds: [subject] })
}
