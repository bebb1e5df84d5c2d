import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog, focusWords } from '../ui/dialog.tsx'
import { TextAreaField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useMoveRequest, useTakeRequest } from './request-queries.ts'

interface WordsDialogProps {
  readonly title: string
  readonly about: string
  readonly label: string
  readonly action: string
  readonly isRequired: boolean
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onSend: (words: string | null) => void
  readonly onClose: () => void
}

/** Asks for a few words before something is done. */
function WordsDialog(props: WordsDialogProps) {
  const { t } = useTranslation()
  const { isRequired, isBusy, onClose } = props
  const [words, setWords] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const isMissing = isRequired && words.trim() === ''
  const send = () => {
    setIsChecked(true)
    if (isMissing) focusWords()
    if (!isMissing && !isBusy) props.onSend(words.trim() || null)
  }
  useShortcuts({ 'Ctrl+Enter': send }, { inDialog: true })
  const foot = (
    <>
      <Button keys="Escape" onClick={onClose}>
        {t('requests.dialog.back')}
      </Button>
      <Button variant="primary" keys="Ctrl+Enter" busy={isBusy} onClick={send}>
        {props.action}
      </Button>
    </>
  )
  return (
    <Dialog title={props.title} onClose={onClose} foot={foot}>
      <div className="stack">
        <p>{props.about}</p>
        <TextAreaField
          label={props.label}
          optional={!isRequired}
          value={words}
          onChange={setWords}
          error={isChecked && isMissing ? t('requests.fault.closing') : undefined}
        />
        {props.error && <ProblemNotice error={props.error} />}
      </div>
    </Dialog>
  )
}

interface RequestDialogProps {
  readonly requestId: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The decision is the regulator's; giving a request back says why. */
export function ToRegulatorDialog({ requestId, onClose, onDone }: RequestDialogProps) {
  const { t } = useTranslation()
  const move = useMoveRequest()
  return (
    <WordsDialog
      title={t('requests.to_regulator.title')}
      about={t('requests.to_regulator.about')}
      label={t('requests.to_regulator.reason')}
      action={t('requests.to_regulator.send')}
      isRequired
      isBusy={move.isPending}
      error={move.error}
      onSend={(reason) => move.mutate({ requestId, body: { to: 'QUALIFIED', reason } }, { onSuccess: onDone })}
      onClose={onClose}
    />
  )
}

export function HandOverDialog({ requestId, onClose, onDone }: RequestDialogProps) {
  const { t } = useTranslation()
  const take = useTakeRequest()
  return (
    <WordsDialog
      title={t('requests.hand_over.title')}
      about={t('requests.hand_over.about')}
      label={t('requests.hand_over.note')}
      action={t('requests.hand_over.send')}
      isRequired={false}
      isBusy={take.isPending}
      error={take.error}
      onSend={(note) => take.mutate({ requestId, body: { release: true, note } }, { onSuccess: onDone })}
      onClose={onClose}
    />
  )
}
