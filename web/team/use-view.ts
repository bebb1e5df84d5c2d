import { type RefObject, startTransition, useLayoutEffect, useState } from 'react'

export interface View {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Scrolling within these draws nothing: what is drawn reaches further than what is seen by as much. */
export const COLUMN_STEP = 256
export const ROW_STEP = 192

const NOTHING: View = { left: 0, top: 0, width: 0, height: 0 }

const same = (one: View, other: View) =>
  one.left === other.left && one.top === other.top && one.width === other.width && one.height === other.height

/** What of a scrolled element is seen, in coarse steps. */
export function useView(scroller: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState(NOTHING)
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node) return
    let { clientWidth: width, clientHeight: height } = node // asked only when it has changed: asking lays out
    const look = () => {
      const next = {
        left: Math.floor(node.scrollLeft / COLUMN_STEP) * COLUMN_STEP,
        top: Math.floor(node.scrollTop / ROW_STEP) * ROW_STEP,
        width,
        height,
      }
      // Drawn in small pieces between frames: the margin is there meanwhile.
      startTransition(() => setView((before) => (same(before, next) ? before : next)))
    }
    const sizes = new ResizeObserver(() => {
      ;({ clientWidth: width, clientHeight: height } = node)
      look()
    })
    look()
    sizes.observe(node)
    node.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      node.removeEventListener('scroll', look)
    }
  }, [scroller])
  return view
}
