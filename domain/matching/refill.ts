import type { Counted } from '../availability/loads.ts'
import type { Policy } from '../territory/policy.ts'
import type { Instant } from '../time/interval.ts'
import type { CareNeed } from './eligibility.ts'
import { type Judged, judgeOf } from './judge.ts'
import { type TierWeights, tierFrom, tierWeights } from './ranking.ts'

/** A request for which a place is sought. */
export interface Seeker {
  readonly requestId: string
  readonly need: CareNeed
  /** Where its médecin traitant practises. */
  readonly attendingPlaces: readonly string[]
  readonly createdAt: Instant
}

/** How a request stands before a place: ordered lists of it are total, no two requests have the same id. */
export interface Stand {
  /** As in the ranking: the médecin traitant's own first, then the voted tiers. */
  readonly tier: number
  readonly seeker: Seeker
}

/** Below 0 when `a` goes first: tiers, then who must be seen first, who has waited longest, and the id. */
export function compareStands(a: Stand, b: Stand): number {
  if (a.tier !== b.tier) return a.tier - b.tier
  const [one, other] = [a.seeker, b.seeker]
  if (one.need.dueAt !== other.need.dueAt) return one.need.dueAt - other.need.dueAt
  if (one.createdAt !== other.createdAt) return one.createdAt - other.createdAt
  return one.requestId < other.requestId ? -1 : Number(one.requestId > other.requestId)
}

/** Of those whom the place fits, the one that it is put before first; undefined when it fits nobody. */
export function bestRequestFor(
  seekers: readonly Seeker[],
  inFull: Judged,
  policy: Policy,
  facts: { readonly territoryId: string; readonly counted: Counted },
  now: Instant,
): Seeker | undefined {
  const judge = judgeOf(inFull, policy, facts, now)
  const weights = tierWeights(policy)
  const [best] = seekers
    .filter(({ need }) => judge(need) === 0)
    .map((seeker) => ({ seeker, tier: tierBefore(seeker, inFull, weights, facts.territoryId) }))
    .sort(compareStands)
  return best?.seeker
}

function tierBefore(
  { need, attendingPlaces }: Seeker,
  { slot, practitioner }: Judged,
  weights: TierWeights,
  territoryId: string,
): number {
  const isAttending = practitioner.practitionerId === need.attendingId
  const seen = practitioner.audiences.find(
    (audience) => audience.territoryId === territoryId && audience.from <= slot.start && slot.start < audience.until,
  )
  const samePractice = attendingPlaces.includes(slot.locationId)
  return tierFrom(weights, isAttending, samePractice, seen?.standing ?? 'neighbour', slot.kind)
}
