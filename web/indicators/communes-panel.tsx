import { useTranslation } from 'react-i18next'
import type { BoardView } from '../../contract/indicators.ts'
import { TableAlternative } from '../ui/charts.tsx'
import type { Select } from './board.ts'
import { delayFinding, delayWords, withDelay } from './board-words.ts'
import { CommuneMap } from './commune-map.tsx'
import { Panel } from './panel.tsx'
import { type Ramp, rampOf } from './ramp.ts'

interface CommunesPanelProps {
  readonly communes: BoardView['communes']
  readonly selected: string | undefined
  readonly onSelect: Select
}

const LONGEST = 6

/** How long patients of each commune wait: a map, and the same figures as tables. */
export function CommunesPanel({ communes, selected, onSelect }: CommunesPanelProps) {
  const { t } = useTranslation()
  const known = withDelay(communes)
  const ramp = rampOf(known.map(({ medianDelayMinutes }) => medianDelayMinutes))
  const open = (code: string) => onSelect({ commune: code === selected ? undefined : code })
  return (
    <Panel title={delayFinding(t, communes)} hint={t('indicators.delay_hint')}>
      <div className="communes">
        <CommuneMap communes={communes} ramp={ramp} selected={selected} />
        <CommuneTable
          caption={t('indicators.longest')}
          communes={known.slice(0, LONGEST)}
          selected={selected}
          onOpen={open}
        />
      </div>
      <Legend ramp={ramp} />
      <p className="small quiet">{t('app.map_source')}</p>
      <TableAlternative>
        <CommuneTable caption={t('indicators.all_communes')} communes={communes} selected={selected} onOpen={open} />
      </TableAlternative>
    </Panel>
  )
}

interface CommuneTableProps {
  readonly caption: string
  readonly communes: BoardView['communes']
  readonly selected: string | undefined
  readonly onOpen: (code: string) => void
}

function CommuneTable({ caption, communes, selected, onOpen }: CommuneTableProps) {
  const { t } = useTranslation()
  return (
    <table className="table">
      <caption className="table-caption">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('indicators.commune')}</th>
          <th scope="col" className="number">
            {t('indicators.requests_short')}
          </th>
          <th scope="col" className="number">
            {t('indicators.delay_short')}
          </th>
        </tr>
      </thead>
      <tbody>
        {communes.map(({ code, name, requests, medianDelayMinutes }) => (
          <tr key={code}>
            <th scope="row">
              <button
                type="button"
                className="row-button"
                aria-pressed={code === selected}
                onClick={() => onOpen(code)}
              >
                {name}
              </button>
            </th>
            <td className="number">{requests}</td>
            <td className="number">
              {medianDelayMinutes === null ? (
                <span className="quiet">{t('indicators.under_five')}</span>
              ) : (
                <strong>{delayWords(medianDelayMinutes)}</strong>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Legend({ ramp: { limits } }: { ramp: Ramp }) {
  const { t } = useTranslation()
  const [first, last] = [limits[0], limits.at(-1)]
  if (first === undefined || last === undefined) return null
  const between = limits
    .slice(1)
    .map((limit, index) => t('indicators.between', { from: delayWords(limits[index] ?? 0), to: delayWords(limit) }))
  const words = [
    t('indicators.under', { limit: delayWords(first) }),
    ...between,
    t('indicators.over', { limit: delayWords(last) }),
  ]
  return (
    <ul className="legend">
      {words.map((label, index) => (
        <li key={label}>
          <span className={`swatch ramp-${index + 1}`} />
          {label}
        </li>
      ))}
      <li>
        <span className="swatch ramp-hatched" />
        {t('indicators.hatched')}
      </li>
    </ul>
  )
}
