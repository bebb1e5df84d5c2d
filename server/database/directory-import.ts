import { sql } from 'kysely'
import type { DirectoryPlace } from '../../domain/directory/activity-line.ts'
import type { DirectoryPerson } from '../../domain/directory/roll.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

/** Many rows as one parameter: statements of a fixed text, and a tenth of the memory that a list of values takes. */
const given = (rows: readonly object[], shape: string) =>
  sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (${sql.raw(shape)})`

/** A territory whose directory can be imported. */
export interface DirectoryTerritory {
  readonly id: string
  readonly name: string
  readonly shortCode: string
}

/** All territories, by name. */
export async function listDirectoryTerritories(db: Db): Promise<DirectoryTerritory[]> {
  const rows = await db.selectFrom('territory').select(['id', 'name', 'short_code']).orderBy('name').execute()
  return rows.map(({ id, name, short_code }) => ({ id, name, shortCode: short_code }))
}

/** The clocks and the communes of the territory. */
export async function getDirectoryGround(db: Db, territoryId: string): Promise<{ zone: string; communes: string[] }> {
  const { zone } = await db
    .selectFrom('territory')
    .select('zone')
    .where('id', '=', territoryId)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('territory_commune')
    .select('commune_code')
    .where('territory_id', '=', territoryId)
    .execute()
  return { zone, communes: rows.map((row) => row.commune_code) }
}

/** RPPS of the professionals that the scope's last import saw. */
export async function listPresentRpps(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('directory_entry as entry')
    .innerJoin('practitioner', 'practitioner.id', 'entry.practitioner_id')
    .select('rpps')
    .where('entry.gone_on', 'is', null)
    .execute()
  return rows.map(({ rpps }) => rpps)
}

/** What is known of a professional before an import; `entry` is what the scope's last one saw. */
export interface KnownPerson {
  readonly practitionerId: string
  readonly specialtyCodes: readonly string[]
  readonly entry: { readonly digest: string; readonly isGone: boolean } | undefined
}

/** The known ones among `rpps`, whatever the territory that made them known. */
export async function findKnownPeople(db: Db, rpps: readonly string[]): Promise<Map<string, KnownPerson>> {
  const rows = await db
    .selectFrom('practitioner')
    .leftJoin('directory_entry as entry', 'entry.practitioner_id', 'practitioner.id')
    .select(['practitioner.id', 'rpps', 'specialty_codes', 'digest', 'entry.gone_on'])
    .where('rpps', '=', sql<string>`any (${rpps})`)
    .execute()
  return new Map(
    rows.map(({ id, rpps: found, specialty_codes, digest, gone_on }) => {
      const entry = digest === null ? undefined : { digest, isGone: gone_on !== null }
      return [found, { practitionerId: id, specialtyCodes: specialty_codes, entry }]
    }),
  )
}

/** Says that the import of `at` saw them as they were. */
export async function markSeen(tx: Tx, practitionerIds: readonly string[], at: Instant): Promise<void> {
  if (practitionerIds.length === 0) return
  await tx
    .updateTable('directory_entry')
    .set({ seen_at: new Date(at) })
    .where('practitioner_id', '=', sql<string>`any (${practitionerIds})`)
    .execute()
}

/** Adds or corrects places of care; their ids by structure. Coordinates of a place that moved are forgotten. */
export async function saveLocations(
  tx: Tx,
  places: readonly (DirectoryPlace & { readonly id: string; readonly zone: string })[],
): Promise<Map<string, string>> {
  const values = places.map(({ id, structureId, name, address, postalCode, communeCode, ...more }) => ({
    ...{ id, structure_id: structureId, name, address, postal_code: postalCode, commune_code: communeCode },
    ...{ phone: more.phone || null, finess: more.finess || null, siret: more.siret || null, zone: more.zone },
  }))
  const shape = `id uuid, structure_id text, name text, address text, postal_code text, commune_code text,
    phone text, finess text, siret text, zone text`
  const rows = await tx
    .insertInto('location')
    .columns([
      ...(['id', 'structure_id', 'name', 'address', 'postal_code', 'commune_code'] as const),
      ...(['phone', 'finess', 'siret', 'zone'] as const),
    ])
    .expression(given(values, shape))
    .onConflict((conflict) =>
      conflict.column('structure_id').doUpdateSet({
        name: sql`excluded.name`,
        address: sql`excluded.address`,
        postal_code: sql`excluded.postal_code`,
        commune_code: sql`excluded.commune_code`,
        phone: sql`excluded.phone`,
        finess: sql`excluded.finess`,
        siret: sql`excluded.siret`,
        zone: sql`excluded.zone`,
        latitude: ifUnmoved('latitude'),
        longitude: ifUnmoved('longitude'),
      }),
    )
    .returning(['id', 'structure_id'])
    .execute()
  return new Map(rows.map(({ id, structure_id }) => [structure_id ?? '', id]))
}

const ifUnmoved = (coordinate: 'latitude' | 'longitude') =>
  sql<number | null>`case when (location.address, location.commune_code) = (excluded.address, excluded.commune_code)
    then ${sql.ref(`location.${coordinate}`)} end`

/** Adds or corrects professionals, and brings back those who had gone; their ids by RPPS. */
export async function savePractitioners(
  tx: Tx,
  people: readonly (Omit<DirectoryPerson, 'practices'> & { readonly id: string })[],
): Promise<Map<string, string>> {
  const values = people.map(({ id, rpps, civility, familyName, givenName, professionCode, specialtyCodes }) => ({
    ...{ id, rpps, civility, family_name: familyName, given_name: givenName },
    ...{ profession_code: professionCode, specialty_codes: specialtyCodes },
  }))
  const shape = `id uuid, rpps text, civility text, family_name text, given_name text, profession_code text,
    specialty_codes text[]`
  const rows = await tx
    .insertInto('practitioner')
    .columns(['id', 'rpps', 'civility', 'family_name', 'given_name', 'profession_code', 'specialty_codes'])
    .expression(given(values, shape))
    .onConflict((conflict) =>
      conflict.column('rpps').doUpdateSet({
        civility: sql`excluded.civility`,
        family_name: sql`excluded.family_name`,
        given_name: sql`excluded.given_name`,
        profession_code: sql`excluded.profession_code`,
        specialty_codes: sql`excluded.specialty_codes`,
        gone_on: null,
      }),
    )
    .returning(['id', 'rpps'])
    .execute()
  return new Map(rows.map(({ id, rpps }) => [rpps, id]))
}

export interface SavedPractice {
  readonly practitionerId: string
  readonly locationId: string
  readonly modeCode: string
  readonly sectorCode: string
}

/** Adds or corrects where professionals practise. */
export async function savePractices(tx: Tx, practices: readonly SavedPractice[]): Promise<void> {
  const values = practices.map(({ practitionerId, locationId, modeCode, sectorCode }) => ({
    ...{ practitioner_id: practitionerId, location_id: locationId },
    ...{ practice_mode_code: modeCode, sector_code: sectorCode },
  }))
  const shape = 'practitioner_id uuid, location_id uuid, practice_mode_code text, sector_code text'
  await tx
    .insertInto('practitioner_location')
    .columns(['practitioner_id', 'location_id', 'practice_mode_code', 'sector_code'])
    .expression(given(values, shape))
    .onConflict((conflict) =>
      conflict.columns(['practitioner_id', 'location_id']).doUpdateSet({
        practice_mode_code: sql`excluded.practice_mode_code`,
        sector_code: sql`excluded.sector_code`,
        gone_on: null,
      }),
    )
    .execute()
}

/**
 * Ends the practice of `practitionerIds` at each place of the territory's communes that `kept` does not hold. A place
 * entered by hand, which has no structure, is left alone; so are places elsewhere: another import speaks of them.
 */
export async function endPractices(
  tx: Tx,
  territoryId: string,
  practitionerIds: readonly string[],
  kept: readonly SavedPractice[],
  day: IsoDay,
): Promise<void> {
  if (practitionerIds.length === 0) return
  const [keptPractitioners, keptLocations] = [kept.map((one) => one.practitionerId), kept.map((one) => one.locationId)]
  await sql`update practitioner_location as practice set gone_on = ${day}
    from location
    where practice.practitioner_id = any (${practitionerIds}) and practice.gone_on is null
      and location.id = practice.location_id and location.structure_id is not null
      and location.commune_code in (select commune_code from territory_commune where territory_id = ${territoryId})
      and (practice.practitioner_id, practice.location_id) not in (
        select * from unnest(${keptPractitioners}::uuid[], ${keptLocations}::uuid[]))`.execute(tx)
}

/** Keeps what the import of `at` saw; whoever had gone is back. */
export async function saveEntries(
  tx: Tx,
  entries: readonly { readonly territoryId: string; readonly practitionerId: string; readonly digest: string }[],
  at: Instant,
): Promise<void> {
  const values = entries.map(({ territoryId, practitionerId, digest }) => ({
    ...{ territory_id: territoryId, practitioner_id: practitionerId, digest, seen_at: new Date(at) },
  }))
  const shape = 'territory_id uuid, practitioner_id uuid, digest text, seen_at timestamptz'
  await tx
    .insertInto('directory_entry')
    .columns(['territory_id', 'practitioner_id', 'digest', 'seen_at'])
    .expression(given(values, shape))
    .onConflict((conflict) =>
      conflict
        .columns(['territory_id', 'practitioner_id'])
        .doUpdateSet({ digest: sql`excluded.digest`, seen_at: sql`excluded.seen_at`, gone_on: null }),
    )
    .execute()
}

/** Lets the territory see, as members and from `at`, the slots of those it has no audience for yet. */
export async function addMembers(
  tx: Tx,
  territoryId: string,
  practitionerIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (practitionerIds.length === 0) return
  const during = `[${new Date(at).toISOString()},)`
  await tx
    .insertInto('audience')
    .columns(['practitioner_id', 'territory_id', 'standing', 'during'])
    .expression(
      sql`select id, ${territoryId}::uuid, 'member', ${during}::tstzrange from unnest(${practitionerIds}::uuid[]) as id`,
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
