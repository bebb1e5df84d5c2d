import type { Instant } from '../time/interval.ts'
import type { Agenda, ExistingSlot, OpeningRule } from './agenda.ts'
import { type Conflict, conflict } from './draft.ts'
import { horizonOf, type LaidOut, layOut, type MissingSlot } from './materialise.ts'
import { type IdentifiedSlot, planSlots, type SlotPlan, takenBackIn } from './plan.ts'
import { type Warning, warningsOf } from './warnings.ts'

/** What an agenda's change does to its slots. */
export interface AgendaEffect {
  readonly plan: SlotPlan
  /** In use, and no longer where or when they were wanted because of this change: whose patients must be thought of. */
  readonly affected: readonly ExistingSlot[]
  /** Times that two openings want since this change. */
  readonly conflicts: readonly Conflict[]
  readonly warnings: readonly Warning[]
}

/** What the change from `before` to `after` would do to the slots that exist; `zone` is that of the horizon. */
export function effectOf(
  before: Agenda,
  after: Agenda,
  existing: readonly ExistingSlot[],
  now: Instant,
  zone: string,
  idOf: (seriesId: string, start: Instant) => string,
): AgendaEffect {
  const horizon = horizonOf(now, zone)
  const takenBack = takenBackIn(existing)
  const laidOut = (agenda: Agenda): Outcome => {
    const laid = layOut(agenda, horizon, takenBack)
    return { laid, plan: planSlots(laid.slots, existing, now, idOf) }
  }
  const is = laidOut(after)
  const there = new Set(before.openings)
  const touched = new Map(after.openings.filter((each) => !there.has(each)).map((each) => [each.id, each]))
  const found = { affected: is.plan.orphaned, overlaps: overlapsIn(is, touched), blocked: blockedIn(is, touched) }
  const isAny = Object.values(found).some((each) => each.length > 0)
  const { affected, overlaps, blocked } = isAny ? newSince(laidOut(before), found) : found
  return {
    plan: is.plan,
    affected,
    conflicts: [...overlaps, ...blocked].slice(0, MOST_CONFLICTS).map((slot) => conflict('places-overlap', slot)),
    warnings: warningsOf(is.laid, is.plan, moreThanLeftOut(before, touched), horizon),
  }
}

const MOST_CONFLICTS = 50

interface Outcome {
  readonly laid: LaidOut
  readonly plan: SlotPlan
}

/** What stands against an agenda, whatever made it so. */
interface Found {
  readonly affected: readonly ExistingSlot[]
  readonly overlaps: readonly MissingSlot[]
  readonly blocked: readonly IdentifiedSlot[]
}

/** Without what was so before: that is not this change's doing. */
function newSince({ laid, plan }: Outcome, { affected, overlaps, blocked }: Found): Found {
  const orphans = new Set(plan.orphaned)
  const known = new Set(laid.missing.filter(isOverlap).map(timeOf))
  const stuck = new Set(plan.blocked.map(({ slot }) => slot.id))
  return {
    affected: affected.filter((slot) => !orphans.has(slot)),
    overlaps: overlaps.filter((slot) => !known.has(timeOf(slot))),
    blocked: blocked.filter(({ id }) => !stuck.has(id)),
  }
}

type Touched = ReadonlyMap<string, OpeningRule>

const isOverlap = ({ why }: MissingSlot): boolean => why === 'places-overlap'
const timeOf = ({ openingId, start, end }: MissingSlot): string => `${openingId} ${start} ${end}`

/** A series that only leaves a day out opens nothing by it: what its other days are was told before. */
function moreThanLeftOut({ openings }: Agenda, touched: Touched): Touched {
  const was = new Map(openings.map((each) => [each.id, each]))
  const onlyLeavesOut = (opening: OpeningRule) => {
    const fields = Object.keys(opening) as (keyof OpeningRule)[]
    const known = was.get(opening.id)
    return known !== undefined && fields.every((field) => field === 'exceptOn' || opening[field] === known[field])
  }
  return new Map([...touched].filter(([, opening]) => !onlyLeavesOut(opening)))
}

/** Of two parts of a series, the change itself said so already. */
const overlapsIn = ({ laid }: Outcome, touched: Touched): MissingSlot[] =>
  laid.missing.filter(
    (slot) => isOverlap(slot) && (touched.has(slot.openingId) || (slot.by !== null && touched.has(slot.by))),
  )

/** Slots of another series have that time, which no opening wants any more: people come, or are about to. */
const blockedIn = ({ plan }: Outcome, touched: Touched): IdentifiedSlot[] =>
  plan.blocked.flatMap(({ slot, by }) => (touched.has(slot.openingId) && by.seriesId !== slot.seriesId ? [slot] : []))
