import { useTranslation } from 'react-i18next'
import type { OpeningBody } from '../../contract/openings.ts'
import { Choice, Toggles } from '../ui/chips.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { lengthWords } from '../ui/opening-words.ts'
import type { FieldsProps } from './opening-fields.tsx'

type Visibility = OpeningBody['visibility'][number]

const AUDIENCES = ['regulation', 'colleagues', 'public'] as const
type Audience = (typeof AUDIENCES)[number]
const MEANS: Readonly<Record<Audience, readonly Visibility[]>> = {
  regulation: ['SNP', 'CPTS'],
  colleagues: ['PRO'],
  public: ['PUBLIC'],
}

interface AudienceChoiceProps {
  readonly visibility: readonly Visibility[]
  readonly onChange: (visibility: readonly Visibility[]) => void
}

/** Three groups of people, in words; what was finer than that stays so. */
export function AudienceChoice({ visibility, onChange }: AudienceChoiceProps) {
  const { t } = useTranslation()
  const knownOf = (one: Audience) => MEANS[one].filter((means) => visibility.includes(means))
  const meant = (one: Audience) => (knownOf(one).length > 0 ? knownOf(one) : MEANS[one])
  return (
    <div className="line-choice">
      <Toggles
        legend={t('agenda.for_whom')}
        legendHidden
        options={AUDIENCES.map((value) => ({ value, label: t(`agenda.fields.audience_${value}`) }))}
        value={AUDIENCES.filter((one) => knownOf(one).length > 0)}
        onChange={(audiences) => onChange(audiences.flatMap(meant))}
      />
    </div>
  )
}

interface AudienceProps extends FieldsProps {
  /** Those that see this agenda. */
  readonly cpts: readonly { readonly id: string; readonly name: string }[]
}

/** For whom, in words; what is rarely changed is folded away. */
export function AudienceFields({ draft, change, cpts }: AudienceProps) {
  const { t } = useTranslation()
  return (
    <>
      <AudienceChoice visibility={draft.visibility} onChange={(visibility) => change({ visibility })} />
      {cpts.length > 1 && draft.visibility.includes('CPTS') && (
        <div className="line-choice">
          <Toggles
            legend={t('agenda.fields.which_cpts')}
            options={cpts.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.cpts ?? cpts.map(({ id }) => id)}
            onChange={(ids) => change({ cpts: ids.length === 0 || ids.length === cpts.length ? null : ids })}
          />
        </div>
      )}
      <details className="other-times">
        <summary>{t('agenda.fields.more')}</summary>
        <div className="stack">
          <Conditions draft={draft} change={change} />
        </div>
      </details>
    </>
  )
}

const BOOKINGS = ['ROUTINE', 'WALKIN'] as const
const MODALITIES = ['AMB', 'HH', 'VR'] as const
const LEADS = [0, 30, 60, 120, 240, 1_440]

function Conditions({ draft, change }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="two-fields">
        <TextField
          label={t('agenda.fields.min_age')}
          optional
          inputMode="numeric"
          value={draft.minAgeYears}
          onChange={(typed) => change({ minAgeYears: digits(typed) })}
        />
        <TextField
          label={t('agenda.fields.max_age')}
          optional
          inputMode="numeric"
          value={draft.maxAgeYears}
          onChange={(typed) => change({ maxAgeYears: digits(typed) })}
        />
      </div>
      <TextField
        label={t('agenda.fields.reasons')}
        hint={t('agenda.fields.reasons_hint')}
        optional
        value={draft.reasons}
        onChange={(reasons) => change({ reasons })}
      />
      <div className="line-choice">
        <Choice
          legend={t('agenda.fields.booking')}
          options={BOOKINGS.map((value) => ({ value, label: t(`agenda.booking.${value}`) }))}
          value={draft.booking}
          onChange={(booking) => change({ booking })}
        />
      </div>
      <SelectField
        label={t('agenda.fields.modality')}
        value={draft.modality}
        options={MODALITIES.map((value) => ({ value, label: t(`agenda.modality.${value}`) }))}
        onChange={(modality) => change({ modality })}
      />
      <SelectField
        label={t('agenda.fields.lead')}
        value={String(draft.leadMinutes)}
        options={LEADS.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('agenda.fields.lead_none') : lengthWords(t, minutes),
        }))}
        onChange={(minutes) => change({ leadMinutes: Number(minutes) })}
      />
    </>
  )
}

const OLDEST = 3
const digits = (typed: string): string => typed.replace(/\D/g, '').slice(0, OLDEST)
