import { sql } from 'kysely'
import type { IsoDay } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { endPractices } from './directory-import.ts'
import type { Tx } from './within.ts'

/** Somebody the directory no longer has in the territory. */
export interface GonePerson {
  readonly rpps: string
  readonly name: string
  /** Whether the territory still sees their slots: people decide about that, an import does not. */
  readonly isStillSeen: boolean
}

/** Notes that the territory's directory has lost them since `day`: out of it altogether when they practise nowhere else. */
export async function markGone(
  tx: Tx,
  territoryId: string,
  rpps: readonly string[],
  { day, at }: { day: IsoDay; at: Instant },
): Promise<GonePerson[]> {
  const people = await tx
    .selectFrom('practitioner')
    .select(['id', 'rpps', 'given_name', 'family_name'])
    .select(
      sql<boolean>`exists (select from audience where practitioner_id = practitioner.id
      and territory_id = ${territoryId} and during @> ${new Date(at)}::timestamptz)`.as('is_still_seen'),
    )
    .where('rpps', '=', sql<string>`any (${rpps})`)
    .orderBy('rpps')
    .execute()
  const ids = people.map(({ id }) => id)
  await endPractices(tx, territoryId, ids, [], day)
  await tx
    .updateTable('directory_entry')
    .set({ gone_on: day })
    .where('practitioner_id', '=', sql<string>`any (${ids})`)
    .execute()
  await sql`update practitioner set gone_on = ${day} where id = any (${ids}) and not exists (
    select from practitioner_location as practice where practice.practitioner_id = id and practice.gone_on is null)`.execute(
    tx,
  )
  return people.map(({ rpps: found, given_name, family_name, is_still_seen }) => ({
    rpps: found,
    name: `${given_name} ${family_name}`.trim(),
    isStillSeen: is_still_seen,
  }))
}
