import { KINDS, loadOf, type Picture } from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import { type Instant, MINUTE } from '../time/interval.ts'
import type { Facts, RankedOffer } from './ranking.ts'
import { type Calendar, silentSince } from './silent-calendars.ts'

/** Why an offer stands where it stands, in the order people are told; the words are the screen's. */
export type OfferReason =
  | { readonly code: 'attending-physician' | 'same-practice' | 'own-territory' | 'neighbour' }
  | { readonly code: 'travel' | 'starts-in'; readonly minutes: number }
  | { readonly code: 'fair-share'; readonly taken: number; readonly declared: number }
  | { readonly code: 'cap-close'; readonly taken: number; readonly cap: number }
  | { readonly code: 'en-sus'; readonly free: number; readonly capacity: number }
  | { readonly code: 'calendar-stale'; readonly since: Instant }

export function offerReasons(
  offer: RankedOffer,
  picture: Picture,
  policy: Pick<Policy, 'capWarning' | 'weeklyCap'>,
  { travelMinutes }: Facts,
  now: Instant,
  calendars: readonly Calendar[] = [],
): OfferReason[] {
  const { columns } = picture
  const { row, start } = offer
  const road = travelMinutes?.[columns.location[row] ?? 0]
  return [
    ...who(offer),
    ...(road === undefined ? [] : [{ code: 'travel', minutes: road } as const]),
    { code: 'starts-in', minutes: Math.max(0, Math.round((start - now) / MINUTE)) },
    ...share(offer, picture, policy),
    ...enSus(picture, row),
    ...unread(calendars, now),
  ]
}

function who({ isAttending, samePractice, own }: RankedOffer): OfferReason[] {
  const where: OfferReason = { code: own ? 'own-territory' : 'neighbour' }
  if (isAttending) return [{ code: 'attending-physician' }, where]
  return samePractice ? [{ code: 'same-practice' }, where] : [where]
}

function share(
  { row, practice, isAttending }: RankedOffer,
  picture: Picture,
  { capWarning, weeklyCap }: Pick<Policy, 'capWarning' | 'weeklyCap'>,
): OfferReason[] {
  const { taken, declared, counted } = loadOf(picture, practice, picture.columns.week[row] ?? 0)
  const fair: OfferReason = { code: 'fair-share', taken, declared }
  const isClose = !isAttending && counted >= capWarning
  return isClose ? [fair, { code: 'cap-close', taken: counted, cap: weeklyCap }] : [fair]
}

const enSus = ({ columns }: Picture, row: number): OfferReason[] =>
  KINDS[columns.kind[row] ?? 0] === 'en-sus'
    ? [{ code: 'en-sus', free: columns.free[row] ?? 0, capacity: columns.capacity[row] ?? 0 }]
    : []

/** The oldest of the calendars that were not read lately: their busy times may be others by now. */
function unread(calendars: readonly Calendar[], now: Instant): OfferReason[] {
  const since = silentSince(calendars, now)
  return since === undefined ? [] : [{ code: 'calendar-stale', since }]
}
