import { useTranslation } from 'react-i18next'
import { Combobox } from '../ui/combobox.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { clockTime, dayName } from '../ui/format.ts'
import { serverNow } from '../ui/server-clock.ts'
import type { ComboboxOption } from '../ui/use-combobox.ts'
import type { FieldsProps } from './fields-identity.tsx'
import { useLevelField } from './levels.ts'
import { useAttendingSearch, useCommuneSearch } from './searches.ts'
import { CARE_LEVELS, DELAYS, dueOf, isDecided, PRIORITIES } from './typed.ts'

/** As a choice in a list is kept: nothing but its name and id. */
const chosen = (option: ComboboxOption | undefined) => option && { id: option.id, label: option.label }

/** Where the patient is, whose patient, and by when. */
export function NeedFields({ typed, type, errors, zone }: FieldsProps & { zone: string }) {
  const { t } = useTranslation()
  const communes = useCommuneSearch()
  const attending = useAttendingSearch()
  const search = { name: 'communes', search: communes, emptyText: t('requests.form.commune_unknown') }
  return (
    <>
      <div data-field="residence">
        <Combobox
          {...search}
          label={t('requests.form.commune')}
          value={typed.residence}
          onChange={(option) => type({ residence: chosen(option) })}
          error={errors.residence}
        />
      </div>
      {typed.isElsewhere && (
        <div data-field="place">
          <Combobox
            {...search}
            label={t('requests.form.place')}
            value={typed.place}
            onChange={(option) => type({ place: chosen(option) })}
            error={errors.place}
          />
        </div>
      )}
      <div className="row row-2">
        <div data-field="attending">
          <Combobox
            name="attending"
            label={t('requests.form.attending')}
            placeholder={t('requests.form.attending_hint')}
            search={attending}
            value={typed.attending}
            onChange={(option) => type({ attending: chosen(option) })}
            error={errors.attending}
          />
        </div>
        <DelayFields typed={typed} type={type} errors={errors} zone={zone} />
      </div>
    </>
  )
}

function DelayFields({ typed, type, errors, zone }: FieldsProps & { zone: string }) {
  const { t } = useTranslation()
  const now = serverNow()
  const words = (delay: (typeof DELAYS)[number]) => {
    const due = delay === 'same-day' || delay === 'at' ? undefined : dueOf({ ...typed, delay }, now, zone)
    const until = due === undefined ? '' : `${dayName(due, now, zone)} ${clockTime(due, zone)}`
    return t(`requests.delay.${delay}`, { until })
  }
  return (
    <div className="row">
      <SelectField
        label={t('requests.form.delay')}
        options={DELAYS.map((value) => ({ value, label: words(value) }))}
        value={typed.delay}
        onChange={(delay) => type({ delay })}
      />
      {typed.delay === 'at' && (
        <div data-field="delayTime">
          <TextField
            label={t('requests.form.delay_time')}
            placeholder={t('requests.form.delay_example')}
            autoComplete="off"
            value={typed.delayTime}
            onChange={(delayTime) => type({ delayTime })}
            error={errors.delayTime}
          />
        </div>
      )}
    </div>
  )
}

/** Noted as given by the regulation: a named regulator is a decision. */
export function RegulationFields({ typed, type, isDirect }: FieldsProps & { isDirect: boolean }) {
  const { t } = useTranslation()
  const levelField = useLevelField()
  const hint = isDirect || isDecided(typed) ? undefined : t('requests.form.needs_regulator')
  return (
    <div className="row row-regulation">
      <TextField
        label={t('requests.form.regulated_by')}
        optional={isDirect}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        value={typed.regulatedBy}
        onChange={(regulatedBy) => type({ regulatedBy })}
        hint={hint}
      />
      <SelectField
        label={t('requests.form.priority')}
        {...levelField(PRIORITIES, typed.priority)}
        value={typed.priority}
        onChange={(priority) => type({ priority })}
      />
      <SelectField
        label={t('requests.form.care_level')}
        {...levelField(CARE_LEVELS, typed.careLevel)}
        value={typed.careLevel}
        onChange={(careLevel) => type({ careLevel })}
      />
    </div>
  )
}
