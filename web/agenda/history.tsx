import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Button } from '../ui/button.tsx'
import { clockTime } from '../ui/format.ts'
import { ProblemNotice } from '../ui/notices.tsx'
import { absenceWords, span, whenWords } from '../ui/opening-words.ts'
import { dayOf } from '../ui/wall-time.ts'
import { namedDay } from './agenda-words.ts'
import { type OpeningsView, useUndoChange } from './openings.ts'

interface HistoryProps {
  readonly practitionerId: string
  readonly known: OpeningsView
}

type Edit = OpeningsView['edits'][number]

const SHOWN = 10

/** Who changed what, for everybody who acts for this professional; what may still be undone is. */
export function History({ practitionerId, known }: HistoryProps) {
  const { t } = useTranslation()
  const undo = useUndoChange(practitionerId)
  if (known.edits.length === 0) return null
  return (
    <section className="card">
      <h2>{t('agenda.history.title')}</h2>
      {undo.error && <ProblemNotice error={undo.error} />}
      <ul className="slot-list">
        {known.edits.slice(0, SHOWN).map((edit) => (
          <li key={edit.id} className="opening-row">
            <span>{editWords(t, edit)}</span>
            <span className="quiet small slot-detail">{`${whenSaid(edit, known)}, ${edit.isMine ? t('agenda.history.you') : edit.by}`}</span>
            {edit.undoneAt && <span className="quiet small slot-detail">{t('agenda.history.undone')}</span>}
            {edit.canUndo && (
              <Button wide busy={undo.isPending && undo.variables === edit.id} onClick={() => undo.mutate(edit.id)}>
                {t('agenda.history.take_back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const KINDS = ['open', 'edit', 'remove', 'absent', 'present', 'copy-week', 'settings', 'undo'] as const

function editWords(t: TFunction, { kind, summary }: Edit): string {
  const known = KINDS.find((one) => one === kind)
  const what = known ? t(`agenda.history.${known}`) : t('agenda.history.other')
  const words = summaryWords(t, summary)
  return words ? t('agenda.history.what', { what, words }) : what
}

/** What the server keeps of a change for people to read; other kinds of change have other facts. */
const OfOpening = z.object({ day: z.string(), from: z.string(), until: z.string(), rrule: z.string().nullable() })
const Mark = z.object({ day: z.string(), time: z.string() })
const OfAbsence = z.object({ from: Mark, until: Mark.nullable(), rrule: z.string().nullable() })

function summaryWords(t: TFunction, summary: Edit['summary']): string | undefined {
  const recurring = (rrule: string | null) => rrule && { rrule, exceptOn: [], onPublicHolidays: false }
  const opening = OfOpening.safeParse(summary).data
  if (opening) {
    const { day, from, until, rrule } = opening
    return `${whenWords(t, { day, recurrence: recurring(rrule) || null }).toLowerCase()} ${span(from, until)}`
  }
  const absence = OfAbsence.safeParse(summary).data
  if (!absence) return undefined
  const { rrule, ...period } = absence
  return absenceWords(t, { ...period, locationId: null, recurrence: recurring(rrule) || null }).toLowerCase()
}

const whenSaid = ({ at }: Edit, { zone, today }: OpeningsView): string =>
  `${namedDay(dayOf(Date.parse(at), zone), today)} ${clockTime(at, zone)}`
