import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { Dialog, focusWords } from '../ui/dialog.tsx'
import { TextAreaField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { type Canceller, useCancelAppointment } from './booking-mutations.ts'

interface CancelDialogProps {
  readonly appointmentId: string
  readonly onCancelled: () => void
  readonly onClose: () => void
}

const BY: readonly Canceller[] = ['patient', 'professional', 'operator']

/** The place is free at once, and the request waits again: so it is asked first, with who and why. */
export function CancelDialog({ appointmentId, onCancelled, onClose }: CancelDialogProps) {
  const { t } = useTranslation()
  const [by, setBy] = useState<Canceller>('patient')
  const [reason, setReason] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const cancel = useCancelAppointment(onCancelled)
  const isMissing = reason.trim().length < 3
  const send = () => {
    setIsChecked(true)
    if (isMissing) focusWords()
    if (!isMissing && !cancel.isPending) cancel.mutate({ appointmentId, by, reason: reason.trim() })
  }
  useShortcuts({ 'Ctrl+Enter': send }, { inDialog: true })
  const foot = (
    <>
      <Button keys="Escape" onClick={onClose}>
        {t('booking.keep')}
      </Button>
      <Button variant="primary" keys="Ctrl+Enter" busy={cancel.isPending} onClick={send}>
        {t('booking.cancel')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('booking.cancel')} onClose={onClose} foot={foot}>
      <div className="stack">
        <p>{t('booking.cancel_about')}</p>
        <Choice
          legend={t('booking.cancel_by')}
          options={BY.map((value) => ({ value, label: t(`booking.by.${value}`) }))}
          value={by}
          onChange={setBy}
        />
        <TextAreaField
          label={t('booking.cancel_reason')}
          value={reason}
          onChange={setReason}
          error={isChecked && isMissing ? t('booking.cancel_missing') : undefined}
        />
        {cancel.error && <ProblemNotice error={cancel.error} />}
      </div>
    </Dialog>
  )
}
