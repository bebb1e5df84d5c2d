import { type CSSProperties, memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { useServerTime } from '../ui/server-clock.ts'
import { asColumnHeader, asRow } from './grid-roles.ts'
import {
  type Axis,
  axisLength,
  dayLength,
  isoDay,
  isShown,
  toPx,
  visibleDays,
  visibleRows,
  wallClock,
} from './layout.ts'
import type { Row } from './rows.ts'
import type { Stop } from './stops.ts'
import { capital, columnWords, wallWords } from './team-words.ts'
import { stopName, TeamRow } from './timeline-row.tsx'
import { HEAD, NAMES } from './use-drag.ts'
import type { TimelineHands } from './use-hands.ts'
import { COLUMN_STEP, ROW_STEP, type View } from './use-view.ts'

export interface TimelineProps {
  readonly rows: readonly Row[]
  readonly axis: Axis
  readonly today: string
  readonly zone: string
  readonly stop: Stop | undefined
  readonly isUpright: boolean
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly view: View
  readonly hands: TimelineHands
}

/** Professionals below each other, days beside each other; only what is in view is in the page. */
export function Timeline({ rows, axis, today, zone, stop, isUpright, scroller, view, hands }: TimelineProps) {
  const { t } = useTranslation()
  const tops = useMemo(() => [...rows.map(({ top }) => top), bottomOf(rows)], [rows])
  const down = visibleRows(tops, view.top, view.height + ROW_STEP, ROW_STEP)
  const across = isUpright
    ? { first: 0, last: 0 }
    : visibleDays(axis, view.left, view.width - NAMES + COLUMN_STEP, COLUMN_STEP / 2)
  const drawn = rows
    .map((row, index) => ({ row, index }))
    .filter(
      ({ row, index }) => (index >= down.first && index <= down.last) || row.practitioner.id === stop?.practitionerId,
    )
  useFocusKept(scroller, rows, stop, hands)
  const size = {
    '--along': `${axisLength(axis)}px`,
    '--across': `${bottomOf(rows)}px`,
    '--hour': `${axis.pxPerMinute * 60}px`,
    '--names': `${isUpright ? 52 : NAMES}px`,
    '--head': `${isUpright ? 0 : HEAD}px`,
  } as CSSProperties
  return (
    <div ref={scroller} className={classes('team-scroller', isUpright && 'team-upright')}>
      <div className="team-content" style={size}>
        {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part */}
        <div
          role="grid"
          aria-label={t('team.grid')}
          aria-describedby="team-hint"
          aria-rowcount={rows.length + 1}
          aria-colcount={axis.days.length + 1}
          tabIndex={-1}
          {...hands.handlers}
        >
          <Head axis={axis} today={today} firstDay={across.first} lastDay={across.last} />
          {drawn.map(({ row, index }) => {
            const isStop = row.practitioner.id === stop?.practitionerId
            return (
              <TeamRow
                key={row.practitioner.id}
                row={row}
                index={index}
                axis={axis}
                today={today}
                firstDay={across.first}
                lastDay={across.last}
                stop={isStop ? stopName(stop.day, stop.key) : undefined}
                hasHandles={isUpright || isCoarse}
                stopDay={isStop ? stop.day : undefined}
              />
            )
          })}
        </div>
        {isUpright && <Hours axis={axis} className="team-upright-hours" />}
        <NowLine axis={axis} zone={zone} />
        <div className="team-ghost" ref={hands.ghost} hidden aria-hidden="true">
          <span />
        </div>
      </div>
      <p id="team-hint" hidden>
        {t('team.hint')}
      </p>
    </div>
  )
}

const isCoarse = window.matchMedia('(pointer: coarse)').matches

const bottomOf = (rows: readonly Row[]) => {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}

interface HeadProps {
  readonly axis: Axis
  readonly today: string
  readonly firstDay: number
  readonly lastDay: number
}

/** Days, and their hours. */
const Head = memo(function Head({ axis, today, firstDay, lastDay }: HeadProps) {
  const { t } = useTranslation()
  return (
    <div {...asRow(1)} className="team-head">
      <div {...asColumnHeader(1)} className="team-corner">
        {t('team.professional')}
      </div>
      {axis.days.slice(firstDay, lastDay + 1).map((day, index) => (
        <div
          key={day}
          {...asColumnHeader(firstDay + index + 2)}
          className={classes('team-day', isoDay(day) === today && 'is-today')}
          style={
            { '--at': `${(firstDay + index) * dayLength(axis)}px`, '--size': `${dayLength(axis)}px` } as CSSProperties
          }
        >
          <strong>{capital(columnWords(t, day, today))}</strong>
          <Hours axis={axis} className="team-hours" />
        </div>
      ))}
    </div>
  )
})

function Hours({ axis, className }: { axis: Axis; className: string }) {
  const { t } = useTranslation()
  const hours = Array.from(
    { length: Math.ceil((axis.untilMinute - axis.fromMinute) / 60) },
    (_, index) => axis.fromMinute / 60 + index,
  )
  return (
    <span className={className} aria-hidden="true">
      {hours.map((hour) => (
        <span key={hour}>{t('team.hour', { hour })}</span>
      ))}
    </span>
  )
}

function NowLine({ axis, zone }: { axis: Axis; zone: string }) {
  const now = useServerTime(60)
  const wall = useMemo(() => wallClock(zone), [zone])(now)
  if (!isShown(axis, wall, wall + 1)) return null
  return <i className="team-now" title={wallWords(wall)} style={{ '--at': `${toPx(axis, wall)}px` } as CSSProperties} />
}

/** After a key or an edit, the focus goes where it was sent, and the view with it. */
function useFocusKept(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  stop: Stop | undefined,
  { wantsFocus }: TimelineHands,
) {
  const wasInside = useRef(false)
  useEffect(() => {
    const node = scroller.current
    if (!node) return
    const note = () => {
      wasInside.current = node.contains(document.activeElement)
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [scroller])
  useLayoutEffect(() => {
    const node = scroller.current
    const isLost = wasInside.current && document.activeElement === document.body
    if (!node || !stop || !(wantsFocus.current || isLost)) return
    const row = rows.find(({ practitioner }) => practitioner.id === stop.practitionerId)
    const name = CSS.escape(stopName(stop.day, stop.key))
    const target = node.querySelector<HTMLElement>(`[data-row="${stop.practitionerId}"] [data-stop="${name}"]`)
    if (!row || !target) return
    wantsFocus.current = false
    target.focus({ preventScroll: true })
    reveal(node, target)
  })
}

/** Scrolls as little as shows the target beside the sticky names and under the sticky days. */
function reveal(node: HTMLElement, target: HTMLElement) {
  const box = node.getBoundingClientRect()
  const own = target.getBoundingClientRect()
  const isUpright = node.classList.contains('team-upright')
  const left = box.left + (isUpright ? 0 : NAMES) + 12
  const top = box.top + (isUpright ? 0 : HEAD) + 8
  const dx = own.left < left || own.width > box.right - left ? own.left - left : Math.max(0, own.right - box.right + 24)
  const dy = own.top < top ? own.top - top : Math.max(0, own.bottom - box.bottom + 24)
  if (dx !== 0 || dy !== 0) node.scrollBy({ left: dx, top: dy })
}
