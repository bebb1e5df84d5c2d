import type { z } from 'zod'
import type * as contract from '../../contract/openings.ts'
import type { OpeningRule } from '../../domain/agenda/agenda.ts'
import { absentTimes } from '../../domain/agenda/closed.ts'
import { dayIn } from '../../domain/time/dated.ts'
import { DAY, type Instant } from '../../domain/time/interval.ts'
import { occurrencesOf } from '../../domain/time/recurrence.ts'
import type { Actor, App } from '../app.ts'
import { listEdits } from '../database/agenda-edits.ts'
import { getAgendaSettings } from '../database/agenda-settings.ts'
import { listSeeingTerritories } from '../database/team.ts'
import { practitionerOf } from '../use-cases/practitioner-of.ts'
import { loadAgenda } from '../use-cases/regenerate-agenda.ts'
import { isUndoable } from '../use-cases/undo-agenda-change.ts'
import { absenceView, openingView } from './opening-view.ts'

type Openings = z.infer<typeof contract.listOpenings.reply>

const MOST_EDITS = 50

/** What an agenda is made of from now on, and who changed what. */
export function readOpenings(
  app: App,
  actor: Actor,
  asked: { readonly practitionerId?: string | undefined },
): Promise<Openings> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const whose = practitionerOf(actor, asked.practitionerId)
    const { agenda, zone } = await loadAgenda(tx, whose, at)
    const edits = await listEdits(tx, whose, MOST_EDITS)
    return {
      zone,
      today: dayIn(zone, at),
      openings: agenda.openings.filter((opening) => comesAgain(opening, at)).map(openingView),
      absences: agenda.absences
        .filter((absence) => SPANS.some((end) => absentTimes(absence, { start: at, end: at + end }).length > 0))
        .map(absenceView),
      settings: await getAgendaSettings(tx, whose),
      cpts: await listSeeingTerritories(tx, whose, at),
      edits: edits.map((edit) => ({
        id: edit.id,
        at: new Date(edit.at).toISOString(),
        by: edit.by,
        isMine: edit.accountId === actor.actor,
        kind: edit.kind,
        summary: { ...edit.summary },
        undoneAt: edit.undoneAt === null ? null : new Date(edit.undoneAt).toISOString(),
        canUndo: edit.isCurrent && isUndoable(edit),
      })),
    }
  })
}

/** Most occur within the first; a leap day comes back after eight years at most. */
const SPANS = [60 * DAY, 9 * 366 * DAY]

const comesAgain = (opening: OpeningRule, now: Instant): boolean =>
  SPANS.some((span) => occurrencesOf(opening, { start: now, end: now + span }).length > 0)
