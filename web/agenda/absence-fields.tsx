import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { Switch, Toggles } from '../ui/chips.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { weekdayName } from '../ui/opening-words.ts'
import { EVERY_DAY } from '../ui/rhythm.ts'
import type { AbsenceDraft } from './absence-wish.ts'

interface AbsenceFieldsProps {
  readonly draft: AbsenceDraft
  readonly locations: AgendaView['locations']
  readonly today: string
  readonly change: (part: Partial<AbsenceDraft>) => void
}

/** Only what the chosen kind of absence still has to be told. */
export function AbsenceFields({ draft, locations, today, change }: AbsenceFieldsProps) {
  const { t } = useTranslation()
  const fields = { draft, change, today }
  return (
    <>
      {draft.kind === 'dates' && <Dates {...fields} />}
      {draft.kind === 'weekly' && <Weekly {...fields} />}
      {draft.kind === 'open' && (
        <TextField
          label={t('agenda.absences.since')}
          type="date"
          value={draft.from || today}
          onChange={(from) => change({ from })}
        />
      )}
      {locations.length > 1 && (
        <SelectField
          label={t('agenda.place')}
          value={draft.locationId ?? EVERYWHERE}
          options={[
            { value: EVERYWHERE, label: t('agenda.absences.everywhere') },
            ...locations.map(({ id, name, commune }) => ({
              value: id,
              label: t('agenda.place_of', { name, commune }),
            })),
          ]}
          onChange={(id) => change({ locationId: id === EVERYWHERE ? null : id })}
        />
      )}
    </>
  )
}

const EVERYWHERE = 'everywhere'

type Fields = Pick<AbsenceFieldsProps, 'draft' | 'change' | 'today'>

function Dates({ draft, change }: Fields) {
  const { t } = useTranslation()
  return (
    <>
      <div className="two-fields">
        <TextField
          label={t('agenda.absences.from')}
          type="date"
          value={draft.from}
          onChange={(from) => change({ from, ...(draft.until < from && { until: from }) })}
        />
        <TextField
          label={t('agenda.absences.until')}
          type="date"
          value={draft.until}
          onChange={(until) => change({ until })}
        />
      </div>
      <Hours draft={draft} change={change} />
    </>
  )
}

function Weekly({ draft, change }: Fields) {
  const { t } = useTranslation()
  const days = EVERY_DAY.map((day) => ({ value: String(day), spoken: weekdayName(t, day) }))
  return (
    <>
      <div className="weekday-choice">
        <Toggles
          legend={t('agenda.fields.weekdays')}
          options={days.map((day) => ({ ...day, label: day.spoken.slice(0, SHORT_NAME) }))}
          value={draft.weekdays.map(String)}
          onChange={(chosen) => change({ weekdays: chosen.map(Number).sort() })}
        />
      </div>
      <Hours draft={draft} change={change} />
      <TextField
        label={t('agenda.fields.until')}
        optional
        type="date"
        value={draft.until}
        onChange={(until) => change({ until })}
      />
    </>
  )
}

const SHORT_NAME = 3

function Hours({ draft: { hours }, change }: Pick<Fields, 'draft' | 'change'>) {
  const { t } = useTranslation()
  return (
    <>
      <Switch
        label={t('agenda.absences.whole_day')}
        on={hours === undefined}
        onChange={(isWhole) => change({ hours: isWhole ? undefined : { from: '14:00', until: '18:00' } })}
      />
      {hours && (
        <div className="two-fields">
          <TextField
            label={t('agenda.fields.from')}
            type="time"
            value={hours.from}
            onChange={(from) => change({ hours: { ...hours, from } })}
          />
          <TextField
            label={t('agenda.fields.to')}
            type="time"
            value={hours.until}
            onChange={(until) => change({ hours: { ...hours, until } })}
          />
        </div>
      )}
    </>
  )
}
