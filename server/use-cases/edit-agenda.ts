import type { Agenda, ExistingSlot } from '../../domain/agenda/agenda.ts'
import type { Conflict } from '../../domain/agenda/draft.ts'
import { type AgendaEffect, effectOf } from '../../domain/agenda/effect.ts'
import type { SlotPlan } from '../../domain/agenda/plan.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { listVisits, type Visit } from '../database/agenda.ts'
import { type EditKind, insertEdit } from '../database/agenda-edits.ts'
import { type AgendaRows, saveAgendaRows } from '../database/agenda-rows.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import type { Db, Tx } from '../database/within.ts'
import { Refused } from '../refusal.ts'
import { slotId } from '../slot-id.ts'
import { type LoadedAgenda, lockPlanned, savePlan, setClocks } from './regenerate-agenda.ts'

/** What a change does, and whom it concerns. */
export interface ShownEffect extends AgendaEffect {
  /** Patients whose place the change would have moved or taken: they keep it. */
  readonly visits: readonly Visit[]
  /** Held this minute on such slots. */
  readonly heldPlaces: number
}

export const effectOn = (loaded: LoadedAgenda, after: Agenda, existing: readonly ExistingSlot[], at: Instant) =>
  effectOf(loaded.agenda, after, existing, at, loaded.zone, slotId)

/** The effect with the patients it concerns. */
export async function withVisits(
  { cipher }: Pick<App, 'cipher'>,
  db: Db,
  practitionerId: string,
  effect: AgendaEffect,
): Promise<ShownEffect> {
  const slotIds = effect.affected.map(({ id }) => id)
  const all = await listVisits(db, cipher, practitionerId, slotIds)
  const visits = all.filter(({ status }) => status === 'pending' || status === 'booked')
  const inUse = effect.affected.reduce((sum, { capacity, free }) => sum + capacity - free, 0)
  return { ...effect, visits, heldPlaces: inUse - all.length }
}

/** Refuses while something stands in the way, by what was found first. */
export function mustBeFreeOf(conflicts: readonly Conflict[]): void {
  const [first] = conflicts
  if (first) throw new Refused(first.code, [], { conflicts: conflicts.map(conflictView) })
}

const conflictView = ({ code, startsAt, endsAt }: Conflict) => ({
  code,
  startsAt: startsAt === null ? null : new Date(startsAt).toISOString(),
  endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
})

/** Patients whom nobody looked at before saying yes: `next` has all who are concerned. */
export function mustBeSeen(visits: readonly Visit[], seen: readonly string[]): void {
  if (visits.some(({ id }) => !seen.includes(id))) throw new Refused('visits-affected', [], visits)
}

interface Edit {
  readonly id: string
  readonly kind: EditKind
  readonly summary: Readonly<Record<string, unknown>>
  readonly before: AgendaRows
  readonly after: AgendaRows
  readonly agenda: Agenda
  /** What else must hold of the effect, before anything is written. */
  readonly accept: (effect: ShownEffect) => void
}

/** Who writes an edit: an account; or a link, with the account that it comes from and the name to show. */
export interface Editor extends Pick<Actor, 'actor' | 'territoryId'> {
  readonly accountId?: string
  readonly by?: string
}

/**
 * Writes an edit of a locked agenda: its rows, the slots that they make, who did it, and the clock of the horizon.
 * Slots in use stay as they are, whatever the edit.
 */
export async function editAgenda(
  app: App,
  tx: Tx,
  { actor, territoryId, accountId = actor, by }: Editor,
  loaded: LoadedAgenda,
  edit: Edit,
): Promise<ShownEffect> {
  const at = app.now()
  const { practitionerId, horizon } = loaded
  const planned = await lockPlanned(tx, practitionerId, horizon, (existing) =>
    effectOn(loaded, edit.agenda, existing, at),
  )
  const effect = await withVisits(app, tx, practitionerId, planned)
  edit.accept(effect)
  await saveAgendaRows(tx, edit.after)
  await savePlan(tx, effect.plan, at)

  const { id, kind, before, after } = edit
  const summary = { ...edit.summary, counts: countsOf(effect.plan) }
  await insertEdit(tx, { id, kind, before, after, practitionerId, at, accountId, by, summary })
  const line = { id: app.newId(), territoryId, at, actor, subject: practitionerId }
  await record(tx, { ...line, act: ACTS[kind], details: { editId: id, kind, slots: countsOf(effect.plan) } })
  await setClocks(app, tx, territoryId, loaded, at)
  await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
  return effect
}

const ACTS = {
  open: 'slots-opened',
  'copy-week': 'slots-opened',
  edit: 'agenda-changed',
  remove: 'agenda-changed',
  absent: 'agenda-changed',
  present: 'agenda-changed',
  settings: 'agenda-set',
  undo: 'agenda-undone',
} as const satisfies Record<EditKind, string>

/** Slots, and places that can be booked from now on. */
export const countsOf = ({ open, change, withdraw }: SlotPlan) => {
  const reopened = change.filter(({ before }) => before.withdrawnBy !== null)
  const places = [...open, ...reopened.map(({ after }) => after)].reduce((sum, { capacity }) => sum + capacity, 0)
  return {
    new: open.length + reopened.length,
    changed: change.length - reopened.length,
    gone: withdraw.length,
    places,
  }
}
