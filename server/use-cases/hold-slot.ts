import { type Hold, holdExpiry } from '../../domain/booking/hold.ts'
import type { AsOf } from '../../domain/journal/line.ts'
import { isOverridable, reasonsOf } from '../../domain/matching/eligibility.ts'
import { type Judged, judgeOf } from '../../domain/matching/judge.ts'
import { isWaiting, maySearch } from '../../domain/requests/states.ts'
import type { Policy } from '../../domain/territory/policy.ts'
import type { Actor, App } from '../app.ts'
import { findLiveHold, takePlace } from '../database/booking.ts'
import { refusingConflicts } from '../database/conflicts.ts'
import { schedule } from '../database/due.ts'
import { endRefills } from '../database/refills.ts'
import { type CareRequest, lockRequest } from '../database/requests.ts'
import { countTowardsCaps, getSlotInFull, lockCaps, lockSlot } from '../database/slots.ts'
import { getPolicy, getTerritory } from '../database/territory.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { moveTo } from './move-to.ts'

interface HoldSlot {
  readonly slotId: string
  readonly requestId: string
  readonly asOf: AsOf
  /** Passes over the guards that a person may pass over. */
  readonly override?: { readonly reason: string } | undefined
}

/**
 * Reserves a place of a slot for a care request while the patient is on the phone.
 * Asked again while the hold lasts, it answers the same hold: a retry never extends it.
 */
export function holdSlot(app: App, actor: Actor, { slotId, requestId, asOf, override }: HoldSlot): Promise<Hold> {
  const at = app.now()
  const work = app.within(actor, async (tx) => {
    const request = (await lockRequest(tx, requestId)) ?? refuse('request-not-found')
    const current = await findLiveHold(tx, requestId, at)
    if (current?.slotId === slotId) return current
    if (current) refuse('request-held-elsewhere')
    const policy = await getPolicy(tx, await getTerritory(tx, actor.territoryId), at)
    mustBeSearchable(request, policy)

    const slot = (await lockSlot(tx, slotId)) ?? refuse('slot-not-found')
    const countsToCap = slot.practitionerId !== request.need.attendingId
    const reasons = await guards(tx, request, await getSlotInFull(tx, slot), policy, at, override !== undefined)

    const hold = { id: app.newId(), slotId, requestId, expiresAt: holdExpiry(policy, at), extended: false }
    const whose = { territoryId: actor.territoryId, heldBy: actor.actor, heldAt: at, countsToCap }
    if (!(await takePlace(tx, { ...hold, ...whose }))) refuse('slot-taken')
    await endRefills(tx, { slotId, requestId }, 'taken', at)

    const details = { slotId, expiresAt: new Date(hold.expiresAt).toISOString(), ...passedOver(reasons, override) }
    const to = request.state === 'MT_CONTACT' ? 'MT_CONTACT' : 'SEARCHING'
    await moveTo(app, tx, actor, request, to, at, { act: 'slot-held', subject: hold.id, details, asOf })
    const { territoryId } = actor
    await schedule(tx, { id: app.newId(), territoryId, at: hold.expiresAt, kind: 'hold-expiry', subject: hold.id })
    return hold
  })
  return refusingConflicts(work)
}

function mustBeSearchable({ state, source }: CareRequest, { sourcesWithoutRegulation }: Policy): void {
  if (state === 'BOOKED' || state === 'PROPOSED') refuse('request-already-placed')
  if (!isWaiting(state) && state !== 'UNPLACED' && state !== 'NO_SHOW') refuse('move-impossible', [state])
  if (!maySearch(state, source, sourcesWithoutRegulation)) refuse('regulation-needed')
}

/** The guards in the way that the actor passes over; refuses when one may not be, or no reason was given. */
async function guards(
  tx: Tx,
  { need, territoryId }: CareRequest,
  inFull: Judged,
  policy: Policy,
  at: number,
  overrides: boolean,
): Promise<string[]> {
  await lockCaps(tx, inFull.slot.practitionerId)
  const counted = await countTowardsCaps(tx, inFull)
  const mask = judgeOf(inFull, policy, { territoryId, counted }, at)(need)
  const reasons = reasonsOf(mask)
  if (mask !== 0 && !(overrides && isOverridable(mask))) refuse('offer-ineligible', reasons)
  return reasons
}

const passedOver = (reasons: string[], override: HoldSlot['override']) =>
  reasons.length > 0 && override ? { passedOver: reasons, reason: override.reason } : {}
