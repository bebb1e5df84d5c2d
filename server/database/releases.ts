import { type ExpressionBuilder, sql } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'
import type { DB } from './tables.ts'
import type { Tx } from './within.ts'

const toRelease = (practitionerId: string, now: Date) => (slot: ExpressionBuilder<DB, 'slot'>) =>
  slot.and([
    slot('practitioner_id', '=', practitionerId),
    slot('withdrawn_at', 'is', null),
    slot('release_at', '<=', now),
    slot('free_places', '>', 0),
    slot('start_at', '>', now),
  ])

/**
 * Takes back what is free of the professional's slots to come whose release has come; the slots. One that somebody is
 * changing is left for the next time: a clock never waits for those who may be waiting for it.
 */
export async function takeReleased(tx: Tx, practitionerId: string, at: Instant): Promise<string[]> {
  const now = new Date(at)
  const locked = await tx
    .selectFrom('slot')
    .select('id')
    .where(toRelease(practitionerId, now))
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  if (locked.length === 0) return []
  const released = await tx
    .updateTable('slot')
    .set({ withdrawn_at: now, withdrawn_by: 'release', version: sql`version + 1` })
    .where(
      'id',
      'in',
      locked.map(({ id }) => id),
    )
    .where(toRelease(practitionerId, now))
    .returning('id')
    .execute()
  return released.map(({ id }) => id)
}

/** When the next of the professional's slots is released; one that was left is already late. */
export async function findNextRelease(tx: Tx, practitionerId: string, at: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('slot')
    .select('release_at')
    .where('practitioner_id', '=', practitionerId)
    .where('withdrawn_at', 'is', null)
    .where('start_at', '>', new Date(at))
    .where(({ or, eb }) => or([eb('release_at', '>', new Date(at)), toRelease(practitionerId, new Date(at))(eb)]))
    .orderBy('release_at')
    .limit(1)
    .executeTakeFirst()
  return row?.release_at?.getTime()
}
