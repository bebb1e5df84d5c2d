import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { dropExpiredHold } from '../database/booking.ts'
import type { Due } from '../database/due.ts'
import { record } from '../database/journal.ts'
import type { Tx } from '../database/within.ts'

/** Gives a held place back when its time is up. Runs in the transaction that took the clock. */
export async function expireHold({ newId }: App, tx: Tx, { territoryId, subject }: Due, at: Instant): Promise<void> {
  const requestId = await dropExpiredHold(tx, subject, at)
  if (!requestId) return
  await record(tx, { id: newId(), territoryId, at, actor: 'clock', act: 'hold-expired', subject, requestId })
  await announce(tx, { territoryId, topic: 'request', subject: requestId })
}
