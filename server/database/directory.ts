import type { Db } from './within.ts'

/** `Dre Hélène Bonnefoy`. */
export const fullName = (row: { civility: string; given_name: string; family_name: string }): string =>
  [row.civility, row.given_name, row.family_name].filter(Boolean).join(' ')

/** In the order of their names. */
export async function listNamedPractitioners(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string; professionCode: string }[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('practitioner')
    .select(['id', 'civility', 'given_name', 'family_name', 'profession_code'])
    .where('id', 'in', ids)
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, name: fullName(row), professionCode: row.profession_code }))
}

/** Whether the directory knows this professional, gone or not. */
export async function isListed(db: Db, practitionerId: string): Promise<boolean> {
  return (
    (await db.selectFrom('practitioner').select('id').where('id', '=', practitionerId).executeTakeFirst()) !== undefined
  )
}
