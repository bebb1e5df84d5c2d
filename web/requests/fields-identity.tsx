import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SOURCES } from '../../domain/requests/states.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import { type FormField, SEXES, type Typed } from './typed.ts'

export interface FieldsProps {
  readonly typed: Typed
  readonly type: (change: Partial<Typed>) => void
  readonly errors: Partial<Record<FormField, string>>
}

/** Who calls, and for whom. `children` is what is known of the caller. */
export function IdentityFields({ typed, type, errors, children }: FieldsProps & { children: ReactNode }) {
  const { t } = useTranslation()
  const sources = SOURCES.map((value) => ({ value, label: t(`requests.source.${value}`) }))
  return (
    <>
      <div className="row row-2">
        <div data-field="phone">
          <TextField
            label={t('requests.form.phone')}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            autoFocus
            value={typed.phone}
            onChange={(phone) => type({ phone })}
            error={errors.phone}
          />
        </div>
        <SelectField
          label={t('requests.form.source')}
          options={sources}
          value={typed.source}
          onChange={(source) => type({ source })}
        />
      </div>
      {children}
      <div className="row row-2">
        <TextField
          label={t('requests.form.given_name')}
          optional
          autoComplete="off"
          spellCheck={false}
          value={typed.givenName}
          onChange={(givenName) => type({ givenName })}
        />
        <TextField
          label={t('requests.form.family_name')}
          optional
          autoComplete="off"
          spellCheck={false}
          value={typed.familyName}
          onChange={(familyName) => type({ familyName })}
        />
      </div>
      <PersonFields typed={typed} type={type} errors={errors} />
    </>
  )
}

function PersonFields({ typed, type, errors }: FieldsProps) {
  const { t } = useTranslation()
  const sexes = SEXES.map((value) => ({ value, label: t(`requests.sex.${value}`) }))
  return (
    <div className="row row-person">
      <div data-field="age">
        <TextField
          label={t('requests.form.age')}
          autoComplete="off"
          value={typed.age}
          onChange={(age) => type({ age })}
          error={errors.age}
        />
      </div>
      <SelectField label={t('requests.form.sex')} options={sexes} value={typed.sex} onChange={(sex) => type({ sex })} />
      <div data-field="reason">
        <TextField
          label={t('requests.form.reason')}
          autoComplete="off"
          maxLength={200}
          value={typed.reason}
          onChange={(reason) => type({ reason })}
          error={errors.reason}
        />
      </div>
    </div>
  )
}
