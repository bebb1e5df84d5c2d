import type { AgendaEffect } from '../../contract/openings.ts'
import type { SlotPlan } from '../../domain/agenda/plan.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Visit } from '../database/agenda.ts'
import type { Reference } from '../reference.ts'
import { Refused } from '../refusal.ts'
import { countsOf, type ShownEffect } from '../use-cases/edit-agenda.ts'
import { viewsWith } from './agenda-view.ts'

const MOST_SLOTS = 500
const MOST_CONFLICTS = 50

/** What a change of an agenda does, as people read it. */
export const effectView = (effect: ShownEffect, reference: Reference): AgendaEffect => ({
  slots: changedSlots(effect.plan),
  counts: countsOf(effect.plan),
  conflicts: effect.conflicts.slice(0, MOST_CONFLICTS).map(({ code, startsAt, endsAt }) => ({
    code,
    startsAt: isoOrNull(startsAt),
    endsAt: isoOrNull(endsAt),
  })),
  warnings: effect.warnings.map(({ code, days, count }) => ({ code, days: [...days], count })),
  affected: affectedView(effect.visits, reference),
  heldPlaces: effect.heldPlaces,
})

const affectedView = (visits: readonly Visit[], reference: Reference): AgendaEffect['affected'] =>
  visits
    .map(viewsWith(reference).visit)
    .map(({ id, startsAt, endsAt, status, reason, patient }) => ({ id, startsAt, endsAt, status, reason, patient }))

/** A refusal whose patients are put in the words of the contract. */
export function showingAffected(error: unknown, reference: Reference): never {
  if (!(error instanceof Refused) || error.code !== 'visits-affected') throw error
  throw new Refused(error.code, error.reasons, affectedView(error.next as readonly Visit[], reference))
}

/** By start, the first ones of many. */
function changedSlots({ open, change, withdraw }: SlotPlan): AgendaEffect['slots'] {
  const changed = change.map(({ before, after }) => ({
    slot: after,
    fate: before.withdrawnBy === null ? ('changed' as const) : ('new' as const),
  }))
  const all = [
    ...open.map((slot) => ({ slot, fate: 'new' as const })),
    ...changed,
    ...withdraw.map((slot) => ({ slot, fate: 'gone' as const })),
  ]
  return all
    .sort((one, other) => one.slot.start - other.slot.start || (one.slot.id < other.slot.id ? -1 : 1))
    .slice(0, MOST_SLOTS)
    .map(({ slot: { id, start, end, capacity }, fate }) => ({
      ...{ id, capacity, fate },
      startsAt: iso(start),
      endsAt: iso(end),
    }))
}

const iso = (at: Instant): string => new Date(at).toISOString()
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at))
