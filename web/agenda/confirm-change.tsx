import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaEffect } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import { ChangeEffect } from './change-effect.tsx'
import { type ChangeWish, previewOf, useChangeAgenda, useUndoChange } from './openings.ts'
import { TwoWeeks } from './two-weeks.tsx'
import { useSettled } from './use-settled.ts'

export interface ConfirmChangeProps {
  readonly practitionerId: string
  readonly zone: string
  readonly today: string
  /** Undefined while it is not said yet. */
  readonly change: ChangeWish | undefined
  /** Of the button. */
  readonly label: string
  /** What was done, beside « Annuler ». */
  readonly done: (effect: AgendaEffect) => string
  readonly onDone: (effect: AgendaEffect) => void
  /** Shows the first two weeks as they will be. */
  readonly calendar?: boolean
  /** What is filled in: Enter there does what the button does. */
  readonly children?: ReactNode
}

/** What the change would do, then the one button that does it; ten seconds to take it back. */
export function ConfirmChange({ children, ...props }: ConfirmChangeProps) {
  const { practitionerId, change, done, onDone } = props
  const { save, error, isSaving } = useConfirmed(practitionerId, { done, onDone })
  const ask = useAsk(practitionerId, save)
  const isAsked = useRef(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!change || isAsked.current) return
    isAsked.current = true // before the next render: Enter struck twice is one wish
    await ask(change)
    isAsked.current = false
  }
  return (
    <form className="stack" onSubmit={send}>
      {children}
      {change && <Foreseen {...props} change={change} isSaving={isSaving} />}
      {error && <ProblemNotice error={error} />}
    </form>
  )
}

/** Typing is not asked about at each letter. */
const STANDS_STILL = 250

interface ForeseenProps extends ConfirmChangeProps {
  readonly change: ChangeWish
  readonly isSaving: boolean
}

function Foreseen({ practitionerId, zone, today, change, calendar = false, label, isSaving }: ForeseenProps) {
  const { t } = useTranslation()
  const asked = JSON.stringify(change)
  const isSettled = useSettled(asked, STANDS_STILL) === asked
  const preview = useQuery({ ...previewOf(practitionerId, change), enabled: isSettled })
  const effect = preview.data
  if (!effect)
    return preview.error ? (
      <ProblemNotice error={preview.error} retry={preview.refetch} />
    ) : (
      <Waiting>{t('agenda.change.waiting')}</Waiting>
    )
  const isAffecting = effect.affected.length > 0
  return (
    <>
      <div
        className={preview.isPlaceholderData ? 'stack foreseen-before' : 'stack'}
        aria-busy={preview.isPlaceholderData}
      >
        <ChangeEffect change={change} effect={effect} zone={zone} today={today} />
        {calendar && <TwoWeeks slots={effect.slots} zone={zone} />}
      </div>
      <Button
        type="submit"
        variant="primary"
        wide
        big
        busy={isSaving || preview.isPlaceholderData}
        disabled={effect.conflicts.length > 0}
      >
        {isSaving && t('agenda.saving')}
        {!isSaving && (isAffecting ? t('agenda.change.anyway', { label }) : label)}
      </Button>
    </>
  )
}

type Save = (change: ChangeWish, effect: AgendaEffect) => Promise<unknown>

/** Enter may come before the effect was seen: what has something to say is then shown rather than done. */
function useAsk(practitionerId: string, save: Save) {
  const cache = useQueryClient()
  return async (change: ChangeWish) => {
    const preview = previewOf(practitionerId, change)
    const seen = cache.getQueryData(preview.queryKey)
    const effect = seen ?? (await cache.fetchQuery(preview).catch(() => undefined))
    if (effect && effect.conflicts.length === 0 && (seen || isPlain(effect))) await save(change, effect)
  }
}

const isPlain = ({ warnings, affected }: AgendaEffect): boolean => warnings.length + affected.length === 0

/** Confirmed by the server before it is said to be done: other people’s places hang on it. */
function useConfirmed(practitionerId: string, { done, onDone }: Pick<ConfirmChangeProps, 'done' | 'onDone'>) {
  const { mutateAsync, error, isPending } = useChangeAgenda(practitionerId)
  const undo = useUndoChange(practitionerId)
  const save: Save = (change, { affected }) =>
    mutateAsync({
      change,
      affectedSeen: affected.map(({ id }) => id),
      onAnswered: (reply) => {
        offerUndo({ message: done(reply), undo: () => undo.mutate(reply.editId) })
        onDone(reply)
      },
    }).catch(() => undefined) // told by `error`
  return { save, error, isSaving: isPending }
}
