import type { TFunction } from 'i18next'
import { type FocusEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { OpeningDraft as Opening } from '../../domain/agenda/draft.ts'
import { draftsOf, readOpeningText, type SaidOpening, type SaidProblem } from '../../domain/agenda/said.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import { TextField } from '../ui/field.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { timeOf } from '../ui/wall-time.ts'
import { ConfirmChange } from './confirm-change.tsx'
import { draftOfTemplate, openingsFrom, outputOf } from './opening-draft.ts'
import type { OpeningInput } from './openings.ts'
import { saidWords } from './said-words.ts'

export interface SaidCardProps {
  readonly practitionerId: string
  readonly agenda: AgendaView
}

/** One line in French: what is understood is said back while it is typed, and Enter opens it. */
export function SaidCard({ practitionerId, agenda }: SaidCardProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [location] = agenda.locations
  if (!location) return null
  const said = text.trim() === '' ? undefined : understood(text, agenda)
  const problem = said && 'problem' in said ? said : undefined
  const opening = said && !('problem' in said) ? said : undefined
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the focus only brings it into sight
    <section className="card" onFocus={inSight}>
      <h2>{t('agenda.said.title')}</h2>
      <ConfirmChange
        practitionerId={practitionerId}
        zone={agenda.zone}
        today={agenda.today}
        change={opening && { kind: 'open', openings: openingsOf(opening, location.id, agenda.today) }}
        label={t('agenda.said.open')}
        done={({ counts }) => t('agenda.change.opened', { count: counts.places })}
        onDone={() => setText('')}
      >
        <TextField
          label={t('agenda.said.label')}
          hint={t('agenda.said.example')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={setText}
          {...(problem && { error: problemWords(t, problem) })}
        />
        <p role="status" className={opening ? 'said-read' : ''}>
          {opening && saidWords(t, opening, agenda.today)}
        </p>
      </ConfirmChange>
    </section>
  )
}

/** What is understood stands under the field: neither the tabs nor the keyboard of the phone may cover it. */
const inSight = ({ currentTarget, target }: FocusEvent) => {
  if (target instanceof HTMLInputElement) currentTarget.scrollIntoView({ block: 'start' })
}

const USUAL_MINUTES = 15

const understood = (text: string, { today, zone }: AgendaView): SaidOpening | SaidProblem =>
  readOpeningText(text, {
    today: today as IsoDay,
    nowTime: timeOf(serverNow(), zone),
    defaults: { minutes: USUAL_MINUTES },
  })

/** Like the usual ones but for what was said. */
function openingsOf(said: SaidOpening, locationId: string, today: string): OpeningInput[] {
  const [usual] = openingsFrom(draftOfTemplate(undefined, locationId), today).map(outputOf)
  return usual ? draftsOf(said, usual).map(asInput) : []
}

const asInput = ({ recurrence, visibility, cpts, reasons, ...rest }: Opening): OpeningInput => ({
  ...rest,
  recurrence: recurrence && { ...recurrence, exceptOn: [...recurrence.exceptOn] },
  visibility: [...visibility],
  cpts: cpts && [...cpts],
  reasons: [...reasons],
})

function problemWords(t: TFunction, { problem, part }: SaidProblem): string {
  const words = t(`agenda.said.problem.${problem}`)
  return part ? t('agenda.said.problem_part', { words, part }) : words
}
