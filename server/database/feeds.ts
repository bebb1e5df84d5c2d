import type { Instant } from '../../domain/time/interval.ts'
import type { Db } from './within.ts'

/** An address that reads an agenda, as its owner recognises it. */
export interface Feed {
  readonly id: string
  readonly name: string
  readonly createdAt: Instant
  readonly readAt: Instant | null
}

/** Those that still work, the oldest first. */
export async function listFeeds(db: Db, practitionerId: string): Promise<Feed[]> {
  const rows = await db
    .selectFrom('calendar_feed')
    .select(['id', 'name', 'created_at', 'read_at'])
    .where('practitioner_id', '=', practitionerId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, created_at, read_at }) => ({
    id,
    name,
    createdAt: created_at.getTime(),
    readAt: read_at?.getTime() ?? null,
  }))
}
