import type { Source } from '../../domain/requests/states.ts'
import type { Policy, Tier } from '../../domain/territory/policy.ts'
import type { SasEnrolment } from '../../domain/territory/sas.ts'
import { dayIn, type IsoDay, inForceOn } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Db } from './within.ts'

export interface Territory {
  readonly id: string
  readonly name: string
  readonly shortCode: string
  readonly finess: string
  readonly zone: string
  /** Shown when the service itself cannot answer. */
  readonly emergencyPhone: string | null
}

export async function getTerritory(db: Db, territoryId: string): Promise<Territory> {
  const row = await db.selectFrom('territory').selectAll().where('id', '=', territoryId).executeTakeFirstOrThrow()
  return {
    id: row.id,
    name: row.name,
    shortCode: row.short_code,
    finess: row.finess,
    zone: row.zone,
    emergencyPhone: row.emergency_phone,
  }
}

export async function listSasEnrolments(db: Db, territoryId: string): Promise<(SasEnrolment & { source: string })[]> {
  const rows = await db
    .selectFrom('sas_enrolment')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .orderBy('from_on')
    .execute()
  return rows.map((row) => ({
    sasCode: row.sas_code,
    from: row.from_on as IsoDay,
    until: (row.until_on ?? undefined) as IsoDay | undefined,
    season: row.season_from && row.season_until ? { from: row.season_from, until: row.season_until } : undefined,
    source: row.source,
  }))
}

/** A line of `policy` as the domain has it. */
export const toPolicy = (row: {
  version: number
  from_on: string
  author: string
  source: string
  hold_minutes: number
  hold_extension_minutes: number
  weekly_cap: number
  cap_warning: number
  tiers: string[]
  weight_soonest: number
  weight_nearest: number
  weight_fair_share: number
  sources_without_regulation: string[]
}): Policy => ({
  version: row.version,
  from: row.from_on as IsoDay,
  author: row.author,
  source: row.source,
  holdMinutes: row.hold_minutes,
  holdExtensionMinutes: row.hold_extension_minutes,
  weeklyCap: row.weekly_cap,
  capWarning: row.cap_warning,
  tiers: row.tiers as Tier[],
  weights: { soonest: row.weight_soonest, nearest: row.weight_nearest, fairShare: row.weight_fair_share },
  sourcesWithoutRegulation: row.sources_without_regulation as Source[],
})

/** The policy in force at `at` by the territory's own calendar. A territory without one is not open yet: that is a bug. */
export async function getPolicy(db: Db, territory: Pick<Territory, 'id' | 'zone'>, at: Instant): Promise<Policy> {
  const rows = await db.selectFrom('policy').selectAll().where('territory_id', '=', territory.id).execute()
  const policy = inForceOn(rows.map(toPolicy), dayIn(territory.zone, at))
  if (!policy) throw new Error(`Territory ${territory.id} has no policy in force`)
  return policy
}

/** INSEE codes, in order. */
export async function listCommuneCodes(db: Db, territoryId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('territory_commune')
    .select('commune_code')
    .where('territory_id', '=', territoryId)
    .orderBy('commune_code')
    .execute()
  return rows.map((row) => row.commune_code)
}
