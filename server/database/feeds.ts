import { sql } from 'kysely'
import type { FeedSlot, FeedVisit } from '../../domain/agenda/feed.ts'
import type { Modality } from '../../domain/availability/picture.ts'
import { type Instant, type Interval, MINUTE } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

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

interface NewFeed extends Pick<Feed, 'id' | 'name' | 'createdAt'> {
  readonly practitionerId: string
  readonly tokenHash: Buffer
  readonly createdBy: string
}

export async function insertFeed(tx: Tx, feed: NewFeed): Promise<void> {
  await tx
    .insertInto('calendar_feed')
    .values({
      id: feed.id,
      practitioner_id: feed.practitionerId,
      name: feed.name,
      token_hash: feed.tokenHash,
      created_by: feed.createdBy,
      created_at: new Date(feed.createdAt),
    })
    .execute()
}

/** Closes it; whose it was, or undefined when the scope has no such feed that works. */
export async function saveRevocation(tx: Tx, feedId: string, at: Instant): Promise<string | undefined> {
  const row = await tx
    .updateTable('calendar_feed')
    .set({ revoked_at: new Date(at) })
    .where('id', '=', feedId)
    .where('revoked_at', 'is', null)
    .returning('practitioner_id')
    .executeTakeFirst()
  return row?.practitioner_id
}

/** Which feed a token opens, whoever asks. */
export async function findFeedOfToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ id: string; practitionerId: string } | undefined> {
  const { rows } = await sql<{ id: string; practitioner_id: string }>`select * from feed_of(${tokenHash})`.execute(tx)
  return rows[0] && { id: rows[0].id, practitionerId: rows[0].practitioner_id }
}

/** Keeps when the feed was last read, to the minute; reading again within it writes nothing. */
export async function saveReading(tx: Tx, feedId: string, at: Instant): Promise<void> {
  await tx
    .updateTable('calendar_feed')
    .set({ read_at: new Date(at) })
    .where('id', '=', feedId)
    .where(({ or, eb }) => or([eb('read_at', 'is', null), eb('read_at', '<=', new Date(at - MINUTE))]))
    .execute()
}

/** A place is known by its name, and its commune by its code. */
type Placed<Thing> = Omit<Thing, 'place'> & { readonly placeName: string; readonly communeCode: string }

/** Visits that begin in the interval, but those cancelled. Nothing of the patient is read. */
export async function listFeedVisits(
  db: Db,
  practitionerId: string,
  { start, end }: Interval,
): Promise<Placed<FeedVisit>[]> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('location', 'location.id', 'appointment.location_id')
    .select(['appointment.id', 'start_at', 'end_at', 'status', 'modality', 'version'])
    .select(sql<Date>`greatest(booked_at, answered_at, outcome_at)`.as('changed_at'))
    .select(['location.name', 'commune_code'])
    .where('practitioner_id', '=', practitionerId)
    .where('status', '<>', 'cancelled')
    .where('start_at', '>=', new Date(start))
    .where('start_at', '<', new Date(end))
    .orderBy('start_at')
    .orderBy('appointment.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    start: row.start_at.getTime(),
    end: row.end_at.getTime(),
    version: row.version,
    changedAt: row.changed_at.getTime(),
    pending: row.status === 'pending',
    modality: row.modality as Modality,
    placeName: row.name,
    communeCode: row.commune_code,
  }))
}

/** Slots of the interval that are not over, are shared and have a free place. */
export async function listSharedSlots(
  db: Db,
  practitionerId: string,
  { start, end }: Interval,
  now: Instant,
): Promise<Placed<FeedSlot>[]> {
  const rows = await db
    .selectFrom('slot')
    .innerJoin('opening', 'opening.id', 'slot.opening_id')
    .innerJoin('location', 'location.id', 'slot.location_id')
    .select(['slot.id', 'slot.opening_id', 'slot.start_at', 'slot.end_at', 'slot.modality', 'slot.version'])
    .select(['opened_at', 'location.name', 'commune_code'])
    .where('slot.practitioner_id', '=', practitionerId)
    .where('slot.start_at', '>=', new Date(start))
    .where('slot.start_at', '<', new Date(end))
    .where('slot.end_at', '>', new Date(now))
    .where('free_places', '>', 0)
    .where('withdrawn_at', 'is', null)
    .where(({ or, eb }) => or([eb('release_at', 'is', null), eb('release_at', '>', new Date(now))]))
    .orderBy('slot.start_at')
    .orderBy('slot.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    openingId: row.opening_id,
    start: row.start_at.getTime(),
    end: row.end_at.getTime(),
    version: Number(row.version),
    openedAt: row.opened_at.getTime(),
    modality: row.modality as Modality,
    placeName: row.name,
    communeCode: row.commune_code,
  }))
}
