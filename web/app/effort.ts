import { useEffect } from 'react'
import { duration } from '../ui/format.ts'
import { serverNow } from '../ui/server-clock.ts'

interface Effort {
  readonly since: number
  readonly strokes: number
}

const efforts = new Map<string, Effort>()
let current: string | undefined

const TYPED_IN = 'input:not([type=radio], [type=checkbox]), textarea, select'

/** Text is what it is; what counts is everything pressed besides. */
const isText = ({ key, target, ctrlKey, metaKey }: KeyboardEvent) =>
  (key.length === 1 || key === 'Backspace' || key === 'Delete') &&
  !ctrlKey &&
  !metaKey &&
  target instanceof Element &&
  target.matches(TYPED_IN)

function count(event: KeyboardEvent) {
  if (event.repeat || isText(event) || ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(event.key))
    return
  const effort = current === undefined ? undefined : efforts.get(current)
  if (current !== undefined && effort) efforts.set(current, { ...effort, strokes: effort.strokes + 1 })
}

/** Counts the strokes of the request in hand, on this screen only and for nobody else. */
export function useEffortCount() {
  useEffect(() => {
    window.addEventListener('keydown', count, { capture: true })
    return () => window.removeEventListener('keydown', count, { capture: true })
  }, [])
}

/** From now on strokes belong to this draft or request; the one that opens a draft is its first. */
export function workOn(id: string, strokes = 0) {
  current = id
  if (!efforts.has(id)) efforts.set(id, { since: serverNow(), strokes })
}

/** A draft became a request. */
export function workBecame(draftId: string, requestId: string) {
  efforts.set(requestId, efforts.get(draftId) ?? { since: serverNow(), strokes: 0 })
  efforts.delete(draftId)
  if (current === draftId) current = requestId
}

/** Placed: what is pressed from now on belongs to no request. */
export function finishWork(requestId: string) {
  if (current === requestId) current = undefined
}

/** The time and the strokes it took; undefined when it was not done here. */
export function effortOf(requestId: string, until: string) {
  const effort = efforts.get(requestId)
  return effort && { strokes: effort.strokes, milliseconds: Math.max(0, Date.parse(until) - effort.since) }
}

/** « 3 min 12 », « 48 s » */
export function preciseDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 60) return `${seconds}\u00a0s`
  const rest = seconds % 60
  const minutes = duration(seconds * 1_000)
  return rest === 0 || seconds >= 3_600 ? minutes : `${minutes}\u00a0${String(rest).padStart(2, '0')}`
}
