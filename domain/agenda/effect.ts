import type { Instant } from '../time/interval.ts'
import type { Agenda, ExistingSlot, OpeningRule } from './agenda.ts'
import { type Conflict, conflict } from './draft.ts'
import { horizonOf, type LaidOut, layOut, type MissingSlot } from './materialise.ts'
import { planSlots, type SlotPlan, takenBackIn } from './plan.ts'
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
  const [was, is] = [layOut(before, horizon, takenBack), layOut(after, horizon, takenBack)]
  const [planBefore, plan] = [was, is].map(({ slots }) => planSlots(slots, existing, now, idOf))
  if (!planBefore || !plan) throw new Error('Two plans')
  const there = new Set(before.openings)
  const touched = new Map(after.openings.filter((each) => !there.has(each)).map((each) => [each.id, each]))
  const orphans = new Set(planBefore.orphaned)
  return {
    plan,
    affected: plan.orphaned.filter((slot) => !orphans.has(slot)),
    conflicts: [...newOverlaps(was, is, touched), ...newlyBlocked(planBefore, plan, touched)].slice(0, MOST_CONFLICTS),
    warnings: warningsOf(is, plan, moreThanLeftOut(before, touched), horizon),
  }
}

const MOST_CONFLICTS = 50

type Touched = ReadonlyMap<string, OpeningRule>

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
function newOverlaps(was: LaidOut, is: LaidOut, touched: Touched): Conflict[] {
  const keyOf = ({ openingId, start, end }: MissingSlot) => `${openingId} ${start} ${end}`
  const isOverlap = ({ why }: MissingSlot) => why === 'places-overlap'
  const known = new Set(was.missing.filter(isOverlap).map(keyOf))
  const concerns = ({ openingId, by }: MissingSlot) => touched.has(openingId) || (by !== null && touched.has(by))
  return is.missing
    .filter((slot) => isOverlap(slot) && concerns(slot) && !known.has(keyOf(slot)))
    .map((slot) => conflict('places-overlap', slot))
}

/** Slots of another series have that time, which no opening wants any more: people come, or are about to. */
function newlyBlocked(was: SlotPlan, is: SlotPlan, touched: Touched): Conflict[] {
  const known = new Set(was.blocked.map(({ slot }) => slot.id))
  return is.blocked
    .filter(({ slot, by }) => touched.has(slot.openingId) && by.seriesId !== slot.seriesId && !known.has(slot.id))
    .map(({ slot }) => conflict('places-overlap', slot))
}
