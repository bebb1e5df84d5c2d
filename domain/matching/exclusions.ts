import { countedWith, firstFrom, type Picture, seenBy } from '../availability/picture.ts'
import type { Policy } from '../territory/policy.ts'
import { DAY, type Instant } from '../time/interval.ts'
import { type CareNeed, ownCapMask, practitionerMask, slotMask, wanted } from './eligibility.ts'
import { type Facts, standingAt } from './ranking.ts'

/** A slot that was left out, and what rules it out (bits of `INELIGIBILITIES`). */
export interface Exclusion {
  readonly row: number
  readonly practice: number
  readonly mask: number
  readonly counted: number
}

/** How far past the deadline people still want to know why not. */
const BEYOND = 2 * DAY

/** Every slot of the profession that begins by two days past the deadline and is not offered, by start. */
export function exclusions(
  need: CareNeed,
  picture: Picture,
  policy: Policy,
  facts: Facts,
  now: Instant,
): readonly Exclusion[] {
  const { start } = picture.columns
  return (picture.practicesSeen.get(seenBy(facts.territoryId, need.professionCode)) ?? [])
    .flatMap((practice) => judged(need, picture, policy, facts, now, practice))
    .filter(({ mask }) => mask !== 0)
    .sort((a, b) => (start[a.row] ?? 0) - (start[b.row] ?? 0) || a.row - b.row)
}

function judged(
  need: CareNeed,
  picture: Picture,
  policy: Policy,
  { territoryId }: Facts,
  now: Instant,
  practice: number,
): Exclusion[] {
  const who = picture.practices[practice]
  if (!who) return []
  const held = wanted(need, picture, policy, territoryId, now)
  const whoever = practitionerMask(who, need)
  const isAttending = who.practitionerId === need.attendingId
  const { columns } = picture
  return who.slots
    .slice(firstFrom(picture, who.slots, now), firstFrom(picture, who.slots, need.dueAt + BEYOND))
    .map((row) => {
      const counted = countedWith(picture, row)
      const standing = standingAt(picture, practice, territoryId, columns.start[row] ?? 0)
      const onSlot = slotMask(columns, row, held, standing, isAttending, counted.week)
      const mask = whoever | ownCapMask(who, isAttending, counted) | onSlot
      return { row, practice, counted: counted.week, mask }
    })
}
