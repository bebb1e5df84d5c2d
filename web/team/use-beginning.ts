import { type RefObject, useLayoutEffect, useRef } from 'react'
import { type Axis, DAY_MINUTES, dayNumber, dayOfWall, toPx } from './layout.ts'
import type { Row } from './rows.ts'

interface Beginning {
  readonly axis: Axis
  readonly rows: readonly Row[]
  readonly today: string
  readonly isUpright: boolean
  /** Whether the room for the hours is known. */
  readonly isLaidOut: boolean
}

/** Other days begin where there is something to see: at today, or in a single column at its first places. */
export function useBeginning(scroller: RefObject<HTMLElement | null>, beginning: Beginning) {
  const { axis, rows, isUpright, isLaidOut } = beginning
  const shown = `${axis.days.join()} ${isUpright && rows[0]?.practitioner.id}`
  const begun = useRef('')
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node || !isLaidOut || shown === begun.current) return
    begun.current = shown
    node.scrollBy(beginningOf(beginning, node))
  })
}

/** From where it is, which stays when there is nothing to go to. */
function beginningOf({ axis, rows, today, isUpright }: Beginning, { scrollTop, scrollLeft }: HTMLElement) {
  const at = isUpright ? rows[0]?.groups[0]?.start : dayNumber(today) * DAY_MINUTES
  if (at === undefined || !axis.days.includes(dayOfWall(at))) return {}
  return isUpright ? { top: toPx(axis, at) - MARGIN - scrollTop } : { left: toPx(axis, at) - scrollLeft }
}

/** Pixels above the first places. */
const MARGIN = 24
