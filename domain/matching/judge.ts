import {
  applySlot,
  type LocationRecord,
  newPicture,
  type PractitionerRecord,
  type SlotRecord,
} from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import type { Instant } from '../time/interval.ts'
import { type CareNeed, practitionerMask, slotMask, wanted } from './eligibility.ts'
import { standingAt } from './ranking.ts'

/**
 * What rules one slot out for a need, as bits of `INELIGIBILITIES`, by the same rules as the ranking. Whether a place is
 * free is left to whoever takes it: the slot counts as having one.
 */
export function judgeSlot(
  need: CareNeed,
  { slot, practitioner, location }: { slot: SlotRecord; practitioner: PractitionerRecord; location: LocationRecord },
  policy: Policy,
  { territoryId, counted }: { readonly territoryId: string; readonly counted: number },
  now: Instant,
): number {
  const picture = newPicture([practitioner], [location], 1)
  applySlot(picture, { ...slot, free: 1, version: 1 })
  const standing = standingAt(picture, 0, territoryId, slot.start)
  const isAttending = practitioner.practitionerId === need.attendingId
  const onSlot = slotMask(picture.columns, 0, wanted(need, policy, now), standing, isAttending, counted)
  return practitionerMask(practitioner, need) | onSlot
}
