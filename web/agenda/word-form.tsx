import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VisitView } from '../../contract/agenda.ts'
import { MAJORATIONS, type Majoration, type Outcome } from '../../domain/booking/outcome.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { SelectField, TextAreaField } from '../ui/field.tsx'
import { Status } from '../ui/notices.tsx'
import { type FeedbackCode, useRecordOutcome } from './agenda.ts'

interface WordFormProps {
  readonly practitionerId: string
  readonly visit: VisitView & { readonly outcome: Outcome }
}

const CODES: readonly FeedbackCode[] = ['treated', 'see-again', 'exam-pending', 'other']
const NONE = 'none'

/** A word for the médecin traitant and the majoration as declared: both optional, one button. */
export function WordForm({ practitionerId, visit }: WordFormProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState<FeedbackCode>()
  const [text, setText] = useState('')
  const [majoration, setMajoration] = useState<Majoration | typeof NONE>(visit.majoration ?? NONE)
  const record = useRecordOutcome(practitionerId)
  const words = text.trim()
  const said = code ?? (words ? 'other' : undefined)
  const send = () =>
    record.mutate({
      appointmentId: visit.id,
      outcome: visit.outcome,
      majoration: majoration === NONE ? null : majoration,
      feedback: said ? { code: said, text: words || null } : null,
    })
  const name = visit.attending
  return (
    <section className="card stack">
      <div>
        <h2>{t(name ? 'agenda.word' : 'agenda.word_requester')}</h2>
        <p className="quiet small">{name ? t('agenda.word_why', { name }) : t('agenda.word_why_requester')}</p>
      </div>
      <div className="code-choice">
        <Choice
          legend={t('agenda.word')}
          legendHidden
          options={CODES.map((value) => ({ value, label: t(`agenda.code.${value}`) }))}
          value={code}
          onChange={setCode}
        />
      </div>
      <TextAreaField label={t('agenda.free_word')} optional value={text} onChange={setText} />
      <SelectField
        label={t('agenda.majoration')}
        hint={t('agenda.majoration_why')}
        value={majoration}
        options={[
          { value: NONE, label: t('agenda.majoration_none') },
          ...MAJORATIONS.map((value) => ({ value, label: value })),
        ]}
        onChange={setMajoration}
      />
      <Button variant="primary" wide busy={record.isPending} onClick={send}>
        {t(record.isPending ? 'agenda.sending' : 'agenda.send')}
      </Button>
      <Status>{record.isSuccess && t('agenda.sent')}</Status>
    </section>
  )
}
