import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AgendaEffect } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import { ChangeEffect } from './change-effect.tsx'
import { type ChangeWish, previewOf, useChangeAgenda, useUndoChange } from './openings.ts'
import { TwoWeeks } from './two-weeks.tsx'

export interface ConfirmChangeProps {
  readonly practitionerId: string
  readonly zone: string
  readonly today: string
  readonly change: ChangeWish
  /** Of the button. */
  readonly label: string
  /** What was done, beside « Annuler ». */
  readonly done: (effect: AgendaEffect) => string
  readonly onDone: (effect: AgendaEffect) => void
  /** Shows the first two weeks as they will be. */
  readonly calendar?: boolean
}

/** What the change would do, then the one button that does it; ten seconds to take it back. */
export function ConfirmChange({ practitionerId, zone, today, change, calendar = false, ...said }: ConfirmChangeProps) {
  const { t } = useTranslation()
  const preview = useQuery(previewOf(practitionerId, change))
  const { save, error, isSaving } = useConfirmed(practitionerId, said)
  const effect = preview.data
  if (preview.isPending) return <Waiting>{t('agenda.change.waiting')}</Waiting>
  if (!effect) return <ProblemNotice error={preview.error ?? new Error()} retry={preview.refetch} />
  return (
    <div className="stack">
      <ChangeEffect change={change} effect={effect} zone={zone} today={today} />
      {calendar && <TwoWeeks slots={effect.slots} zone={zone} />}
      {error && <ProblemNotice error={error} />}
      <Button
        variant="primary"
        wide
        big
        busy={isSaving || preview.isPlaceholderData}
        disabled={effect.conflicts.length > 0}
        onClick={() => save(change, effect)}
      >
        {isSaving ? t('agenda.saving') : label(said.label, effect, t('agenda.change.anyway', { label: said.label }))}
      </Button>
    </div>
  )
}

const label = (usual: string, { affected }: AgendaEffect, anyway: string) => (affected.length > 0 ? anyway : usual)

/** Confirmed by the server before it is said to be done: other people’s places hang on it. */
function useConfirmed(practitionerId: string, { done, onDone }: Pick<ConfirmChangeProps, 'done' | 'onDone'>) {
  const { mutate, error, isPending } = useChangeAgenda(practitionerId)
  const undo = useUndoChange(practitionerId)
  const save = (change: ChangeWish, { affected }: AgendaEffect) =>
    mutate(
      { change, affectedSeen: affected.map(({ id }) => id) },
      {
        onSuccess: (reply) => {
          offerUndo({ message: done(reply), undo: () => undo.mutate(reply.editId) })
          onDone(reply)
        },
      },
    )
  return { save, error, isSaving: isPending }
}
