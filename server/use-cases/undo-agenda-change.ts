import type { Agenda } from '../../domain/agenda/agenda.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { listAbsenceRows } from '../database/absences.ts'
import { type AgendaEdit, findEdit, saveUndone } from '../database/agenda-edits.ts'
import { type AgendaRows, saveAgendaRows } from '../database/agenda-rows.ts'
import { listOpeningRows, lockAgenda } from '../database/openings.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { editAgenda, mustBeFreeOf, type ShownEffect } from './edit-agenda.ts'
import { type LoadedAgenda, loadAgenda } from './regenerate-agenda.ts'

/**
 * Takes an edit back, unless something changed the same since. Patients keep their place, whatever becomes of the slot.
 * It is an edit too: taking it back does again what was undone.
 */
export function undoAgendaChange(
  app: App,
  actor: Actor,
  { editId }: { readonly editId: string },
): Promise<ShownEffect> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const whose = (await findOwnEdit(tx, actor, editId)).practitionerId
    await lockAgenda(tx, whose)
    const edit = await findOwnEdit(tx, actor, editId)
    if (!isUndoable(edit) || !(await isAsLeft(tx, edit.after))) refuse('edit-outdated')
    const restored = { openings: restoredRows(edit, 'openings', at), absences: restoredRows(edit, 'absences', at) }
    const loaded = await loadAgenda(tx, whose, at)
    const effect = await editAgenda(app, tx, actor, loaded, {
      id: app.newId(),
      kind: 'undo',
      summary: { ...edit.summary, undone: edit.kind },
      before: edit.after,
      after: restored,
      agenda: await agendaWith(tx, loaded, restored, at),
      accept: ({ conflicts }) => mustBeFreeOf(conflicts),
    })
    await saveUndone(tx, editId, at)
    return effect
  })
}

/** An edit of somebody for whom the actor acts: to anybody else there is none. */
async function findOwnEdit(tx: Tx, { actingFor = [] }: Actor, editId: string): Promise<AgendaEdit> {
  const edit = await findEdit(tx, editId)
  return edit && actingFor.includes(edit.practitionerId) ? edit : refuse('edit-not-found')
}

/** What was set for the whole agenda is set again instead. */
export const isUndoable = ({ kind, undoneAt }: Pick<AgendaEdit, 'kind' | 'undoneAt'>): boolean =>
  kind !== 'settings' && undoneAt === null

async function isAsLeft(tx: Tx, { openings, absences }: AgendaRows): Promise<boolean> {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const rows = [...(await listOpeningRows(tx, ids(openings))), ...(await listAbsenceRows(tx, ids(absences)))]
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  return [...openings, ...absences].every(({ id, version }) => versions.get(id) === version)
}

/** As they were, under a new version; what the edit created is removed. */
function restoredRows<Part extends keyof AgendaRows>(
  { before, after }: AgendaEdit,
  part: Part,
  at: Instant,
): AgendaRows[Part][number][] {
  const was = new Map(before[part].map((row) => [row.id, row]))
  return after[part].map((row) => ({
    ...(was.get(row.id) ?? { ...row, removed_at: new Date(at) }),
    version: row.version + 1,
  }))
}

/** The agenda as it is with these rows: read back, since that is what it will be read from. */
async function agendaWith(tx: Tx, loaded: LoadedAgenda, rows: AgendaRows, at: Instant): Promise<Agenda> {
  await saveAgendaRows(tx, rows)
  const after = (await loadAgenda(tx, loaded.practitionerId, at)).agenda
  const touched = new Set([...rows.openings, ...rows.absences].map(({ id }) => id))
  const asWere = new Map(loaded.agenda.openings.map((opening) => [opening.id, opening]))
  const openings = after.openings.map((each) => (touched.has(each.id) ? each : (asWere.get(each.id) ?? each)))
  return { ...after, openings }
}
