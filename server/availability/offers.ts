import type { CareNeed } from '../../domain/matching/eligibility.ts'
import { type Exclusion, exclusions } from '../../domain/matching/exclusions.ts'
import { type Facts, type Page, type RankedOffer, type Ranking, rank } from '../../domain/matching/ranking.ts'
import type { Policy } from '../../domain/territory/policy.ts'
import { DEFAULT_TRAVEL_MODEL, travelMinutes } from '../../domain/territory/travel.ts'
import { dayIn, inForceOn } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import type { Loaded } from './load.ts'

/** A ranked answer, with what it was drawn from. */
export interface Offers {
  readonly ranking: Ranking
  /** The first offer behind the page: what the last one of the page stands ahead of. */
  readonly beyond: RankedOffer | undefined
  readonly policy: Policy
  readonly facts: Facts
  readonly at: Instant
}

/** Ranks the live picture for a territory's need. A search never writes and never waits for another system. */
export function findOffers(
  loaded: Loaded,
  reference: Reference,
  territoryId: string,
  need: CareNeed,
  at: Instant,
  page: Page,
): Offers {
  const policy = policyOf(loaded, territoryId, at)
  const facts = factsFor(loaded, reference, territoryId, need.placeCommune)
  const { limit } = page
  const ranking = rank(need, loaded.picture, policy, facts, at, { ...page, limit: limit + 1 })
  const offers = ranking.offers.slice(0, limit)
  return {
    ranking: { ...ranking, offers, more: ranking.offers.length > limit },
    beyond: ranking.offers[limit],
    policy,
    facts,
    at,
  }
}

/** Who was left out, and why. */
export const findExclusions = (
  { picture }: Loaded,
  { policy, facts, at }: Offers,
  need: CareNeed,
): readonly Exclusion[] => exclusions(need, picture, policy, facts, at)

function policyOf({ territories }: Loaded, territoryId: string, at: Instant): Policy {
  const territory = territories.get(territoryId)
  if (!territory) refuse('unavailable') // the picture is not read yet: that is an outage, not an empty list
  const policy = inForceOn(territory.policies, dayIn(territory.zone, at))
  if (!policy) throw new Error(`Territory ${territoryId} has no policy in force`)
  return policy
}

/** How many communes of departure are remembered; the oldest is forgotten first. */
const MOST_ROADS = 500

function factsFor(loaded: Loaded, reference: Reference, territoryId: string, commune: string | null): Facts {
  if (commune === null) return { territoryId, travelMinutes: null }
  const known = loaded.roads.get(commune) ?? roadsFrom(loaded, reference, commune)
  if (!known) return { territoryId, travelMinutes: null }
  if (loaded.roads.size >= MOST_ROADS) {
    const [oldest = ''] = loaded.roads.keys()
    loaded.roads.delete(oldest)
  }
  loaded.roads.set(commune, known)
  return { territoryId, travelMinutes: known }
}

function roadsFrom({ locations }: Loaded, { communeOf }: Reference, commune: string): Uint16Array | undefined {
  const from = communeOf(commune)
  if (!from) return undefined
  return Uint16Array.from(locations, ({ latitude, longitude, communeCode }) => {
    const precision = communeOf(communeCode)?.precision ?? 'department'
    return travelMinutes(from, { latitude, longitude, precision }, DEFAULT_TRAVEL_MODEL)
  })
}
