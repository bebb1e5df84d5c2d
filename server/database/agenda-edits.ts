import { type Selectable, sql } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'
import type { AgendaRows } from './agenda-rows.ts'
import type { AgendaEdit as AgendaEditRow } from './tables.ts'
import type { Db, Tx } from './within.ts'

export type EditKind = 'open' | 'edit' | 'remove' | 'absent' | 'present' | 'copy-week' | 'settings' | 'undo'

/** Who changed what of an agenda, and how to put it back. */
export interface AgendaEdit {
  readonly id: string
  readonly practitionerId: string
  readonly at: Instant
  readonly accountId: string
  readonly by: string
  readonly kind: EditKind
  /** What people read: days, times, counts. Never anything of a patient. */
  readonly summary: Readonly<Record<string, unknown>>
  /** As they were; one that was not there is missing. */
  readonly before: AgendaRows
  readonly after: AgendaRows
  readonly undoneAt: Instant | null
}

/** Writes an edit in the name that its account has today, unless another is said. */
export async function insertEdit(
  tx: Tx,
  edit: Omit<AgendaEdit, 'by' | 'undoneAt'> & { readonly by?: string | undefined },
): Promise<void> {
  await tx
    .insertInto('agenda_edit')
    .values(({ selectFrom, fn, val }) => ({
      id: edit.id,
      practitioner_id: edit.practitionerId,
      at: new Date(edit.at),
      account_id: edit.accountId,
      account_name:
        edit.by ?? fn.coalesce(selectFrom('account').select('name').where('id', '=', edit.accountId), val('')),
      kind: edit.kind,
      summary: JSON.stringify(edit.summary),
      before: JSON.stringify(edit.before),
      after: JSON.stringify(edit.after),
    }))
    .execute()
}

/** An edit of an agenda of somebody for whom the scope acts. */
export async function findEdit(db: Db, editId: string): Promise<AgendaEdit | undefined> {
  const row = await db.selectFrom('agenda_edit').selectAll().where('id', '=', editId).executeTakeFirst()
  return row && toEdit(row)
}

export async function saveUndone(tx: Tx, editId: string, at: Instant): Promise<void> {
  await tx
    .updateTable('agenda_edit')
    .set({ undone_at: new Date(at) })
    .where('id', '=', editId)
    .execute()
}

/** The last edits of an agenda, newest first, and which rows of today are still those that they left. */
export async function listEdits(db: Db, practitionerId: string, most: number) {
  const edits = await db
    .selectFrom('agenda_edit')
    .select(['id', 'at', 'account_id', 'account_name', 'kind', 'summary', 'undone_at'])
    .select(isCurrent.as('is_current'))
    .where('practitioner_id', '=', practitionerId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return edits.map((row) => ({
    id: row.id,
    at: row.at.getTime(),
    accountId: row.account_id,
    by: row.account_name,
    kind: row.kind as EditKind,
    summary: row.summary as AgendaEdit['summary'],
    undoneAt: row.undone_at?.getTime() ?? null,
    isCurrent: row.is_current,
  }))
}

const isCurrent = sql<boolean>`not exists (
  select from jsonb_to_recordset(agenda_edit.after -> 'openings') as left_as (id uuid, version int)
  left join opening o on o.id = left_as.id where o.version is distinct from left_as.version
) and not exists (
  select from jsonb_to_recordset(agenda_edit.after -> 'absences') as left_as (id uuid, version int)
  left join absence a on a.id = left_as.id where a.version is distinct from left_as.version)`

const toEdit = (row: Selectable<AgendaEditRow>): AgendaEdit => ({
  id: row.id,
  practitionerId: row.practitioner_id,
  at: row.at.getTime(),
  accountId: row.account_id,
  by: row.account_name,
  kind: row.kind as EditKind,
  summary: row.summary as AgendaEdit['summary'],
  before: row.before as unknown as AgendaRows,
  after: row.after as unknown as AgendaRows,
  undoneAt: row.undone_at?.getTime() ?? null,
})
