import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamAgenda } from '../../contract/team.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { fullDay } from '../ui/format.ts'
import { mondayOf } from './copy-week-dialog.tsx'
import { dayNumber, isoDay } from './layout.ts'
import type { Period } from './team.ts'

interface HeadProps {
  readonly team: TeamAgenda
  readonly period: Period
  readonly onPeriod: (period: Period) => void
  readonly onPanel: (panel: 'shortcuts' | 'copy-week') => void
  readonly onHistory: () => void
  readonly isNarrow: boolean
  /** To the day of one professional, where the bar has no room for it. */
  readonly dayLink: ReactNode
}

const SHOWN = ['1', '3', '5', '7'] as const

/** A whole week begins on Monday; fewer days, on the day that is looked at. */
const periodFrom = (day: string, days: number): Period => ({ from: days >= 5 ? mondayOf(day) : day, days })

const UNITS = { 1: 'day', 3: 'days', 5: 'week', 7: 'week' } as const

export function TeamHead({ team, period, onPeriod, onPanel, onHistory, isNarrow, dayLink }: HeadProps) {
  const { t } = useTranslation()
  const { days } = period
  const unit = UNITS[days as keyof typeof UNITS] ?? 'days'
  const step = days >= 5 ? 7 : days
  const go = (by: number) => onPeriod(periodFrom(isoDay(dayNumber(period.from) + by), days))
  return (
    <div className="team-bar">
      <div className="team-bar-title">
        <h1 className={isNarrow ? 'visually-hidden' : undefined}>
          {t(team.practitioners.length > 1 ? 'team.title' : 'team.title_own')}
        </h1>
        <p aria-live="polite">{usePeriodWords(period)}</p>
      </div>
      <div className="team-bar-go">
        <span className="team-back">
          <IconButton icon="chevron-right" label={t(`team.previous.${unit}`)} onClick={() => go(-step)} />
        </span>
        <Button onClick={() => onPeriod(periodFrom(team.today, days))}>{t('team.today')}</Button>
        <IconButton icon="chevron-right" label={t(`team.next.${unit}`)} onClick={() => go(step)} />
      </div>
      {!isNarrow && (
        <Choice
          legend={t('team.shown_days')}
          legendHidden
          options={SHOWN.map((value) => ({ value, label: t('team.days', { count: Number(value) }) }))}
          value={SHOWN.find((one) => Number(one) === days)}
          onChange={(chosen) => onPeriod(periodFrom(anchor(team, period), Number(chosen)))}
        />
      )}
      <div className="team-bar-do">
        <Button icon="document" onClick={() => onPanel('copy-week')}>
          {t('team.copy_week')}
        </Button>
        <Button icon="person" onClick={onHistory}>
          {t('team.history')}
        </Button>
        {!isNarrow && (
          <Button icon="keyboard" keys="?" onClick={() => onPanel('shortcuts')}>
            {t('team.shortcuts')}
          </Button>
        )}
        {isNarrow && dayLink}
      </div>
    </div>
  )
}

/** Today when it is in view, else the first day. */
const anchor = ({ today }: TeamAgenda, { from, days }: Period): string => {
  const away = dayNumber(today) - dayNumber(from)
  return away >= 0 && away < days ? today : from
}

function usePeriodWords({ from, days }: Period): string {
  const { t } = useTranslation()
  const named = (day: string) => fullDay(`${day}T12:00:00Z`, 'UTC')
  if (days === 1) return named(from)
  return t('team.period', { from: named(from), until: named(isoDay(dayNumber(from) + days - 1)) })
}
