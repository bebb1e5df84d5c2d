import { type ExpressionBuilder, sql } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'
import { fullName } from './directory.ts'
import { isDuring } from './during.ts'
import type { DB } from './tables.ts'
import type { Db } from './within.ts'

/** A professional as a search of the directory shows them. */
export interface FoundPractitioner {
  readonly id: string
  readonly rpps: string
  readonly name: string
  readonly professionCode: string
  readonly specialtyCodes: readonly string[]
  /** Where they practise. */
  readonly communeCodes: readonly string[]
  readonly inTerritory: boolean
}

interface Search {
  readonly territoryId: string
  /** Beginnings of words of a name, or of an RPPS; normalised. */
  readonly words: readonly string[]
  readonly professionCode?: string | undefined
  readonly limit: number
  readonly at: Instant
}

/** Those of the territory first, then those whose family name begins with the first word, then by name. */
export async function listPractitionersNamed(db: Db, search: Search): Promise<FoundPractitioner[]> {
  const { words, professionCode, limit } = search
  if (words.length === 0) return []
  const wanted = words.map((word) => `${word}:*`).join(' & ')
  const beginning = sql<boolean>`searched_words(family_name) like ${`${words[0]}%`}`
  let query = db
    .selectFrom('practitioner as p')
    .select(['p.id', 'p.rpps', 'p.civility', 'p.family_name', 'p.given_name', 'p.profession_code', 'p.specialty_codes'])
    .select((eb) => [isMember(eb, search).as('in_territory'), communesOf(eb).as('communes')])
    .where(sql<boolean>`p.searched @@ to_tsquery('simple', ${wanted})`)
    .where('p.gone_on', 'is', null)
  if (professionCode) query = query.where('p.profession_code', '=', professionCode)
  const rows = await query
    .orderBy('in_territory', 'desc')
    .orderBy(beginning, 'desc')
    .orderBy('p.family_name')
    .orderBy('p.given_name')
    .orderBy('p.rpps')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    rpps: row.rpps,
    name: fullName(row),
    professionCode: row.profession_code,
    specialtyCodes: row.specialty_codes,
    communeCodes: row.communes,
    inTerritory: row.in_territory,
  }))
}

type Found = ExpressionBuilder<DB & { p: DB['practitioner'] }, 'p'>

const isMember = (eb: Found, { territoryId, at }: Search) =>
  eb
    .exists(
      eb
        .selectFrom('audience as a')
        .select('a.practitioner_id')
        .whereRef('a.practitioner_id', '=', 'p.id')
        .where('a.territory_id', '=', territoryId)
        .where('a.standing', '=', 'member')
        .where(isDuring('a.during', at)),
    )
    .$castTo<boolean>()

const communesOf = (eb: Found) =>
  eb
    .selectFrom('practitioner_location as w')
    .innerJoin('location as l', 'l.id', 'w.location_id')
    .select(sql<string[]>`coalesce(array_agg(distinct l.commune_code), '{}')`.as('codes'))
    .whereRef('w.practitioner_id', '=', 'p.id')
    .where('w.gone_on', 'is', null)
    .$asScalar()
    .$notNull()
