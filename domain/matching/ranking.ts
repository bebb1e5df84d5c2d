import { firstFrom, KINDS, loadOf, type Picture, type Standing, seenBy } from '../availability/picture.ts'
import type { Policy, Tier } from '../territory/policy.ts'
import { HOUR, type Instant, MINUTE } from '../time/interval.ts'
import { type CareNeed, practitionerMask, slotMask, type Wanted, wanted } from './eligibility.ts'

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
  for (const practice of picture.practicesSeen.get(seenBy(facts.territoryId, need.professionCode)) ?? []) {
    if (practitionerMask(picture.practices[practice] ?? NOBODY, need) === 0) searchPractice(search, practice)
  }
  return {
    count: search.count,
    practitioners: search.practitioners,
    digest: hex(search.digest[0]) + hex(search.digest[1]),
    offers: search.best,
    more: search.behind > search.best.length,
  }
}

const NOBODY = { practitionerId: '', professionCode: '', specialtyCodes: [], slots: [] }
const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

interface Search {
  readonly need: CareNeed
  readonly picture: Picture
  readonly policy: Policy
  readonly facts: Facts
  readonly page: Page
  readonly wanted: Wanted
  readonly practiceOfAttending: ReadonlySet<number>
  readonly best: RankedOffer[]
  readonly digest: [number, number]
  count: number
  practitioners: number
  /** How many come after the page before. */
  behind: number
}

function newSearch(need: CareNeed, picture: Picture, policy: Policy, facts: Facts, now: Instant, page: Page): Search {
  const attending = picture.practices[picture.practiceNumbers.get(need.attendingId ?? '') ?? -1]
  const places = (attending?.locationIds ?? []).flatMap((id) => picture.locationNumbers.get(id) ?? [])
  return {
    need,
    picture,
    policy,
    facts,
    page,
    wanted: wanted(need, policy, now),
    practiceOfAttending: new Set(places),
    best: [],
    digest: [0, 0],
    count: 0,
    practitioners: 0,
    behind: 0,
  }
}

/** A range or a patient en sus may have begun up to half a day ago and still be open. */
const LONGEST_WINDOW = 14 * HOUR

function searchPractice(search: Search, practice: number): void {
  const { picture, wanted, need } = search
  const { slots, practitionerId } = picture.practices[practice] ?? NOBODY
  const before = search.count
  for (let at = firstFrom(picture, slots, wanted.now - LONGEST_WINDOW); at < slots.length; at++) {
    const row = slots[at] ?? 0
    if ((picture.columns.start[row] ?? 0) > wanted.dueAt) break
    searchSlot(search, row, practice, practitionerId === need.attendingId)
  }
  if (search.count > before) search.practitioners++
}

function searchSlot(search: Search, row: number, practice: number, isAttending: boolean): void {
  const { picture, wanted, facts } = search
  const { columns } = picture
  const standing = standingAt(picture, practice, facts.territoryId, columns.start[row] ?? 0)
  const { counted } = loadOf(picture, practice, columns.week[row] ?? 0)
  const eligible = slotMask(columns, row, wanted, standing, isAttending, counted) === 0
  if (eligible && standing) offer(search, standpoint(search, row, practice, standing, isAttending))
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

function standpoint(
  search: Search,
  row: number,
  practice: number,
  standing: Standing,
  isAttending: boolean,
): RankedOffer {
  const { picture, policy, facts, wanted, practiceOfAttending } = search
  const location = picture.columns.location[row] ?? 0
  const start = picture.columns.start[row] ?? 0
  const own = standing === 'member'
  const samePractice = !isAttending && practiceOfAttending.has(location)
  const passed: Readonly<Record<Tier, boolean>> = {
    'same-practice': isAttending || samePractice,
    'own-territory': own,
    'offered-place': KINDS[picture.columns.kind[row] ?? 0] !== 'en-sus',
  }
  const tier = policy.tiers.reduce((bits, name) => bits * 2 + Number(!passed[name]), isAttending ? 0 : 1)
  const { declared, taken } = loadOf(picture, practice, picture.columns.week[row] ?? 0)
  const share = declared > 0 ? taken / declared : 0
  const { soonest, nearest, fairShare } = policy.weights
  const road = facts.travelMinutes?.[location] ?? 0
  const cost = soonest * (Math.max(start, wanted.now) / MINUTE) + nearest * road + fairShare * 60 * share
  const slotId = picture.ids[row] ?? ''
  return { row, practice, standing, isAttending, samePractice, tier, cost, own, start, slotId }
}

function offer(search: Search, candidate: RankedOffer): void {
  const { best, page, digest, picture } = search
  search.count++
  const mark = picture.columns.mark[candidate.row] ?? 0
  digest[0] = (digest[0] + Math.imul(mark, 2 * candidate.tier + 1)) | 0
  digest[1] = (digest[1] + Math.imul(mark ^ Math.trunc(candidate.cost * 8), 0x9e3779b1)) | 0
  if (page.after && compare(candidate, page.after) <= 0) return
  search.behind++
  const worst = best[page.limit - 1]
  if (worst && compare(worst, candidate) < 0) return
  best.splice(placeIn(best, candidate), 0, candidate)
  if (best.length > page.limit) best.pop()
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
