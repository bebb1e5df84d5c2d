import { sql } from 'kysely'
import type { AbsenceRow } from './absences.ts'
import type { OpeningRow } from './openings.ts'
import type { Tx } from './within.ts'

/** Rows of an agenda, as an edit found or left them. */
export interface AgendaRows {
  readonly openings: readonly OpeningRow[]
  readonly absences: readonly AbsenceRow[]
}

/** Writes rows as they are to be, those that are there already and new ones, each kind in one statement. */
export async function saveAgendaRows(tx: Tx, { openings, absences }: AgendaRows): Promise<void> {
  await saveRows(tx, 'opening', openings)
  await saveRows(tx, 'absence', absences)
}

async function saveRows(tx: Tx, table: 'opening' | 'absence', rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).filter((column) => column !== 'commune_code')
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const changed = columns.filter((column) => column !== 'id' && column !== 'practitioner_id')
  const changes = sql.join(changed.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set ${changes}`.execute(tx)
}
