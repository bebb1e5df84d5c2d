import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import type { Closing } from '../../domain/requests/states.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { Dialog, focusWords } from '../ui/dialog.tsx'
import { TextAreaField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useCloseRequest } from './request-queries.ts'

interface CloseDialogProps {
  readonly request: RequestView
  readonly closings: readonly Closing[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Closing without a booking always says how, and why. */
export function CloseDialog({ request, closings, onClose, onDone }: CloseDialogProps) {
  const { t } = useTranslation()
  const [as, setAs] = useState<Closing>(closings[0] ?? 'done')
  const [reason, setReason] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const close = useCloseRequest()
  const isMissing = as !== 'done' && reason.trim() === ''
  const send = () => {
    setIsChecked(true)
    if (isMissing) focusWords()
    if (isMissing || close.isPending) return
    close.mutate({ requestId: request.id, body: { as, reason: reason.trim() || null } }, { onSuccess: onDone })
  }
  useShortcuts({ 'Ctrl+Enter': send }, { inDialog: true })
  const foot = (
    <>
      <Button keys="Escape" onClick={onClose}>
        {t('requests.dialog.back')}
      </Button>
      <Button variant="primary" keys="Ctrl+Enter" busy={close.isPending} onClick={send}>
        {t('requests.closing.send')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('requests.closing.title', { number: request.number })} onClose={onClose} foot={foot}>
      <div className="stack">
        <Choice
          legend={t('requests.closing.how')}
          options={closings.map((value) => ({ value, label: t(`requests.closing.${value}`) }))}
          value={as}
          onChange={setAs}
        />
        <TextAreaField
          label={t('requests.closing.reason')}
          optional={as === 'done'}
          value={reason}
          onChange={setReason}
          error={isChecked && isMissing ? t('requests.fault.closing') : undefined}
        />
        {close.error && <ProblemNotice error={close.error} />}
      </div>
    </Dialog>
  )
}
