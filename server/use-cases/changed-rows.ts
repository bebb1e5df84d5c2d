import type { Agenda } from '../../domain/agenda/agenda.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { type AbsenceRow, fromAbsence } from '../database/absences.ts'
import type { AgendaRows } from '../database/agenda-rows.ts'
import { fromOpening, type OpeningRow } from '../database/openings.ts'
import type { LoadedAgenda } from './regenerate-agenda.ts'

/** Ids of what a change created, changed or removed. */
export interface Touched {
  readonly openings: readonly string[]
  readonly absences: readonly string[]
}

interface Change {
  readonly agenda: Agenda
  readonly touched: Touched
  /** Who says so. */
  readonly accountId: string
  readonly at: Instant
}

/** The rows that a change touches, as they were and as they are to be. */
export function changedRows(
  loaded: LoadedAgenda,
  { agenda, touched, accountId, at }: Change,
): { readonly before: AgendaRows; readonly after: AgendaRows } {
  const fresh = { practitioner_id: loaded.practitionerId, version: 1 }
  const opened = { ...fresh, opened_by: accountId, opened_at: new Date(at) }
  const said = { ...fresh, said_by: accountId, said_at: new Date(at) }
  const openings = both<OpeningRow>(loaded.openings.map(withoutCommune), touched.openings, at, (id, row) => {
    const rule = agenda.openings.find((each) => each.id === id)
    return rule && fromOpening(rule, row ?? opened)
  })
  const absences = both<AbsenceRow>(loaded.absences, touched.absences, at, (id, row) => {
    const rule = agenda.absences.find((each) => each.id === id)
    return rule && fromAbsence(rule, row ?? said)
  })
  return {
    before: { openings: openings.before, absences: absences.before },
    after: { openings: openings.after, absences: absences.after },
  }
}

const withoutCommune = ({ commune_code: _, ...row }: LoadedAgenda['openings'][number]): OpeningRow => row

interface Kept {
  readonly id: string
  readonly version: number
  readonly removed_at: Date | null
}

/** What is no longer in the agenda is kept as removed. */
function both<Row extends Kept>(
  rows: readonly Row[],
  ids: readonly string[],
  at: Instant,
  changed: (id: string, row: Row | undefined) => Row | undefined,
): { readonly before: Row[]; readonly after: Row[] } {
  const known = new Map(rows.map((row) => [row.id, row]))
  const after = ids.flatMap((id) => {
    const row = known.get(id)
    const next = row && { ...row, version: row.version + 1 }
    return changed(id, next) ?? (next ? { ...next, removed_at: new Date(at) } : [])
  })
  return { before: ids.flatMap((id) => known.get(id) ?? []), after }
}
