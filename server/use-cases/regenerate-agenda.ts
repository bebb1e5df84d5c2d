import type { Agenda, ExistingSlot } from '../../domain/agenda/agenda.ts'
import { horizonOf, wantedSlots } from '../../domain/agenda/materialise.ts'
import { type IdentifiedSlot, isInUse, planSlots, type SlotPlan, takenBackIn } from '../../domain/agenda/plan.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import { dayNumber, instantAt, isoDay, startOfDay } from '../../domain/time/wall-clock.ts'
import type { App } from '../app.ts'
import { type AbsenceRow, listAbsences, listBusyTimes, toAbsence } from '../database/absences.ts'
import { insertSlots, listExistingSlots, lockAsRead, saveSlots, saveWithdrawals } from '../database/agenda-slots.ts'
import { schedule } from '../database/due.ts'
import {
  type LocatedOpening,
  listOpenings,
  listPlacesOfCare,
  lockAgenda,
  type PlaceOfCare,
  toOpening,
} from '../database/openings.ts'
import type { Db, Scope, Tx } from '../database/within.ts'
import { slotId } from '../slot-id.ts'
import { scheduleRelease } from './release-slots.ts'

/** What decides a professional's slots, and the rows that say so. */
export interface LoadedAgenda {
  readonly practitionerId: string
  readonly places: readonly PlaceOfCare[]
  readonly zone: string
  readonly horizon: Interval
  readonly openings: readonly LocatedOpening[]
  readonly absences: readonly AbsenceRow[]
  readonly agenda: Agenda
}

const FALLBACK_ZONE = 'Europe/Paris' // of somebody who practises nowhere and opened nothing

/** Without the openings that were over at `since`. */
export async function loadAgenda(db: Db, practitionerId: string, at: Instant, since = at): Promise<LoadedAgenda> {
  const places = await listPlacesOfCare(db, practitionerId)
  const openings = await listOpenings(db, practitionerId, since)
  const absences = await listAbsences(db, [practitionerId], at)
  const zone = places[0]?.zone ?? openings[0]?.zone ?? FALLBACK_ZONE
  const horizon = horizonOf(at, zone)
  const busy = await listBusyTimes(db, [practitionerId], horizon)
  const agenda = { openings: openings.map(toOpening), absences: absences.map(toAbsence), busy }
  return { practitionerId, places, zone, horizon, openings, absences, agenda }
}

/** What a regeneration did, in slots. */
export interface Regenerated {
  /** New, or shared again. */
  readonly opened: number
  readonly changed: number
  readonly withdrawn: number
}

/**
 * Makes the slots of a professional those that their agenda wants, up to the horizon, and sets its clocks. No slot is
 * written when nothing changes. For whoever changed something that agendas are made of, such as busy times, in the same
 * transaction.
 */
export async function regenerateAgenda(
  app: App,
  tx: Tx,
  { territoryId }: Pick<Scope, 'territoryId'>,
  practitionerId: string,
  at: Instant,
): Promise<Regenerated> {
  await lockAgenda(tx, practitionerId)
  return regenerateLoaded(app, tx, territoryId, await loadAgenda(tx, practitionerId, at), at)
}

/** The same, of an agenda that is locked and loaded. */
export async function regenerateLoaded(
  app: App,
  tx: Tx,
  territoryId: string,
  loaded: LoadedAgenda,
  at: Instant,
): Promise<Regenerated> {
  const { practitionerId, agenda, horizon, openings } = loaded
  const planFor = (existing: ExistingSlot[]) => ({
    plan: planSlots(wantedSlots(agenda, horizon, takenBackIn(existing)), existing, at, slotId),
  })
  const { plan } = await lockPlanned(tx, practitionerId, horizon, planFor)
  const done = await savePlan(tx, plan, at)
  if (openings.length > 0) await setClocks(app, tx, territoryId, loaded, at)
  return done
}

/** When nobody books nor edits. */
const AT_NIGHT = '03:00'

/** Sets the clocks of an agenda that was written: of its next release, and of the night that moves its horizon. */
export async function setClocks(
  app: App,
  tx: Tx,
  territoryId: string,
  { practitionerId, zone }: Pick<LoadedAgenda, 'practitionerId' | 'zone'>,
  at: Instant,
): Promise<void> {
  const clock = { territoryId, subject: practitionerId, practitionerId, kind: 'agenda-horizon' } as const
  await schedule(tx, { ...clock, id: app.newId(), at: nextNight(at, zone) })
  await scheduleRelease(app, tx, territoryId, practitionerId, at)
}

/** By the clock of the place. */
function nextNight(at: Instant, zone: string): Instant {
  const today = dayNumber(at, zone)
  const nightOf = (day: number) => instantAt(isoDay(day), AT_NIGHT, zone) ?? startOfDay(day, zone)
  return nightOf(today) > at ? nightOf(today) : nightOf(today + 1)
}

/**
 * Plans until nobody has taken a place of a slot that the plan changes: those slots are locked then, and what is in use
 * by now is left as it is. The agenda is locked before.
 */
export async function lockPlanned<Planned extends { readonly plan: SlotPlan }>(
  tx: Tx,
  practitionerId: string,
  horizon: Interval,
  planFor: (existing: ExistingSlot[]) => Planned,
): Promise<Planned & { readonly existing: readonly ExistingSlot[] }> {
  for (;;) {
    const existing = await listExistingSlots(tx, practitionerId, horizon)
    const planned = planFor(existing)
    const { change, withdraw } = planned.plan
    const touched = [...change.map(({ before }) => before), ...withdraw, ...unoffered(planned.plan)]
    if (await lockAsRead(tx, touched)) return { ...planned, existing }
  }
}

/** Of a slot in use that is no longer wanted, what is or comes free is offered to nobody; its patients keep their place. */
const unoffered = ({ orphaned }: SlotPlan): ExistingSlot[] => orphaned.filter(({ withdrawnBy }) => withdrawnBy === null)

/** Those are offered again once they are wanted as they are. */
const offeredAgain = ({ kept, orphaned }: SlotPlan): ExistingSlot[] =>
  kept.filter((slot) => slot.withdrawnBy === 'agenda' && isInUse(slot) && !orphaned.includes(slot))

/** Writes a plan whose slots are locked: a handful of statements, however many slots. */
export async function savePlan(tx: Tx, plan: SlotPlan, at: Instant): Promise<Regenerated> {
  const withdrawn = [...plan.withdraw, ...unoffered(plan)]
  await insertSlots(tx, plan.open.map(sharedFrom(at)))
  await saveSlots(tx, plan.change.map(stillSharedFrom(at)))
  await saveWithdrawals(tx, withdrawn, { at, by: 'agenda' })
  await saveWithdrawals(tx, offeredAgain(plan), null)
  return { opened: plan.open.length, changed: plan.change.length, withdrawn: withdrawn.length }
}

/** Shared after the hour of its release, a slot is not released: its owner has just said so. */
const sharedFrom =
  (at: Instant) =>
  (slot: IdentifiedSlot): IdentifiedSlot =>
    slot.releaseAt !== null && slot.releaseAt <= at ? { ...slot, releaseAt: null } : slot

/** So it is as long as it is shared, whatever else of it is edited. */
const stillSharedFrom =
  (at: Instant) =>
  (change: SlotPlan['change'][number]): SlotPlan['change'][number] =>
    change.before.releaseAt === null && change.before.withdrawnBy === null
      ? { ...change, after: sharedFrom(at)(change.after) }
      : change
