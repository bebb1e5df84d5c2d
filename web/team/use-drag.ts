import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type Axis, axisLength, dragged, type Grip, type Group, type Stretched, stretch } from './layout.ts'
import type { Row } from './rows.ts'

export interface Held {
  readonly row: Row
  readonly group: Group
  readonly lane: number
}

export interface DragOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly ghost: RefObject<HTMLElement | null>
  readonly axis: Axis
  readonly isUpright: boolean
  readonly find: (element: Element) => Held | undefined
  readonly words: (at: Stretched, isElsewhere: boolean) => string
  readonly onDrop: (held: Held, to: Stretched) => void
  readonly onCancel: () => void
}

/** A hand that trembles has not begun to drag. */
const LEAST_MOVE = 4
/** Near the edge the view follows, so far each frame. */
const EDGE = 48
const PACE = 14

interface Drag {
  readonly held: Held
  readonly grip: Grip
  readonly pointerId: number
  readonly from: number
  /** Pointer and scroll along the axis, where it began. */
  readonly begun: { readonly x: number; readonly y: number; readonly scroll: number }
  x: number
  y: number
  hasMoved: boolean
  to: Stretched
}

/**
 * One handler for the whole timeline. While something is dragged nothing is drawn again: a ghost is moved by hand,
 * once a frame. `justDragged` tells the click that ends a drag from one that opens.
 */
export function useDrag(options: DragOptions) {
  const latest = useRef(options)
  const drag = useRef<Drag>(undefined)
  const wasDrag = useRef(false)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => followPointer(latest, drag, wasDrag), [])
  return {
    onPointerDown: (event: PointerEvent) => {
      wasDrag.current = false
      if (!drag.current) drag.current = begin(event, latest.current)
    },
    justDragged: () => wasDrag.current,
  }
}

function begin(event: PointerEvent, { scroller, find, isUpright }: DragOptions): Drag | undefined {
  if (event.button !== 0 || !(event.target instanceof Element)) return undefined
  const element = event.target.closest('[data-key]')
  const grip = gripOf(event, element)
  if (!grip) return undefined // a finger scrolls, unless it is on a handle
  const held = element ? find(element) : undefined
  const node = scroller.current
  if (!held || !node) return undefined
  const { start, end } = held.group
  const { clientX: x, clientY: y, pointerId } = event
  const scroll = isUpright ? node.scrollTop : node.scrollLeft
  const from = isUpright ? y : x
  return {
    held,
    grip,
    pointerId,
    from,
    begun: { x, y, scroll },
    x,
    y,
    hasMoved: false,
    to: { start, end },
  }
}

/** Where the edges are taken hold of, as in groups.css. */
const EDGE_GRIP = 7

function gripOf({ target, clientX, pointerType }: PointerEvent, group: Element | null): Grip | undefined {
  const handle = target instanceof Element ? target.closest<HTMLElement>('[data-grip]')?.dataset.grip : undefined
  if (handle || !group || pointerType !== 'mouse') return handle as Grip | undefined
  const { left, right } = group.getBoundingClientRect()
  if (clientX <= left + EDGE_GRIP) return 'start'
  return clientX >= right - EDGE_GRIP ? 'end' : 'move'
}

interface Current<One> {
  current: One
}

/** Listens to the window from the beginning to the end of each drag; answers with how to stop listening. */
function followPointer(latest: Current<DragOptions>, drag: Current<Drag | undefined>, wasDrag: Current<boolean>) {
  let frame = 0
  const end = (isDropped: boolean) => {
    const now = drag.current
    drag.current = undefined
    cancelAnimationFrame(frame)
    frame = 0
    if (!now?.hasMoved) return
    wasDrag.current = true
    const { ghost, onDrop, onCancel } = latest.current
    if (ghost.current) ghost.current.hidden = true
    const { start, end: until } = now.held.group
    const isElsewhere = now.to.start !== start || now.to.end !== until
    if (!isDropped) onCancel()
    else if (isElsewhere) onDrop(now.held, now.to)
  }
  const tick = () => {
    frame = 0
    if (!drag.current) return
    if (showGhost(drag.current, latest.current)) frame = requestAnimationFrame(tick) // the view goes on by itself
  }
  const move = (event: globalThis.PointerEvent) => {
    const now = drag.current
    if (!now || event.pointerId !== now.pointerId) return
    now.x = event.clientX
    now.y = event.clientY
    if (!now.hasMoved && Math.hypot(now.x - now.begun.x, now.y - now.begun.y) < LEAST_MOVE) return
    now.hasMoved = true
    frame ||= requestAnimationFrame(tick)
  }
  const up = ({ pointerId }: globalThis.PointerEvent) => {
    if (drag.current?.pointerId !== pointerId) return
    if (drag.current.hasMoved) showGhost(drag.current, latest.current)
    end(true)
  }
  const lost = ({ pointerId }: globalThis.PointerEvent) => drag.current?.pointerId === pointerId && end(false)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag.current?.hasMoved) return
    event.preventDefault()
    end(false)
  }
  const listening = new AbortController()
  const { signal } = listening
  window.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', up, { signal })
  window.addEventListener('pointercancel', lost, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  return () => {
    cancelAnimationFrame(frame)
    listening.abort()
  }
}

/** Where it would stand, in place and in words; whether the view itself has gone on. */
function showGhost(drag: Drag, { scroller, ghost, axis, isUpright, words }: DragOptions): boolean {
  const node = scroller.current
  const shown = ghost.current
  if (!node || !shown) return false
  const box = node.getBoundingClientRect()
  const before = scrollOf(node, isUpright)
  follow(node, box, drag, isUpright)
  const scroll = scrollOf(node, isUpright)
  const by = (isUpright ? drag.y : drag.x) - drag.from + scroll - drag.begun.scroll
  drag.to = dragged(axis, drag.held.group, drag.grip, by)
  const { row, lane } = drag.held
  const rowTop = box.top + HEAD + row.top - node.scrollTop
  const isElsewhere = !isUpright && (drag.y < rowTop || drag.y > rowTop + row.height)
  const { at, size } = stretch(axis, drag.to.start, drag.to.end)
  const style = {
    '--at': `${at}px`,
    '--size': `${size}px`,
    '--top': `${row.top}px`,
    '--lane': lane,
    '--lanes': row.lanes,
  }
  for (const [name, value] of Object.entries(style)) shown.style.setProperty(name, String(value))
  shown.classList.toggle('is-elsewhere', isElsewhere)
  shown.classList.toggle('is-late', at > axisLength(axis) - WORDS)
  if (shown.firstChild) shown.firstChild.textContent = words(drag.to, isElsewhere)
  shown.hidden = false
  return scroll !== before
}

const scrollOf = (node: HTMLElement, isUpright: boolean) => (isUpright ? node.scrollTop : node.scrollLeft)

/** Takes the view along when the pointer is near its edge. */
function follow(node: HTMLElement, box: DOMRect, { x, y }: Drag, isUpright: boolean) {
  const [at, low, high] = isUpright ? [y, box.top, box.bottom] : [x, box.left + NAMES, box.right]
  if (at > high - EDGE) node.scrollBy(isUpright ? { top: PACE } : { left: PACE })
  else if (at < low + EDGE) node.scrollBy(isUpright ? { top: -PACE } : { left: -PACE })
}

/** Room for the words of the ghost. */
const WORDS = 320

/** The sticky names and days, as in team.css. */
export const NAMES = 208
export const HEAD = 58
