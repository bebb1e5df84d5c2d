import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'
import type { DB, Due as DueRow } from './tables.ts'
import type { Db, Tx } from './within.ts'

export type DueKind = 'hold-expiry' | 'agenda-horizon' | 'slot-release' | 'slot-refill' | 'calendar-read' | 'invitation'

/** Something that must happen at `at`, to `subject`. */
export interface Due {
  readonly id: string
  readonly territoryId: string
  readonly at: Instant
  readonly kind: DueKind
  readonly subject: string
  /** In whose name it runs, when it is one professional's. */
  readonly practitionerId?: string | undefined
}

/** Whose clocks have something due: of a territory, or of one professional in it. */
export type Whose = Pick<Due, 'territoryId' | 'practitionerId'>

/**
 * Sets a clock, or moves the one that is set. A clock is never taken away: it is taken before what it is about, by
 * whoever runs it, so taking it away after would make the two wait for one another; it finds nothing to do instead.
 */
export async function schedule(tx: Tx, { id, territoryId, at, kind, subject, practitionerId }: Due): Promise<void> {
  await tx
    .insertInto('due')
    .values({ id, territory_id: territoryId, at: new Date(at), kind, subject, practitioner_id: practitionerId ?? null })
    .onConflict((conflict) => conflict.columns(['kind', 'subject', 'territory_id']).doUpdateSet({ at: new Date(at) }))
    .execute()
}

/** Whose clocks have come due by `now`. */
export async function listWhoseDue(db: Db, now: Instant, kinds: readonly DueKind[]): Promise<Whose[]> {
  const rows = await db
    .selectFrom('due')
    .select(['territory_id', 'practitioner_id'])
    .distinct()
    .where('at', '<=', new Date(now))
    .where('kind', 'in', kinds)
    .orderBy('territory_id')
    .orderBy('practitioner_id')
    .execute()
  return rows.map((row) => ({ territoryId: row.territory_id, practitionerId: row.practitioner_id ?? undefined }))
}

/** Takes the oldest row that nobody else is working on. Gone with the commit, back at once with a rollback or a crash. */
export async function takeDue(tx: Tx, whose: Whose, now: Instant, kinds: readonly DueKind[]): Promise<Due | undefined> {
  const row = await tx
    .deleteFrom('due')
    .where('id', '=', nextOf(whose, now, kinds))
    .returningAll()
    .executeTakeFirst()
  return row && toDue(row)
}

/**
 * Lends the oldest row until `until`, for an effect outside the database: whoever is killed meanwhile gives it back then.
 * `endDue` or `schedule` says how it ended.
 */
export async function leaseDue(
  tx: Tx,
  whose: Whose,
  now: Instant,
  kinds: readonly DueKind[],
  until: Instant,
): Promise<Due | undefined> {
  const row = await tx
    .updateTable('due')
    .set({ at: new Date(until) })
    .where('id', '=', nextOf(whose, now, kinds))
    .returningAll()
    .executeTakeFirst()
  return row && toDue(row)
}

/** Of a clock whose work failed, so that those after it have their turn. */
export async function putOff(tx: Tx, dueId: string, until: Instant): Promise<void> {
  await tx
    .updateTable('due')
    .set({ at: new Date(until) })
    .where('id', '=', dueId)
    .where('at', '<', new Date(until))
    .execute()
}

export async function endDue(tx: Tx, dueId: string): Promise<void> {
  await tx.deleteFrom('due').where('id', '=', dueId).execute()
}

const nextOf =
  ({ territoryId, practitionerId }: Whose, now: Instant, kinds: readonly DueKind[]) =>
  (eb: ExpressionBuilder<DB, 'due'>) =>
    eb
      .selectFrom('due')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where((due) =>
        practitionerId ? due('practitioner_id', '=', practitionerId) : due('practitioner_id', 'is', null),
      )
      .where('at', '<=', new Date(now))
      .where('kind', 'in', kinds)
      .orderBy('at')
      .limit(1)
      .forUpdate()
      .skipLocked()

const toDue = (row: Selectable<DueRow>): Due => ({
  id: row.id,
  territoryId: row.territory_id,
  at: row.at.getTime(),
  kind: row.kind as DueKind,
  subject: row.subject,
  practitionerId: row.practitioner_id ?? undefined,
})
