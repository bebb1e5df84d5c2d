import { KINDS, loadOf, type Picture } from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import { type Instant, MINUTE } from '../time/interval.ts'
import type { Facts, RankedOffer } from './ranking.ts'

/** Why an offer stands where it stands, in the order people are told; the words are the screen's. */
export type OfferReason =
  | { readonly code: 'attending-physician' | 'same-practice' | 'own-territory' | 'neighbour' }
  | { readonly code: 'travel' | 'starts-in'; readonly minutes: number }
  | { readonly code: 'fair-share'; readonly taken: number; readonly declared: number }
  | { readonly code: 'cap-close'; readonly taken: number; readonly cap: number }
  | { readonly code: 'en-sus'; readonly free: number; readonly capacity: number }

export function offerReasons(
  { row, practice, isAttending, samePractice, own, start }: RankedOffer,
  picture: Picture,
  { capWarning, weeklyCap }: Pick<Policy, 'capWarning' | 'weeklyCap'>,
  { travelMinutes }: Facts,
  now: Instant,
): OfferReason[] {
  const { columns } = picture
  const { taken, declared, counted } = loadOf(picture, practice, columns.week[row] ?? 0)
  const reasons: OfferReason[] = []
  if (isAttending) reasons.push({ code: 'attending-physician' })
  if (samePractice) reasons.push({ code: 'same-practice' })
  reasons.push({ code: own ? 'own-territory' : 'neighbour' })
  if (travelMinutes) reasons.push({ code: 'travel', minutes: travelMinutes[columns.location[row] ?? 0] ?? 0 })
  reasons.push({ code: 'starts-in', minutes: Math.max(0, Math.round((start - now) / MINUTE)) })
  reasons.push({ code: 'fair-share', taken, declared })
  if (!isAttending && counted >= capWarning) reasons.push({ code: 'cap-close', taken: counted, cap: weeklyCap })
  if (KINDS[columns.kind[row] ?? 0] === 'en-sus')
    reasons.push({ code: 'en-sus', free: columns.free[row] ?? 0, capacity: columns.capacity[row] ?? 0 })
  return reasons
}
