import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { fullDay } from '../ui/format.ts'
import { dayNumber, isoDay } from './layout.ts'

export interface CopyWeekProps {
  readonly practitioners: readonly { readonly id: string; readonly name: string }[]
  readonly practitionerId: string
  /** A day of the week to copy. */
  readonly from: string
  readonly onCopy: (practitionerId: string, from: string, to: string) => void
  readonly onClose: () => void
}

const WEEKS_AHEAD = 8

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => {
  const number = dayNumber(day)
  return isoDay(number - ((number + 3) % 7))
}

/** The same openings again, in another week. */
export function CopyWeekDialog({ practitioners, practitionerId, from, onCopy, onClose }: CopyWeekProps) {
  const { t } = useTranslation()
  const [who, setWho] = useState(practitionerId)
  const monday = mondayOf(from)
  const weeks = Array.from({ length: WEEKS_AHEAD }, (_, index) => isoDay(dayNumber(monday) + 7 * (index + 1)))
  const [to, setTo] = useState(weeks[0] ?? monday)
  const named = (day: string) => t('team.week.of', { day: fullDay(`${day}T12:00:00Z`, 'UTC') })
  return (
    <Dialog
      title={t('team.week.title')}
      onClose={onClose}
      foot={
        <Button variant="primary" onClick={() => onCopy(who, monday, to)}>
          {t('team.week.copy')}
        </Button>
      }
    >
      <div className="team-form">
        <p>
          {t('team.week.from')} <strong>{named(monday)}</strong>
        </p>
        <SelectField
          label={t('team.week.who')}
          options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
          value={who}
          onChange={setWho}
        />
        <SelectField
          label={t('team.week.to')}
          options={weeks.map((value) => ({ value, label: named(value) }))}
          value={to}
          onChange={setTo}
        />
        <p className="quiet small">{t('team.week.why')}</p>
      </div>
    </Dialog>
  )
}
