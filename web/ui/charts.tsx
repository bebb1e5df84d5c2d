import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { decimal } from './format.ts'

export type Paint = 'plum' | 'plum-middle' | 'blue' | 'grey' | 'brick' | 'honey' | 'green'

export interface Point {
  readonly label: string
  readonly value: number
}

interface SparklineProps {
  /** The whole finding in words; the points are read as a table. */
  readonly label: string
  readonly points: readonly Point[]
}

/** The trend beside a figure, last point marked. */
export function Sparkline({ label, points }: SparklineProps) {
  const least = Math.min(...points.map(({ value }) => value))
  const span = Math.max(...points.map(({ value }) => value)) - least || 1
  const at = points.map(({ value }, index) => ({
    x: (56 * index) / Math.max(1, points.length - 1),
    y: 24 - (20 * (value - least)) / span,
  }))
  const last = at.at(-1)
  return (
    <>
      <svg className="sparkline" width="62" height="30" viewBox="-2 -1 62 30" aria-hidden="true">
        <polyline points={at.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {last && <circle cx={last.x} cy={last.y} r="3" />}
      </svg>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              <td>{decimal(point.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

export interface Series {
  readonly id: string
  readonly name: string
  readonly paint: Paint
}

export interface Bar {
  readonly id: string
  readonly label: string
  /** One value per series id, from the bottom up. */
  readonly values: Readonly<Record<string, number>>
}

export interface StackedBarsProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly bars: readonly Bar[]
  readonly selected?: string | undefined
  readonly onSelect: (barId: string) => void
  readonly height?: number
}

/** One bar per period; a bar is a button that opens what it counts. */
export function StackedBars({ title, series, bars, selected, onSelect, height = 200 }: StackedBarsProps) {
  const titleId = useId()
  const scale = scaleOf(Math.max(...bars.map((bar) => totalOf(bar, series))), height)
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption id={titleId} className="visually-hidden">
        {title}
      </figcaption>
      <Legend series={series} />
      <div className="bars">
        <Axis {...scale} />
        {bars.map((bar) => (
          <button
            key={bar.id}
            type="button"
            className="bar"
            aria-pressed={bar.id === selected}
            aria-label={inWords(bar, series)}
            onClick={() => onSelect(bar.id)}
          >
            <Stack bar={bar} series={series} {...scale} />
            <span className="bar-label">{bar.label}</span>
          </button>
        ))}
      </div>
      <BarsTable title={title} series={series} bars={bars} />
    </figure>
  )
}

interface Scale {
  readonly height: number
  readonly step: number
  readonly top: number
  readonly y: (value: number) => number
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const HEADROOM = 12

/** Round steps, at most five of them, and room above for the highest. */
function scaleOf(highest: number, height: number): Scale {
  const step = STEPS.find((one) => highest / one <= 4) ?? Math.ceil(highest / 4)
  const top = Math.max(step, Math.ceil(highest / step) * step)
  return { height, step, top, y: (value) => height - ((height - HEADROOM) * value) / top }
}

const totalOf = ({ values }: Bar, series: readonly Series[]) =>
  series.reduce((total, { id }) => total + (values[id] ?? 0), 0)

const inWords = (bar: Bar, series: readonly Series[]) =>
  `${bar.label}, ${decimal(totalOf(bar, series))} (${series.map(({ id, name }) => `${name} ${decimal(bar.values[id] ?? 0)}`).join(', ')})`

const stepsOf = ({ step, top }: Scale) => Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step)

const Axis = (scale: Scale) => (
  <svg className="bars-axis" width="26" height={scale.height + 4} aria-hidden="true">
    {stepsOf(scale).map((value) => (
      <text key={value} x="22" y={scale.y(value) + 4}>
        {value}
      </text>
    ))}
  </svg>
)

function Stack({ bar, series, ...scale }: Scale & { bar: Bar; series: readonly Series[] }) {
  const floors = series.map((_, index) => totalOf(bar, series.slice(0, index)))
  return (
    <svg viewBox={`0 0 60 ${scale.height}`} height={scale.height} preserveAspectRatio="none" aria-hidden="true">
      {stepsOf(scale).map((value) => (
        <path key={value} d={`M0 ${scale.y(value)}h60`} />
      ))}
      {series.map(({ id, paint }, index) => {
        const floor = floors[index] ?? 0
        const ceiling = scale.y(floor + (bar.values[id] ?? 0))
        const tall = scale.y(floor) - ceiling
        return <rect key={id} className={`paint-${paint}`} x="10" width="40" y={ceiling} height={tall} rx="3" />
      })}
    </svg>
  )
}

const Legend = ({ series }: { series: readonly Series[] }) => (
  <ul className="legend">
    {series.map(({ id, name, paint }) => (
      <li key={id}>
        <span className={`swatch paint-${paint}`} />
        {name}
      </li>
    ))}
  </ul>
)

function BarsTable({ title, series, bars }: Pick<StackedBarsProps, 'title' | 'series' | 'bars'>) {
  const { t } = useTranslation()
  return (
    <TableAlternative>
      <table className="table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.period')}</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.id}>
              <th scope="row">{bar.label}</th>
              {series.map(({ id }) => (
                <td key={id} className="number">
                  {decimal(bar.values[id] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableAlternative>
  )
}

/** « en tableau », under any chart. */
export function TableAlternative({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <details className="chart-table">
      <summary>{t('chart.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('chart.table')}>
        {children}
      </section>
    </details>
  )
}
