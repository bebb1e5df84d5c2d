import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { span } from '../ui/opening-words.ts'
import { countOf, movedTo, nextStretch, type Stretch, withCount } from './opening-draft.ts'
import type { FieldsProps } from './opening-fields.tsx'

const MOST_SLOTS = 16
const MOST_STRETCHES = 4

/** From when to when; for ordinary places, how many of them says the same. */
export function HoursFields({ draft, change, several = false }: FieldsProps & { several?: boolean }) {
  const { t } = useTranslation()
  const { hours, kind, slotMinutes } = draft
  const put = (index: number, stretch: Stretch) =>
    change({ hours: hours.map((one, at) => (at === index ? stretch : one)) })
  return (
    <>
      {hours.map((stretch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has nothing but its place in the list
        <fieldset key={index} className="stretch">
          <legend className="field-label">
            {t('agenda.fields.stretch', { span: span(stretch.from, stretch.until) })}
          </legend>
          <HourFields
            stretch={stretch}
            slotMinutes={kind === 'slots' ? (slotMinutes ?? undefined) : undefined}
            onChange={(changed) => put(index, changed)}
          />
          {hours.length > 1 && (
            <Button
              variant="quiet"
              icon="cross"
              onClick={() => change({ hours: hours.filter((_, at) => at !== index) })}
            >
              {t('agenda.fields.remove_stretch', { span: span(stretch.from, stretch.until) })}
            </Button>
          )}
        </fieldset>
      ))}
      {several && hours.length < MOST_STRETCHES && (
        <Button icon="plus" onClick={() => change({ hours: [...hours, nextStretch(hours)] })}>
          {t('agenda.fields.add_stretch')}
        </Button>
      )}
    </>
  )
}

interface HourFieldsProps {
  readonly stretch: Stretch
  /** Of ordinary places. */
  readonly slotMinutes: number | undefined
  readonly onChange: (stretch: Stretch) => void
}

function HourFields({ stretch, slotMinutes, onChange }: HourFieldsProps) {
  const { t } = useTranslation()
  const count = slotMinutes ? countOf(stretch, slotMinutes) : 0
  const counts = [...new Set([...Array.from({ length: MOST_SLOTS }, (_, index) => index + 1), count])].filter(Boolean)
  return (
    <div className="stretch-fields">
      <TextField
        label={t('agenda.fields.from')}
        type="time"
        value={stretch.from}
        onChange={(from) => onChange(from && stretch.until ? movedTo(stretch, from) : { ...stretch, from })}
      />
      <TextField
        label={t('agenda.fields.to')}
        type="time"
        value={stretch.until}
        onChange={(until) => onChange({ ...stretch, until })}
      />
      {slotMinutes !== undefined && (
        <SelectField
          label={t('agenda.fields.count')}
          value={count > 0 ? String(count) : ''}
          options={counts.map((value) => ({ value: String(value), label: String(value) }))}
          onChange={(value) => onChange(withCount(stretch, Number(value), slotMinutes))}
        />
      )}
    </div>
  )
}
