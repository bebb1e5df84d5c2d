import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { capital } from '../ui/format.ts'
import { namedDay } from './agenda-words.ts'
import type { Kind, PreparedOpening } from './open-wish.ts'

interface OtherTimesProps {
  readonly agenda: AgendaView
  readonly wish: PreparedOpening
}

/** Everything that is not the habit: another hour or day, a range, patients en sus, another place. */
export function OtherTimes({ agenda, wish }: OtherTimesProps) {
  const { t } = useTranslation()
  return (
    <details className="other-times">
      <summary>{t('agenda.other_time')}</summary>
      <div className="stack">
        <AddTime wish={wish} />
        <KindChoice wish={wish} />
        <SelectField
          label={t('agenda.other_day')}
          value={wish.day}
          options={agenda.days.map(({ day }) => ({ value: day, label: capital(namedDay(day, agenda.today)) }))}
          onChange={wish.chooseDay}
        />
        {agenda.locations.length > 1 && (
          <SelectField
            label={t('agenda.place')}
            value={wish.locationId ?? ''}
            options={agenda.locations.map(({ id, name, commune }) => ({ value: id, label: `${name}, ${commune}` }))}
            onChange={(locationId) => wish.choose({ locationId })}
          />
        )}
      </div>
    </details>
  )
}

function AddTime({ wish }: { wish: PreparedOpening }) {
  const { t } = useTranslation()
  const [time, setTime] = useState('')
  const add = () => {
    if (time === '') return
    wish.add(time)
    setTime('')
  }
  return (
    <TextField
      label={t('agenda.time')}
      type="time"
      value={time}
      onChange={setTime}
      end={
        <Button icon="plus" onClick={add}>
          {t('agenda.add_time')}
        </Button>
      }
    />
  )
}

const KINDS: readonly Kind[] = ['slots', 'range', 'en-sus']
const LENGTHS = { slots: [10, 15, 20, 30, 45], range: [60, 120, 180, 240], 'en-sus': [30, 60, 120, 240] } as const
const MOST_PATIENTS = 8

function KindChoice({ wish }: { wish: PreparedOpening }) {
  const { t } = useTranslation()
  const length = (minutes: number) =>
    minutes < 60 ? t('agenda.length', { minutes }) : t('agenda.hours', { hours: minutes / 60 })
  return (
    <>
      <div>
        <Choice
          legend={t('agenda.kind')}
          options={KINDS.map((value) => ({ value, label: t(`agenda.kind_${value}`) }))}
          value={wish.kind}
          onChange={(kind) => wish.choose({ kind, minutes: undefined })}
        />
        <p className="quiet small">{t(`agenda.kind_why_${wish.kind}`)}</p>
      </div>
      <SelectField
        label={t(wish.kind === 'slots' ? 'agenda.minutes' : 'agenda.range_minutes')}
        value={String(wish.minutes)}
        options={LENGTHS[wish.kind].map((minutes) => ({ value: String(minutes), label: length(minutes) }))}
        onChange={(minutes) => wish.choose({ minutes: Number(minutes) })}
      />
      {wish.kind !== 'slots' && (
        <SelectField
          label={t('agenda.patients')}
          value={String(wish.places)}
          options={Array.from({ length: MOST_PATIENTS }, (_, index) => ({
            value: `${index + 1}`,
            label: `${index + 1}`,
          }))}
          onChange={(places) => wish.choose({ places: Number(places) })}
        />
      )}
    </>
  )
}
