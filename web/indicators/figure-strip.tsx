import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { Sparkline } from '../ui/charts.tsx'
import type { BoardSelection, Select } from './board.ts'
import { type FigureView, figureWords, trendValue, weekNumberOf } from './board-words.ts'

interface FigureStripProps {
  readonly figures: readonly FigureView[]
  readonly weeks: BoardView['weeks']
  readonly selected: BoardSelection
  readonly onSelect: Select
}

/** The figures of the period; each opens the requests it counts. */
export function FigureStrip({ figures, weeks, selected, onSelect }: FigureStripProps) {
  const { t } = useTranslation()
  return (
    <section className="figures" aria-label={t('indicators.figures')}>
      {figures.map((figure) => (
        <Figure
          key={figure.name}
          figure={figure}
          weeks={weeks}
          isOn={figure.name === selected.indicator}
          onOpen={() => onSelect({ indicator: figure.name })}
        />
      ))}
    </section>
  )
}

interface FigureProps {
  readonly figure: FigureView
  readonly weeks: BoardView['weeks']
  readonly isOn: boolean
  readonly onOpen: () => void
}

function Figure({ figure, weeks, isOn, onOpen }: FigureProps) {
  const { t } = useTranslation()
  const { name, total, byWeek } = figure
  const words = figureWords(name, total)
  const points = byWeek.map((part, index) => ({
    label: t('indicators.week_long', { week: weekNumberOf(weeks[index]?.week ?? '') }),
    value: trendValue(name, part),
  }))
  return (
    <div className="figure">
      <button type="button" className="figure-button" aria-pressed={isOn} onClick={onOpen}>
        <span className={words ? 'figure-value' : 'figure-too-few'}>{words ?? t('indicators.too_few')}</span>
        <span className="figure-name">{t(`indicators.name.${name}`)}</span>
        <span className="quiet small">{underneath(t, figure, weeks)}</span>
      </button>
      <div className="figure-trend">
        <Sparkline label={t('indicators.trend', { name: t(`indicators.Name.${name}`) })} points={points} />
      </div>
    </div>
  )
}

function underneath(
  t: TFunction,
  { total: { numerator, denominator }, byWeek }: FigureView,
  weeks: BoardView['weeks'],
): string {
  if (denominator !== null) return t('indicators.of', { numerator, denominator })
  const week = t('indicators.week_long', { week: weekNumberOf(weeks.at(-1)?.week ?? '') })
  return t('indicators.last_week', { count: byWeek.at(-1)?.numerator ?? 0, week })
}
