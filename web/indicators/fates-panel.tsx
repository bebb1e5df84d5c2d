import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { type Paint, StackedBars } from '../ui/charts.tsx'
import type { Select } from './board.ts'
import { fatesFinding, weekNumberOf } from './board-words.ts'
import { Panel } from './panel.tsx'

interface FatesPanelProps {
  readonly board: BoardView
  readonly selected: string | undefined
  readonly onSelect: Select
}

/** From the bottom up: the best first, what failed on top. */
const SERIES = [
  { id: 'attending', paint: 'plum' },
  { id: 'territory', paint: 'plum-middle' },
  { id: 'neighbour', paint: 'blue' },
  { id: 'withoutVisit', paint: 'grey' },
  { id: 'open', paint: 'honey' },
  { id: 'unplaced', paint: 'brick' },
] as const satisfies readonly { id: string; paint: Paint }[]

/** What became of the requests of each week; a bar opens its requests. */
export function FatesPanel({ board, selected, onSelect }: FatesPanelProps) {
  const { t } = useTranslation()
  const bars = board.fates.map(({ week, ...values }) => ({
    id: week,
    label: t('indicators.week', { week: weekNumberOf(week) }),
    values,
  }))
  return (
    <Panel title={fatesFinding(t, board.fates)} hint={t('indicators.fates_hint')}>
      <StackedBars
        title={t('indicators.fates')}
        series={SERIES.map((series) => ({ ...series, name: t(`indicators.fate.${series.id}`) }))}
        bars={bars}
        selected={selected}
        onSelect={(week) => onSelect({ week: week === selected ? undefined : week })}
      />
    </Panel>
  )
}
