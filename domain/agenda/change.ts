import { absent, present } from './absence.ts'
import type { Agenda } from './agenda.ts'
import { copyWeek } from './copy-week.ts'
import {
  type AbsenceDraft,
  type ChangeContext,
  type Conflict,
  conflict,
  type OpeningDraft,
  type Outcome,
  type Reach,
} from './draft.ts'
import { edit, open, remove } from './edit.ts'
import { horizonOf, layOut } from './materialise.ts'

/** Everything somebody can do to an agenda. */
export type AgendaChange =
  | { readonly kind: 'open'; readonly openings: readonly OpeningDraft[] }
  | {
      readonly kind: 'edit'
      readonly openingId: string
      readonly reach: Reach
      readonly day: string
      readonly opening: OpeningDraft
    }
  | { readonly kind: 'remove'; readonly openingId: string; readonly reach: Reach; readonly day: string }
  | { readonly kind: 'absent'; readonly absence: AbsenceDraft }
  | { readonly kind: 'present'; readonly absenceId: string; readonly reach: Reach; readonly day: string | null }
  | { readonly kind: 'copy-week'; readonly from: string; readonly to: string }

export interface Applied {
  readonly agenda: Agenda
  /** The agenda is not to be changed while there are any. */
  readonly conflicts: readonly Conflict[]
  /** What was created, changed or removed; removed is what the new agenda does not have. */
  readonly touched: { readonly openings: readonly string[]; readonly absences: readonly string[] }
}

/** The agenda after a change: the same is previewed, done, and undone. */
export function applyChange(agenda: Agenda, change: AgendaChange, context: ChangeContext): Applied {
  const { conflicts, ...changed } = outcomeOf(agenda, change, context)
  const after = { ...agenda, ...changed }
  const touched = {
    openings: differing(agenda.openings, after.openings),
    absences: differing(agenda.absences, after.absences),
  }
  return { agenda: after, conflicts: [...conflicts, ...sameStarts(after, touched.openings, context)], touched }
}

function outcomeOf(agenda: Agenda, change: AgendaChange, context: ChangeContext): Outcome {
  switch (change.kind) {
    case 'open':
      return open(agenda, change.openings, context)
    case 'edit':
      return edit(agenda, change, context)
    case 'remove':
      return remove(agenda, change)
    case 'absent':
      return absent(agenda, change.absence, context)
    case 'present':
      return present(agenda, change, context)
    case 'copy-week':
      return copyWeek(agenda, change, context)
  }
}

const differing = <Row extends { readonly id: string }>(before: readonly Row[], after: readonly Row[]): string[] => {
  const [was, is] = [new Map(before.map((row) => [row.id, row])), new Map(after.map((row) => [row.id, row]))]
  return [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id))
}

/** Parts of one series that want the same time: one of them would have no slots, and their ids would be the same. */
function sameStarts(after: Agenda, touched: readonly string[], { now }: ChangeContext): Conflict[] {
  const series = new Set(after.openings.filter(({ id }) => touched.includes(id)).map(({ seriesId }) => seriesId))
  return [...series].flatMap((seriesId) => {
    const openings = after.openings.filter((opening) => opening.seriesId === seriesId)
    const [first] = openings
    if (!first || openings.length < 2) return []
    const { missing } = layOut({ openings, absences: [], busy: [] }, horizonOf(now, first.zone))
    return missing.filter(({ why }) => why === 'places-overlap').map((slot) => conflict('places-overlap', slot))
  })
}
