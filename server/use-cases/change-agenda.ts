import type { OpeningRule } from '../../domain/agenda/agenda.ts'
import { type AgendaChange, type Applied, applyChange } from '../../domain/agenda/change.ts'
import type { AbsenceDraft, OpeningDraft } from '../../domain/agenda/draft.ts'
import type { AgendaEffect } from '../../domain/agenda/effect.ts'
import { HORIZON_DAYS } from '../../domain/agenda/materialise.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import { holidayRegionOf } from '../../domain/time/holidays.ts'
import { DAY, type Instant, MINUTE } from '../../domain/time/interval.ts'
import { isUsableRule } from '../../domain/time/recurrence.ts'
import { dayNumberOf } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import { listExistingSlots } from '../database/agenda-slots.ts'
import { lockAgenda } from '../database/openings.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { summaryOf } from './agenda-summary.ts'
import { changedRows } from './changed-rows.ts'
import {
  type Editor,
  editAgenda,
  effectOn,
  mustBeFreeOf,
  mustBeSeen,
  type ShownEffect,
  withVisits,
} from './edit-agenda.ts'
import { practitionerOf } from './practitioner-of.ts'
import { type LoadedAgenda, loadAgenda } from './regenerate-agenda.ts'

interface PreviewAgendaChange {
  /** For a delegate: whose agenda. */
  readonly practitionerId?: string | undefined
  readonly change: AgendaChange
}

interface ChangeAgenda extends PreviewAgendaChange {
  /** Appointments that were looked at before saying yes. */
  readonly affectedSeen: readonly string[]
}

export interface ChangedAgenda extends ShownEffect {
  readonly editId: string
  /** Created, changed or removed. */
  readonly openingIds: readonly string[]
}

/** What a change would do, conflicts among it. Nothing is written, and nobody is waited for. */
export function previewAgendaChange(
  app: App,
  actor: Actor,
  { practitionerId, change }: PreviewAgendaChange,
): Promise<ShownEffect> {
  return app.within(actor, async (tx) => {
    const whose = practitionerOf(actor, practitionerId)
    return withVisits(app, tx, whose, await effectSeen(app, tx, whose, change))
  })
}

/** The same for whoever sees the agenda, and nothing of its patients. */
export async function effectSeen(
  app: App,
  tx: Tx,
  practitionerId: string,
  change: AgendaChange,
): Promise<AgendaEffect> {
  const at = app.now()
  const loaded = await loadAgenda(tx, practitionerId, at, sinceOf(change, at))
  const { agenda, conflicts } = applied(app, loaded, change, at)
  const effect = effectOn(loaded, agenda, await listExistingSlots(tx, practitionerId, loaded.horizon), at)
  return { ...effect, conflicts: [...conflicts, ...effect.conflicts] }
}

/** Changes an agenda, all of it or nothing. Whoever edits the same one at the same time follows. */
export function changeAgenda(
  app: App,
  actor: Actor,
  { practitionerId, ...wish }: ChangeAgenda,
): Promise<ChangedAgenda> {
  return app.within(actor, (tx) => changeAgendaOf(app, tx, actor, practitionerOf(actor, practitionerId), wish))
}

/** The same in a transaction that has more to do, for a professional for whom its scope acts. */
export async function changeAgendaOf(
  app: App,
  tx: Tx,
  editor: Editor,
  practitionerId: string,
  { change, affectedSeen }: Omit<ChangeAgenda, 'practitionerId'>,
): Promise<ChangedAgenda> {
  const at = app.now()
  await lockAgenda(tx, practitionerId)
  const loaded = await loadAgenda(tx, practitionerId, at, sinceOf(change, at))
  const { agenda, conflicts, touched } = applied(app, loaded, change, at)
  mustBeFreeOf(conflicts)
  const editId = app.newId()
  const effect = await editAgenda(app, tx, editor, loaded, {
    ...changedRows(loaded, { agenda, touched, accountId: editor.accountId ?? editor.actor, at }),
    id: editId,
    kind: change.kind,
    summary: summaryOf(change, loaded.agenda),
    agenda,
    accept: (found) => {
      mustBeFreeOf(found.conflicts)
      mustBeSeen(found.visits, affectedSeen)
    },
  })
  return { ...effect, editId, openingIds: touched.openings }
}

/** From when on openings are looked at: those of a week that is copied may be over. */
const sinceOf = (change: AgendaChange, at: Instant): Instant =>
  change.kind === 'copy-week' ? Math.min(at, (dayNumberOf(change.from as IsoDay) - 8) * DAY) : at

/** The agenda after a change that can be read, and is of what is there. */
function applied({ newId }: App, loaded: LoadedAgenda, change: AgendaChange, now: Instant): Applied {
  const places = new Map(
    loaded.places.map(({ id, zone, communeCode }) => [id, { zone, holidayRegion: holidayRegionOf(communeCode) }]),
  )
  mustBeThere(loaded, change)
  for (const draft of draftsIn(change)) mustBeUsable(draft, now)
  if (change.kind === 'absent') mustEnd(change.absence)
  const locationIds = locationsIn(change)
  const isNowhere = change.kind === 'absent' && places.size === 0
  if (isNowhere || locationIds.some((id) => !places.has(id))) refuse('not-your-place')
  const after = applyChange(loaded.agenda, change, { places, newId, now })
  mustBeFew(after.agenda.openings.filter(({ id }) => after.touched.openings.includes(id)))
  return after
}

/** A whole day of five minutes, every day, for fifty patients each, is nobody's: a number typed wrong is more likely. */
const MOST_PLACES = 40_000

function mustBeFew(openings: readonly OpeningRule[]): void {
  const placesOf = ({ start, end, slotMinutes, places, rrule }: OpeningRule) =>
    ((end - start) / (slotMinutes * MINUTE)) * places * (rrule === null ? 1 : HORIZON_DAYS)
  if (openings.reduce((sum, opening) => sum + placesOf(opening), 0) > MOST_PLACES) refuse('invalid-input', ['places'])
}

function mustBeThere({ agenda }: LoadedAgenda, change: AgendaChange): void {
  if ('openingId' in change && !agenda.openings.some(({ id }) => id === change.openingId)) refuse('opening-not-found')
  if ('absenceId' in change && !agenda.absences.some(({ id }) => id === change.absenceId)) refuse('absence-not-found')
}

/** Nobody knows their hours further ahead: a year typed wrong is more likely. */
export const FARTHEST = 2 * 366 * DAY

function mustBeUsable({ day, recurrence }: Pick<OpeningDraft, 'day' | 'recurrence'>, now: Instant): void {
  if (recurrence && !isUsableRule(recurrence.rrule)) refuse('recurrence-unreadable')
  const from = dayNumberOf(day as IsoDay) * DAY
  const isTooOld = recurrence !== null && from < now - FARTHEST // each of its occurrences would be gone through for ever
  if (from > now + FARTHEST || isTooOld) refuse('invalid-input', ['day'])
}

/** What comes back is over before: otherwise thousands of its occurrences would last at any moment. */
function mustEnd({ from, until, recurrence }: AbsenceDraft): void {
  const days = until && dayNumberOf(until.day as IsoDay) - dayNumberOf(from.day as IsoDay)
  if (recurrence && days !== null && days > 366) refuse('invalid-input', ['until'])
}

function draftsIn(change: AgendaChange): readonly Pick<OpeningDraft, 'day' | 'recurrence'>[] {
  if (change.kind === 'open') return change.openings
  if (change.kind === 'edit') return [change.opening]
  if (change.kind !== 'absent') return []
  const { from, recurrence } = change.absence
  return [{ day: from.day, recurrence: recurrence && { ...recurrence, onPublicHolidays: false } }]
}

function locationsIn(change: AgendaChange): readonly string[] {
  if (change.kind === 'open') return change.openings.map(({ locationId }) => locationId)
  if (change.kind === 'edit') return [change.opening.locationId]
  return change.kind === 'absent' && change.absence.locationId !== null ? [change.absence.locationId] : []
}
