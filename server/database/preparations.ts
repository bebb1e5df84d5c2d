import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { OpeningBody } from '../../contract/openings.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { fullName } from './directory.ts'
import { isDuring } from './during.ts'
import type { AgendaPreparation, DB } from './tables.ts'
import type { Db, Tx } from './within.ts'

/** An agenda that a coordinator prepared for a professional. */
export interface Preparation {
  readonly id: string
  readonly territoryId: string
  readonly practitionerId: string
  readonly openings: readonly OpeningBody[]
  readonly preparedBy: { readonly accountId: string; readonly name: string }
  readonly preparedAt: Instant
  readonly expiresAt: Instant
  readonly confirmedAt: Instant | null
  readonly withdrawnAt: Instant | null
}

/** Found by the hash of its token, before any territory is known. */
export async function findWhosePreparation(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ id: string; territoryId: string; practitionerId: string } | undefined> {
  const found = await sql<{ id: string; territory_id: string; practitioner_id: string }>`
    select id, territory_id, practitioner_id from preparation_of(${tokenHash})`.execute(tx)
  const [row] = found.rows
  return row && { id: row.id, territoryId: row.territory_id, practitionerId: row.practitioner_id }
}

export async function findPreparation(db: Db, id: string): Promise<Preparation | undefined> {
  const row = await db.selectFrom('agenda_preparation').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPreparation(row)
}

/** Waits for whoever is confirming it, or taking it back. */
export async function lockPreparation(tx: Tx, id: string): Promise<Preparation | undefined> {
  const row = await tx.selectFrom('agenda_preparation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toPreparation(row)
}

/** The latest first: what is past is only of use for a while. */
export async function listPreparations(db: Db, { since }: { readonly since: Instant }): Promise<Preparation[]> {
  const rows = await db
    .selectFrom('agenda_preparation')
    .selectAll()
    .where('prepared_at', '>=', new Date(since))
    .orderBy('prepared_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toPreparation)
}

export async function insertPreparation(tx: Tx, preparation: Preparation, tokenHash: Buffer): Promise<void> {
  const { id, territoryId, practitionerId, openings, preparedBy, preparedAt, expiresAt } = preparation
  await tx
    .insertInto('agenda_preparation')
    .values({
      id,
      territory_id: territoryId,
      practitioner_id: practitionerId,
      openings: JSON.stringify(openings),
      token_hash: tokenHash,
      prepared_by: preparedBy.accountId,
      prepared_by_name: preparedBy.name,
      prepared_at: new Date(preparedAt),
      expires_at: new Date(expiresAt),
    })
    .execute()
}

/** Those of a professional that nobody has confirmed: their links no longer work. */
export async function withdrawUnconfirmed(tx: Tx, practitionerId: string, at: Instant): Promise<void> {
  await tx
    .updateTable('agenda_preparation')
    .set({ withdrawn_at: new Date(at) })
    .where('practitioner_id', '=', practitionerId)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

export async function savePreparationEnd(
  tx: Tx,
  id: string,
  end: 'confirmed' | 'withdrawn',
  at: Instant,
): Promise<void> {
  const set = end === 'confirmed' ? { confirmed_at: new Date(at) } : { withdrawn_at: new Date(at) }
  await tx.updateTable('agenda_preparation').set(set).where('id', '=', id).execute()
}

export interface Member {
  readonly id: string
  readonly name: string
  readonly professionCode: string
  /** Whether they share places, or will by what they opened. */
  readonly hasAgenda: boolean
}

/** Professionals who are members of the territory at `at`, by name; only `practitionerId` when it is given. */
export async function listMembers(
  db: Db,
  territoryId: string,
  at: Instant,
  practitionerId?: string,
): Promise<Member[]> {
  let query = db
    .selectFrom('practitioner as p')
    .innerJoin('audience as a', 'a.practitioner_id', 'p.id')
    .select(['p.id', 'p.civility', 'p.given_name', 'p.family_name', 'p.profession_code'])
    .select((eb) => hasAgenda(eb, at).as('has_agenda'))
    .where('a.territory_id', '=', territoryId)
    .where('a.standing', '=', 'member')
    .where(isDuring('a.during', at))
    .where('p.gone_on', 'is', null)
  if (practitionerId) query = query.where('p.id', '=', practitionerId)
  const rows = await query.orderBy('p.family_name').orderBy('p.given_name').orderBy('p.id').execute()
  return rows.map((row) => ({
    id: row.id,
    name: fullName(row),
    professionCode: row.profession_code,
    hasAgenda: Boolean(row.has_agenda),
  }))
}

const hasAgenda = (eb: ExpressionBuilder<DB & { p: DB['practitioner'] }, 'p'>, at: Instant) =>
  eb.exists(
    eb
      .selectFrom('opening as o')
      .select('o.id')
      .whereRef('o.practitioner_id', '=', 'p.id')
      .where('o.removed_at', 'is', null)
      .where((opening) => opening.or([opening('o.rrule', 'is not', null), opening('o.end_at', '>', new Date(at))])),
  )

export interface PlaceOf {
  readonly practitionerId: string
  readonly id: string
  readonly name: string
  readonly communeCode: string
}

/** Where these professionals practise, by name. */
export async function listPlacesOf(db: Db, practitionerIds: readonly string[]): Promise<PlaceOf[]> {
  if (practitionerIds.length === 0) return []
  const rows = await db
    .selectFrom('practitioner_location as pl')
    .innerJoin('location as l', 'l.id', 'pl.location_id')
    .select(['pl.practitioner_id', 'l.id', 'l.name', 'l.commune_code'])
    .where('pl.practitioner_id', 'in', practitionerIds)
    .where('pl.gone_on', 'is', null)
    .orderBy('l.name')
    .orderBy('l.id')
    .execute()
  return rows.map((row) => ({
    practitionerId: row.practitioner_id,
    id: row.id,
    name: row.name,
    communeCode: row.commune_code,
  }))
}

/** What these openings share: their places, and when the first begins. */
export async function getShared(
  db: Db,
  openingIds: readonly string[],
): Promise<{ readonly places: number; readonly firstAt: Instant | null }> {
  const { places, first_at } = await db
    .selectFrom('slot')
    .select(({ fn }) => [fn.sum<string | null>('capacity').as('places'), fn.min('start_at').as('first_at')])
    .where('opening_id', 'in', [...openingIds, NO_OPENING])
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { places: Number(places ?? 0), firstAt: first_at?.getTime() ?? null }
}

const NO_OPENING = '00000000-0000-0000-0000-000000000000' // a list must not be empty

const toPreparation = (row: Selectable<AgendaPreparation>): Preparation => ({
  id: row.id,
  territoryId: row.territory_id,
  practitionerId: row.practitioner_id,
  openings: row.openings as unknown as OpeningBody[],
  preparedBy: { accountId: row.prepared_by, name: row.prepared_by_name },
  preparedAt: row.prepared_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  confirmedAt: row.confirmed_at?.getTime() ?? null,
  withdrawnAt: row.withdrawn_at?.getTime() ?? null,
})
