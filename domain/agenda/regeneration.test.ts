import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IsoDay } from '../time/dated.ts'
import { isPublicHoliday } from '../time/holidays.ts'
import { DAY, type Interval, MINUTE } from '../time/interval.ts'
import { type Occurrence, occurrencesOf } from '../time/recurrence.ts'
import { dayNumber, isoDay, wallOf, wallTime } from '../time/wall-clock.ts'
import type { AbsenceRule, Agenda, ExistingSlot, OpeningRule, WantedSlot } from './agenda.ts'
import { type AgendaChange, applyChange } from './change.ts'
import { absentTimes } from './closed.ts'
import type { ChangeContext, OpeningDraft, Reach } from './draft.ts'
import { type LaidOut, layOut, wantedSlots } from './materialise.ts'
import { planSlots, type SlotPlan } from './plan.ts'
import { busyFrom, carriedOut, contextAt, EMPTY, idOf, PARIS, type Step, steps, timeAfter } from './test-agenda.ts'

/** Before both changes of clocks, a public holiday, and two of them and a new year. */
const NOWS = ['2026-03-26T07:10Z', '2026-10-22T18:40Z', '2026-11-09T09:00Z', '2026-12-23T22:30Z'].map(Date.parse)
const DAYS = 4

const scenario = fc.constantFrom(...NOWS).chain((now) => {
  const today = dayNumber(now, PARIS)
  return fc.tuple(
    fc.constant(now),
    steps((days) => isoDay(today + days)),
  )
})

interface World {
  agenda: Agenda
  slots: ExistingSlot[]
}

const nth = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % Math.max(1, items.length)]
const overlap = (one: Interval, other: Interval) => one.start < other.end && other.start < one.end
const isInUse = ({ free, capacity }: ExistingSlot) => free < capacity
const isShown = (slot: ExistingSlot) => slot.withdrawnBy === null || isInUse(slot)

function changeOf(step: Step, { agenda }: World, within: Interval): AgendaChange | null {
  if (step.does === 'open') return { kind: 'open', openings: [step.opening] }
  if (step.does === 'absent') return step.change
  if (step.does === 'copy-week') return { kind: 'copy-week', from: step.from, to: step.to }
  if (step.does === 'present') return presence(step, nth(agenda.absences, step.which))
  const isOfOpening = step.does === 'edit' || step.does === 'nudge' || step.does === 'remove'
  return isOfOpening ? changeOfOpening(step, nth(agenda.openings, step.which), within) : null
}

function changeOfOpening(
  step: Extract<Step, { does: 'edit' | 'nudge' | 'remove' }>,
  opening: OpeningRule | undefined,
  within: Interval,
): AgendaChange | null {
  const occurrence = opening && nth(occurrencesOf(opening, within), step.which)
  if (!opening || !occurrence) return null
  const concerned = { openingId: opening.id, reach: step.reach, day: occurrence.day }
  if (step.does === 'remove') return { kind: 'remove', ...concerned }
  const draft = step.does === 'edit' ? step.opening : nudged(opening, occurrence, step.minutes)
  return { kind: 'edit', ...concerned, opening: draft }
}

/** The same, some minutes later. */
function nudged(opening: OpeningRule, { day, start, end }: Occurrence, minutes: number): OpeningDraft {
  const { rrule, exceptOn, onPublicHolidays } = opening
  const [from, until] = [start, end].map((instant) => timeAfter(wallTime(instant, PARIS), minutes))
  const recurrence = rrule === null ? null : { rrule, exceptOn, onPublicHolidays }
  return { ...opening, day, from: from ?? '', until: until ?? '', recurrence }
}

const presence = ({ reach }: { reach: Reach }, absence: AbsenceRule | undefined): AgendaChange | null =>
  absence ? { kind: 'present', absenceId: absence.id, reach, day: isoDay(dayNumber(absence.start, PARIS)) } : null

function happens(step: Step, world: World, within: Interval, context: ChangeContext): void {
  const free = world.slots.filter(({ withdrawnBy, start }) => withdrawnBy === null && start > within.start)
  const put = (slot: ExistingSlot | undefined, now: Partial<ExistingSlot>) => {
    if (slot) world.slots = world.slots.map((each) => (each === slot ? { ...each, ...now } : each))
  }
  if (step.does === 'busy')
    world.agenda = { ...world.agenda, busy: [...world.agenda.busy, busyFrom(within.start, step)] }
  else if (step.does === 'take') {
    const slot = nth(
      free.filter((each) => each.free > 0),
      step.which,
    )
    put(slot, { free: (slot?.free ?? 1) - 1 })
  } else if (step.does === 'release') put(nth(free, step.which), { withdrawnBy: 'release' })
  else if (step.does === 'take-back') put(nth(free, step.which), { withdrawnBy: 'professional' })
  else {
    const change = changeOf(step, world, within)
    const applied = change && applyChange(world.agenda, change, context)
    if (applied && applied.conflicts.length === 0) world.agenda = applied.agenda
  }
}

/** Each promise that is not kept, by name: looked for without `expect`, which is too slow for so many slots. */
function broken(world: World, plan: SlotPlan, after: readonly ExistingSlot[], within: Interval): string[] {
  const laidOut = layOut(world.agenda, within)
  const wanted = laidOut.slots
  const again = planSlots(wanted, after, within.start, idOf)
  const promises = {
    'none twice': areApart(wanted, after),
    'inside an occurrence': areInside(world.agenda, wanted, within),
    'clear of absences and busy times': areClear(world.agenda, wanted, within),
    'capacity conserved': isConserved(world.agenda, laidOut, within),
    'left alone': areLeftAlone(world.slots, after),
    'as from scratch': isAsFromScratch(wanted, plan, after, within),
    'the same again': again.open.length + again.change.length + again.withdraw.length === 0,
  }
  return Object.entries(promises).flatMap(([promise, isKept]) => (isKept ? [] : [promise]))
}

/** None twice, and one patient at a time. */
function areApart(wanted: readonly WantedSlot[], after: readonly ExistingSlot[]): boolean {
  const ids = new Set(wanted.map(({ seriesId, start }) => idOf(seriesId, start)))
  const ordinary = after.filter((slot) => slot.kind === 'slots' && isShown(slot))
  ordinary.sort((one, other) => one.start - other.start)
  return (
    ids.size === wanted.length &&
    new Set(after.map(({ id }) => id)).size === after.length &&
    ordinary.every(({ start }, index) => start >= (ordinary[index - 1]?.end ?? 0))
  )
}

function areInside({ openings }: Agenda, wanted: readonly WantedSlot[], within: Interval): boolean {
  const times = new Map(openings.map((opening) => [opening.id, occurrencesOf(opening, within)]))
  return wanted.every(({ openingId, start, end }) => {
    const holds = (each: Interval) => each.start <= start && end <= each.end
    return start >= within.start && start < within.end && times.get(openingId)?.some(holds)
  })
}

function areClear({ absences, busy }: Agenda, wanted: readonly WantedSlot[], within: Interval): boolean {
  const wide = { start: within.start, end: within.end + 2 * DAY }
  const closed = absences.flatMap((absence) =>
    absentTimes(absence, wide).map((each) => ({ ...each, locationId: absence.locationId })),
  )
  const all = [...closed, ...busy.map((each) => ({ ...each, locationId: null }))]
  const closes = (each: Interval & { locationId: string | null }, slot: WantedSlot) =>
    overlap(each, slot) && (each.locationId === null || each.locationId === slot.locationId)
  return !wanted.some((slot) => all.some((each) => closes(each, slot)))
}

/** Every slot that an opening is cut into is there, or there is a cause. */
function isConserved(agenda: Agenda, { slots, missing }: LaidOut, within: Interval): boolean {
  return agenda.openings.every((opening) => {
    const isIts = ({ openingId }: { openingId: string }) => openingId === opening.id
    const there = [...slots.filter(isIts), ...missing.filter(isIts)].sort((one, other) => one.start - other.start)
    const wholes = occurrencesOf(opening, within).flatMap((occurrence) => cut(opening, occurrence))
    const isHoliday = (day: IsoDay) => opening.rrule !== null && !opening.onPublicHolidays && isPublicHoliday(day, 'FR')
    return (
      missing.filter(isIts).every(({ why, day }) => (why === 'public-holiday') === isHoliday(day)) &&
      wholes
        .filter((whole) => whole.start >= within.start && whole.end <= within.end)
        .every((whole) => placesIn(whole, there) === opening.places)
    )
  })
}

const placesIn = (whole: Interval, there: readonly (Interval & { capacity: number })[]): number =>
  there
    .filter(({ start, end }) => whole.start <= start && end <= whole.end)
    .reduce((sum, { capacity }) => sum + capacity, 0)

function cut({ slotMinutes, start, end, rrule }: OpeningRule, occurrence: Interval): Interval[] {
  const whole = rrule === null ? end - start : wallOf(end, PARIS) - wallOf(start, PARIS)
  const length = slotMinutes * MINUTE
  if (whole === length) return [occurrence]
  const cuts: Interval[] = []
  for (let from = occurrence.start; from + length <= occurrence.end; from += length)
    cuts.push({ start: from, end: from + length })
  return cuts
}

/** Held, booked, withdrawn by the professional or released: not a letter changes. Nothing disappears. */
function areLeftAlone(before: readonly ExistingSlot[], after: readonly ExistingSlot[]): boolean {
  const now = new Map(after.map((slot) => [slot.id, slot]))
  const isByHand = ({ withdrawnBy }: ExistingSlot) => withdrawnBy === 'professional' || withdrawnBy === 'release'
  return before.every((slot) => (isInUse(slot) || isByHand(slot) ? now.get(slot.id) === slot : now.has(slot.id)))
}

/** What is shown is what an empty agenda would get, but for what is in use, and what stands in its way. */
function isAsFromScratch(
  wanted: readonly WantedSlot[],
  plan: SlotPlan,
  after: readonly ExistingSlot[],
  within: Interval,
): boolean {
  const apart = new Set([...plan.kept.map(({ id }) => id), ...plan.blocked.map(({ slot }) => slot.id)])
  const fresh = carriedOut([], planSlots(wanted, [], within.start, idOf)).filter(({ id }) => !apart.has(id))
  const shown = new Map(
    after.filter((slot) => slot.withdrawnBy === null && !apart.has(slot.id)).map((slot) => [slot.id, slot]),
  )
  return (
    shown.size === fresh.length &&
    fresh.every((slot) => JSON.stringify(shown.get(slot.id)) === JSON.stringify(slot)) &&
    plan.blocked.every(({ slot, by }) => overlap(slot, by))
  )
}

test('laying an agenda out again and again keeps every promise, whatever is opened, edited, taken or closed', () => {
  fc.assert(
    fc.property(scenario, ([now, what]) => {
      const within = { start: now, end: now + DAYS * DAY }
      const context = contextAt(now)
      const world: World = { agenda: EMPTY, slots: [] }
      for (const step of what) {
        happens(step, world, within, context)
        const plan = planSlots(wantedSlots(world.agenda, within), world.slots, now, idOf)
        const after = carriedOut(world.slots, plan)
        expect(broken(world, plan, after, within)).toEqual([])
        world.slots = after
      }
    }),
    { numRuns: 10_000 },
  )
}, 120_000)
