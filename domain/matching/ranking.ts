import {
  countedWith,
  KINDS,
  type Kind,
  type Picture,
  rowsBetween,
  type Standing,
  seenBy,
} from '../availability/picture.ts'
import type { Policy, Tier } from '../territory/policy.ts'
import { HOUR, type Instant, MINUTE } from '../time/interval.ts'
import { type CareNeed, ownCapMask, practitionerMask, slotMask, type Wanted, wanted } from './eligibility.ts'

/** What the ranking knows beside need, picture and policy, as it was at the same instant. */
export interface Facts {
  readonly territoryId: string
  /** By number of the location in the picture, from where the patient is; null when that is not known yet. */
  readonly travelMinutes: ArrayLike<number> | null
}

/** Everything two offers are compared by. Ordered lists of it are total: no two slots have the same id. */
export interface Standpoint {
  /** 0 for the médecin traitant; below, one bit for each voted tier, the first the heaviest. */
  readonly tier: number
  /** The voted weights over waiting, road and share. Lower goes first. */
  readonly cost: number
  readonly own: boolean
  readonly start: Instant
  readonly slotId: string
}

export type Criterion = 'attending-physician' | Tier | 'weighted' | 'soonest' | 'id'

export interface RankedOffer extends Standpoint {
  /** The slot's row in the picture. */
  readonly row: number
  readonly practice: number
  readonly standing: Standing
  readonly isAttending: boolean
  readonly samePractice: boolean
}

export interface Ranking {
  readonly count: number
  /** By how many professionals. */
  readonly practitioners: number
  /** Sixteen hexadecimal digits over every offer and what ranks it; the same list, and no other, gives the same. */
  readonly digest: string
  /** The wanted page, best first. */
  readonly offers: readonly RankedOffer[]
  /** Whether there are more behind the page. */
  readonly more: boolean
}

export interface Page {
  readonly limit: number
  /** The last offer of the page before: what follows it, even if it is gone. */
  readonly after?: Standpoint | undefined
}

/**
 * Below 0 when `a` goes first. The médecin traitant and the voted tiers, then the weighted cost; when all that is equal
 * a professional of the territory goes before an outsider, whatever was voted.
 */
export function compare(a: Standpoint, b: Standpoint): number {
  if (a.tier !== b.tier) return a.tier - b.tier
  if (a.cost !== b.cost) return a.cost - b.cost
  if (a.own !== b.own) return a.own ? -1 : 1
  if (a.start !== b.start) return a.start - b.start
  return a.slotId < b.slotId ? -1 : Number(a.slotId > b.slotId)
}

/** What sets `a` before `b`. */
export function decidedBy(a: Standpoint, b: Standpoint, { tiers }: Pick<Policy, 'tiers'>): Criterion {
  if (a.tier !== b.tier) return heaviest(a.tier ^ b.tier, tiers)
  if (a.cost !== b.cost) return 'weighted'
  if (a.own !== b.own) return 'own-territory'
  return a.start === b.start ? 'id' : 'soonest'
}

const heaviest = (difference: number, tiers: readonly Tier[]): Criterion =>
  tiers[Math.clz32(difference) - Math.clz32(1 << tiers.length) - 1] ?? 'attending-physician'

/**
 * Every eligible slot of the territory's picture, in one order that depends on each offer alone, the need, the policy
 * and the facts: adding or removing one reorders no other. The same arguments always give the same list.
 */
export function rank(
  need: CareNeed,
  picture: Picture,
  policy: Policy,
  facts: Facts,
  now: Instant,
  page: Page,
): Ranking {
  const search = newSearch(need, picture, policy, facts, now, page)
  const key = seenBy(facts.territoryId, need.professionCode)
  for (const rows of rowsBetween(picture, key, search.earliest, need.dueAt)) {
    for (const row of rows) searchSlot(search, row)
  }
  return {
    count: search.count,
    practitioners: search.practices.size,
    digest: hex(search.digest[0]) + hex(search.digest[1]),
    offers: search.best,
    more: search.behind > search.best.length,
  }
}

const NOBODY = { practitionerId: '', professionCode: '', specialtyCodes: [], ownWeeklyCap: null, ownDailyCap: null }
const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

interface Search {
  readonly need: CareNeed
  readonly picture: Picture
  readonly policy: Policy
  readonly facts: Facts
  readonly page: Page
  readonly wanted: Wanted
  /** Slots that began before cannot be open any more. */
  readonly earliest: Instant
  /** The médecin traitant's number; -1 when unknown. */
  readonly attending: number
  readonly practiceOfAttending: ReadonlySet<number>
  readonly weightOf: TierWeights
  /** Of whoever has an offer. */
  readonly practices: Set<number>
  readonly best: RankedOffer[]
  readonly digest: [number, number]
  count: number
  /** How many come after the page before. */
  behind: number
}

function newSearch(need: CareNeed, picture: Picture, policy: Policy, facts: Facts, now: Instant, page: Page): Search {
  const attending = picture.practiceNumbers.get(need.attendingId ?? '') ?? -1
  const places = (picture.practices[attending]?.locationIds ?? []).flatMap(
    (id) => picture.locationNumbers.get(id) ?? [],
  )
  return {
    need,
    picture,
    policy,
    facts,
    page,
    wanted: wanted(need, picture, policy, facts.territoryId, now),
    earliest: now - LONGEST_WINDOW,
    attending,
    practiceOfAttending: new Set(places),
    weightOf: tierWeights(policy),
    practices: new Set(),
    best: [],
    digest: [0, 0],
    count: 0,
    behind: 0,
  }
}

export type TierWeights = Readonly<Record<'attending' | Tier, number>>

/** A range or a patient en sus may have begun up to half a day ago and still be open. */
const LONGEST_WINDOW = 14 * HOUR

/** The bit of each tier: the médecin traitant's above all, then as voted; none when it was not voted. */
export function tierWeights({ tiers }: Pick<Policy, 'tiers'>): TierWeights {
  const bit = (tier: Tier) => (tiers.includes(tier) ? 1 << (tiers.length - 1 - tiers.indexOf(tier)) : 0)
  return {
    attending: 1 << tiers.length,
    'same-practice': bit('same-practice'),
    'own-territory': bit('own-territory'),
    'offered-place': bit('offered-place'),
  }
}

/** The slot alone is looked at first: most are ruled out by their own columns, without a look at whose they are. */
function searchSlot(search: Search, row: number): void {
  const { picture, wanted, facts, need } = search
  const { columns } = picture
  const start = columns.start[row] ?? 0
  if (start < search.earliest || start > wanted.dueAt || columns.free[row] === 0) return
  const practice = columns.practice[row] ?? 0
  const isAttending = practice === search.attending
  const counted = picture.loads[row]?.counted ?? 0
  if (slotMask(columns, row, wanted, 'member', isAttending, counted) !== 0) return
  const who = picture.practices[practice] ?? NOBODY
  if ((practitionerMask(who, need) | ownCapMask(who, isAttending, countedWith(picture, row))) !== 0) return
  const standing = standingAt(picture, practice, facts.territoryId, start)
  if (standing) offer(search, row, practice, standing)
}

/** What the professional is to the territory when a slot begins; undefined when the territory does not see it. */
export function standingAt(
  { practices }: Picture,
  practice: number,
  territoryId: string,
  start: Instant,
): Standing | undefined {
  for (const audience of practices[practice]?.audiences ?? [])
    if (audience.territoryId === territoryId && audience.from <= start && start < audience.until)
      return audience.standing
  return undefined
}

function offer(search: Search, row: number, practice: number, standing: Standing): void {
  const { best, page, digest, picture } = search
  const tier = tierOf(search, row, practice, standing)
  const cost = costOf(search, row)
  const mark = picture.columns.mark[row] ?? 0
  search.count++
  search.practices.add(practice)
  digest[0] = (digest[0] + Math.imul(mark, 2 * tier + 1)) | 0
  digest[1] = (digest[1] + Math.imul(mark ^ Math.trunc(cost * 8), 0x9e3779b1)) | 0
  const worst = best[page.limit - 1]
  if (!page.after && worst && (tier > worst.tier || (tier === worst.tier && cost > worst.cost))) {
    search.behind++
    return
  }
  consider(search, ranked(search, row, practice, standing, tier, cost))
}

function consider(search: Search, candidate: RankedOffer): void {
  const { best, page } = search
  if (page.after && compare(candidate, page.after) <= 0) return
  search.behind++
  const worst = best[page.limit - 1]
  if (worst && compare(worst, candidate) < 0) return
  best.splice(placeIn(best, candidate), 0, candidate)
  if (best.length > page.limit) best.pop()
}

function tierOf(search: Search, row: number, practice: number, standing: Standing): number {
  const { weightOf, practiceOfAttending, attending } = search
  const { columns } = search.picture
  const isNear = practiceOfAttending.has(columns.location[row] ?? 0)
  const kind = KINDS[columns.kind[row] ?? 0] ?? 'slots'
  return tierFrom(weightOf, practice === attending, isNear, standing, kind)
}

/** 0 when nothing is missed; else a bit for each tier that is. */
export function tierFrom(
  weightOf: TierWeights,
  isAttending: boolean,
  samePractice: boolean,
  standing: Standing,
  kind: Kind,
): number {
  const isNear = isAttending || samePractice
  const isOffered = kind !== 'en-sus'
  return (
    (isAttending ? 0 : weightOf.attending) +
    (isNear ? 0 : weightOf['same-practice']) +
    (standing === 'member' ? 0 : weightOf['own-territory']) +
    (isOffered ? 0 : weightOf['offered-place'])
  )
}

function costOf({ picture, policy, facts, wanted }: Search, row: number): number {
  const { columns, loads } = picture
  const load = loads[row]
  const share = load && load.declared > 0 ? load.taken / load.declared : 0
  const { soonest, nearest, fairShare } = policy.weights
  const road = facts.travelMinutes?.[columns.location[row] ?? 0] ?? 0
  return soonest * (Math.max(columns.start[row] ?? 0, wanted.now) / MINUTE) + nearest * road + fairShare * 60 * share
}

function ranked(
  { picture, attending, practiceOfAttending }: Search,
  row: number,
  practice: number,
  standing: Standing,
  tier: number,
  cost: number,
): RankedOffer {
  const isAttending = practice === attending
  const samePractice = !isAttending && practiceOfAttending.has(picture.columns.location[row] ?? 0)
  const start = picture.columns.start[row] ?? 0
  const own = standing === 'member'
  return { row, practice, standing, isAttending, samePractice, tier, cost, own, start, slotId: picture.ids[row] ?? '' }
}

function placeIn(best: readonly RankedOffer[], candidate: RankedOffer): number {
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = best[middle]
    if (other && compare(other, candidate) < 0) low = middle + 1
    else high = middle
  }
  return low
}
