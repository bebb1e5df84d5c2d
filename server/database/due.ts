import type { Instant } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

/** Something that must happen at `at`, to `subject`. */
export interface Due {
  readonly id: string
  readonly territoryId: string
  readonly at: Instant
  readonly kind: 'hold-expiry'
  readonly subject: string
}

/**
 * Sets a clock, or moves the one that is set. A clock is never taken away: it is taken before what it is about, by
 * whoever runs it, so taking it away after would make the two wait for one another; it finds nothing to do instead.
 */
export async function schedule(tx: Tx, { id, territoryId, at, kind, subject }: Due): Promise<void> {
  await tx
    .insertInto('due')
    .values({ id, territory_id: territoryId, at: new Date(at), kind, subject })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet({ at: new Date(at) }))
    .execute()
}

/** The territories where something has come due by `now`. */
export async function listTerritoriesDue(db: Db, now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('due')
    .select('territory_id')
    .distinct()
    .where('at', '<=', new Date(now))
    .orderBy('territory_id')
    .execute()
  return rows.map((row) => row.territory_id)
}

/** Takes the oldest row that nobody else is working on. Gone with the commit, back at once with a rollback or a crash. */
export async function takeDue(tx: Tx, territoryId: string, now: Instant): Promise<Due | undefined> {
  const row = await tx
    .deleteFrom('due')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('due')
        .select('id')
        .where('territory_id', '=', territoryId)
        .where('at', '<=', new Date(now))
        .orderBy('at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
  return row && { id: row.id, territoryId, at: row.at.getTime(), kind: row.kind as Due['kind'], subject: row.subject }
}
