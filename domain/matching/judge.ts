import type { Counted } from '../availability/loads.ts'
import {
  applySlot,
  type LocationRecord,
  newPicture,
  type PractitionerRecord,
  type SlotRecord,
} from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import type { Instant } from '../time/interval.ts'
import { type CareNeed, ownCapMask, practitionerMask, slotMask, wanted } from './eligibility.ts'
import { standingAt } from './ranking.ts'

/** One slot with what decides on it besides. */
export interface Judged {
  readonly slot: SlotRecord
  readonly practitioner: PractitionerRecord
  readonly location: LocationRecord
}

/**
 * Says what rules one slot out for a need, as bits of `INELIGIBILITIES`, by the same rules as the ranking. Whether a
 * place is free is left to whoever takes it: the slot counts as having one.
 */
export function judgeOf(
  { slot, practitioner, location }: Judged,
  policy: Policy,
  { territoryId, counted }: { readonly territoryId: string; readonly counted: Counted },
  now: Instant,
): (need: CareNeed) => number {
  const picture = newPicture([practitioner], [location], 1)
  applySlot(picture, { ...slot, free: 1, version: 1 })
  const standing = standingAt(picture, 0, territoryId, slot.start)
  return (need) => {
    const isAttending = practitioner.practitionerId === need.attendingId
    const held = wanted(need, picture, policy, territoryId, now)
    const onSlot = slotMask(picture.columns, 0, held, standing, isAttending, counted.week)
    return practitionerMask(practitioner, need) | ownCapMask(practitioner, isAttending, counted) | onSlot
  }
}
