import type { AsOf } from '../../contract/matching.ts'
import { BOOKINGS, KINDS, MODALITIES } from '../../domain/availability/picture.ts'
import { decidedBy, type RankedOffer, type Standpoint } from '../../domain/matching/ranking.ts'
import { type OfferReason, offerReasons } from '../../domain/matching/reasons.ts'
import { DAY } from '../../domain/time/interval.ts'
import { isFresh } from '../availability/live.ts'
import type { Loaded } from '../availability/load.ts'
import type { Offers } from '../availability/offers.ts'
import { watermarkOf } from '../database/availability.ts'

const iso = (instant: number): string => new Date(instant).toISOString()

/** The list that was shown, for whoever decides on it to carry back. */
export const asOfOf = ({ snapshot }: Loaded, { ranking, policy, at }: Offers): AsOf => ({
  watermark: watermarkOf(snapshot),
  at: iso(at),
  policyVersion: policy.version,
  count: ranking.count,
  digest: ranking.digest,
  first: ranking.offers.slice(0, 20).map(({ slotId }) => slotId),
})

/** A page of offers as the contract has it: joined from pieces rendered once, since this is asked at every keystroke. */
export function offersJson(loaded: Loaded, offers: Offers, firstRank: number, now: number, excluded?: string): string {
  const { ranking } = offers
  const list = ranking.offers.map((offer, index) => offerJson(loaded, offers, offer, firstRank + index, index))
  const last = ranking.offers.at(-1)
  const next = ranking.more && last ? cursorOf(last, offers.at, firstRank + list.length) : null
  return `{"asOf":${JSON.stringify(asOfOf(loaded, offers))},"fresh":${isFresh(loaded, now)},"freshAt":"${iso(loaded.freshAt)}",
"count":${ranking.count},"practitioners":${ranking.practitioners},"offers":[${list.join(',')}],
"next":${JSON.stringify(next)}${excluded === undefined ? '' : `,"excluded":${excluded}`}}`
}

/** One offer as the contract has it. */
export function offerJson(loaded: Loaded, offers: Offers, offer: RankedOffer, rank: number, index: number): string {
  const following = offers.ranking.offers[index + 1] ?? offers.beyond
  const calendars = loaded.calendars.get(loaded.practitioners[offer.practice]?.practitionerId ?? '')
  const reasons = offerReasons(offer, loaded.picture, offers.policy, offers.facts, offers.at, calendars)
  const aheadBy = following ? `"${decidedBy(offer, following, offers.policy)}"` : 'null'
  return `{${slotText(loaded, offer)},"rank":${rank},"group":"${groupOf(offer)}",
"reasons":[${reasons.map(reasonJson).join(',')}],"aheadBy":${aheadBy}}`
}

/** What an offer shows whoever asks, rendered at its first showing and again when the slot has changed. */
function slotText(loaded: Loaded, { row, practice, slotId, start }: RankedOffer): string {
  const { picture, practiceJson, locationJson, locations, slotTexts } = loaded
  const { columns } = picture
  const version = columns.version[row] ?? 0
  const known = slotTexts.get(slotId)
  if (known?.version === version) return known.text
  const location = columns.location[row] ?? 0
  const text = `"slotId":"${slotId}","startsAt":"${iso(start)}","endsAt":"${iso(columns.end[row] ?? 0)}",
"zone":"${locations[location]?.zone ?? 'UTC'}","modality":"${MODALITIES[Math.log2(columns.modality[row] ?? 1)]}",
"kind":"${KINDS[columns.kind[row] ?? 0]}","booking":"${BOOKINGS[columns.booking[row] ?? 0]}","freePlaces":${columns.free[row]},
"practitioner":${practiceJson[practice]},"location":${locationJson[location]}`
  slotTexts.set(slotId, { version, text })
  return text
}

/** Codes and whole numbers only: nothing needs escaping. */
function reasonJson(reason: OfferReason): string {
  switch (reason.code) {
    case 'travel':
    case 'starts-in':
      return `{"code":"${reason.code}","minutes":${reason.minutes}}`
    case 'fair-share':
      return `{"code":"fair-share","taken":${reason.taken},"declared":${reason.declared}}`
    case 'cap-close':
      return `{"code":"cap-close","taken":${reason.taken},"cap":${reason.cap}}`
    case 'en-sus':
      return `{"code":"en-sus","free":${reason.free},"capacity":${reason.capacity}}`
    case 'calendar-stale':
      return `{"code":"calendar-stale","since":"${iso(reason.since)}"}`
    case 'attending-physician':
    case 'same-practice':
    case 'own-territory':
    case 'neighbour':
      return `{"code":"${reason.code}"}`
  }
}

const groupOf = ({ isAttending, own }: RankedOffer): string => {
  if (isAttending) return 'attending'
  return own ? 'territory' : 'neighbour'
}

/** Where a page ended: enough to go on from there even if that offer is gone. */
export interface Cursor {
  readonly after: Standpoint
  readonly at: number
  readonly rank: number
}

const cursorOf = ({ tier, cost, own, start, slotId }: Standpoint, at: number, rank: number): string =>
  Buffer.from(JSON.stringify([tier, cost, own, start, slotId, at, rank])).toString('base64url')

/** A page goes on from a list that was shown: not from one to come, nor of another day. */
const OLDEST_LIST = DAY

/** Reads a cursor of ours back; undefined when it is not one, or too old. */
export function readCursor(text: string, now: number): Cursor | undefined {
  const parts = parsed(Buffer.from(text, 'base64url').toString())
  if (!Array.isArray(parts) || parts.length !== 7) return undefined
  const [tier, cost, own, start, slotId, at, rank]: unknown[] = parts
  if (![tier, cost, start, at, rank].every((part) => Number.isFinite(part)) || typeof slotId !== 'string')
    return undefined
  if (Number(at) > now || Number(at) < now - OLDEST_LIST || !isRank(rank)) return undefined
  return {
    after: { tier: Number(tier), cost: Number(cost), own: own === true, start: Number(start), slotId },
    at: Number(at),
    rank: Number(rank),
  }
}

const isRank = (rank: unknown): boolean => Number.isSafeInteger(rank) && Number(rank) > 0

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
