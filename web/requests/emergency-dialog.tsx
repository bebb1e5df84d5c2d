import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { phoneNumber } from '../ui/format.ts'
import { announce, Note, ProblemNotice } from '../ui/notices.tsx'

interface EmergencyDialogProps {
  readonly phone: string | null
  /** Whether the request is closed as sent on to the 15 when this is confirmed. */
  readonly leavesTrace: boolean
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onTransferred: () => void
  readonly onClose: () => void
}

/** The call goes to the 15 first; what is written of it comes after. */
export function EmergencyDialog({ phone, leavesTrace, isBusy, error, onTransferred, onClose }: EmergencyDialogProps) {
  const { t } = useTranslation()
  useEffect(() => announce(t('requests.emergency.said'), 'assertive'), [t])
  const foot = (
    <>
      <Button onClick={onClose}>{t('requests.emergency.back')}</Button>
      <Button variant="primary" icon="phone" busy={isBusy} onClick={onTransferred}>
        {t('requests.emergency.confirm')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('requests.emergency.title')} onClose={onClose} foot={foot}>
      <div className="stack">
        <p>{t('requests.emergency.do')}</p>
        {phone && (
          <p>
            <a className="button button-big" href={`tel:${phone}`}>
              {t('requests.emergency.line', { phone: phoneNumber(phone) })}
            </a>
          </p>
        )}
        <Note tone="grey" icon="document">
          {leavesTrace ? t('requests.emergency.trace') : t('requests.emergency.draft')}
        </Note>
        {error && <ProblemNotice error={error} />}
      </div>
    </Dialog>
  )
}
