import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useLevelField } from './levels.ts'
import { useMoveRequest } from './request-queries.ts'
import { CARE_LEVELS, PRIORITIES } from './typed.ts'

interface RegulateDialogProps {
  readonly requestId: string
  /** Who is signed in: a regulator, since nobody else decides. */
  readonly yourName: string
  readonly onClose: () => void
  readonly onDone: () => void
}

interface Levels {
  readonly by: string
  readonly priority: (typeof PRIORITIES)[number] | ''
  readonly careLevel: (typeof CARE_LEVELS)[number] | ''
}

/** A regulator's decision: unscheduled care is wanted. P and R are noted as given, never computed. */
export function RegulateDialog({ requestId, yourName, onClose, onDone }: RegulateDialogProps) {
  const { t } = useTranslation()
  const [levels, setLevels] = useState<Levels>({ by: yourName, priority: '', careLevel: '' })
  const levelField = useLevelField()
  const move = useMoveRequest()
  const send = () => {
    const regulation = {
      by: levels.by.trim() || null,
      priority: levels.priority || null,
      careLevel: levels.careLevel || null,
    }
    move.mutate({ requestId, body: { to: 'REGULATED', reason: null, regulation } }, { onSuccess: onDone })
  }
  useShortcuts({ 'Ctrl+Enter': send }, { inDialog: true })
  const foot = (
    <Button variant="primary" keys="Ctrl+Enter" busy={move.isPending} onClick={send}>
      {t('requests.regulate.send')}
    </Button>
  )
  return (
    <Dialog title={t('requests.regulate.title')} onClose={onClose} foot={foot}>
      <div className="stack">
        <p>{t('requests.regulate.about')}</p>
        <div className="row row-regulation">
          <TextField
            label={t('requests.form.regulated_by')}
            optional
            maxLength={120}
            value={levels.by}
            onChange={(by) => setLevels({ ...levels, by })}
          />
          <SelectField
            label={t('requests.form.priority')}
            {...levelField(PRIORITIES, levels.priority)}
            value={levels.priority}
            onChange={(priority) => setLevels({ ...levels, priority })}
          />
          <SelectField
            label={t('requests.form.care_level')}
            {...levelField(CARE_LEVELS, levels.careLevel)}
            value={levels.careLevel}
            onChange={(careLevel) => setLevels({ ...levels, careLevel })}
          />
        </div>
        {move.error && <ProblemNotice error={move.error} />}
      </div>
    </Dialog>
  )
}
