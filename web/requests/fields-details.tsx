import { useTranslation } from 'react-i18next'
import { Choice, Toggles } from '../ui/chips.tsx'
import { TextAreaField, TextField } from '../ui/field.tsx'
import type { FieldsProps } from './fields-identity.tsx'
import { MODALITIES, SHARINGS, type Typed } from './typed.ts'

const ABOUT = ['mobility', 'accompanied', 'isElsewhere'] as const

/** Where and how the patient can be seen. The last way left cannot be taken off. */
export function HowFields({ typed, type }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <div className="row">
      <Toggles
        legend={t('requests.form.how')}
        options={MODALITIES.map((value) => ({ value, label: t(`requests.modality.${value}`) }))}
        value={typed.modalities}
        onChange={(modalities) => modalities.length > 0 && type({ modalities })}
      />
      <Toggles
        legend={t('requests.form.about')}
        legendHidden
        options={ABOUT.map((value) => ({ value, label: t(`requests.form.${value}`) }))}
        value={ABOUT.filter((name) => typed[name])}
        onChange={(on) => type(Object.fromEntries(ABOUT.map((name) => [name, on.includes(name)])))}
      />
    </div>
  )
}

const REFERENCES = ['callReference', 'regulationReference', 'sasReference'] as const
const MORE: readonly (keyof Typed)[] = [...REFERENCES, 'address', 'language', 'sharingWith', 'note']

/** What is not needed to find a place; folded away while it is empty. */
export function DetailFields({ typed, type }: FieldsProps) {
  const { t } = useTranslation()
  const isFilled = MORE.some((name) => typed[name] !== '') || typed.sharing !== 'not-asked'
  const field = (name: 'address' | 'language' | 'sharingWith' | (typeof REFERENCES)[number], length: number) => (
    <TextField
      key={name}
      label={t(`requests.form.${name}`)}
      autoComplete="off"
      maxLength={length}
      value={typed[name]}
      onChange={(value) => type({ [name]: value })}
    />
  )
  return (
    <details className="more" open={isFilled || undefined}>
      <summary>{t('requests.form.more')}</summary>
      <div className="row">
        <TextAreaField label={t('requests.form.note')} value={typed.note} onChange={(note) => type({ note })} />
        <div className="row row-2">
          {field('address', 200)}
          {field('language', 40)}
          {REFERENCES.map((name) => field(name, 60))}
        </div>
        <Choice
          legend={t('requests.form.sharing')}
          options={SHARINGS.map((value) => ({ value, label: t(`requests.sharing.${value}`) }))}
          value={typed.sharing}
          onChange={(sharing) => type({ sharing })}
        />
        {typed.sharing === 'given' && field('sharingWith', 120)}
      </div>
    </details>
  )
}
