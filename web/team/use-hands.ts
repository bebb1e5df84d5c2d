import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../ui/notices.tsx'
import type { Axis, Group, Stretched } from './layout.ts'
import type { Row } from './rows.ts'
import { type Step, type Stop, stepped } from './stops.ts'
import { spanWords } from './team-words.ts'
import { type Held, useDrag } from './use-drag.ts'
import { pressed } from './use-keys.ts'

/** What may be done to a group, however it was asked for. */
export interface Doings {
  readonly reshape: (row: Row, group: Group, to: Stretched, how?: { readonly inSteps: boolean }) => void
  readonly remove: (row: Row, group: Group) => void
  readonly copy: (row: Row, group: Group) => void
  readonly paste: (row: Row, day: number) => void
  readonly openForm: (row: Row, group: Group) => void
  readonly openPlaces: (row: Row, day: number) => void
}

interface HandsOptions {
  readonly rows: readonly Row[]
  readonly axis: Axis
  readonly today: string
  readonly isUpright: boolean
  readonly scroller: RefObject<HTMLElement | null>
  readonly stop: Stop | undefined
  readonly setStop: (stop: Stop) => void
  readonly doings: Doings
}

export type TimelineHands = ReturnType<typeof useHands>

/** Pointer and keyboard on the whole timeline: one handler each, whatever it holds. */
export function useHands({ rows, axis, today, isUpright, scroller, stop, setStop, doings }: HandsOptions) {
  const { t } = useTranslation()
  const ghost = useRef<HTMLDivElement>(null)
  /** The next drawing takes the focus to the stop. */
  const wantsFocus = useRef(false)
  const go = (to: Stop) => {
    wantsFocus.current = true
    setStop(to)
  }
  const reshape = (row: Row, group: Group, to: Stretched, inSteps: boolean) => {
    doings.reshape(row, group, to, { inSteps })
    go({ practitionerId: row.practitioner.id, day: Math.floor(to.start / 1_440), key: `${to.start}` })
  }
  const find = finder(rows)
  const drag = useDrag({
    scroller,
    ghost,
    axis,
    isUpright,
    find,
    words: (at, isElsewhere) => (isElsewhere ? t('team.drag.own_row') : spanWords(t, at, today)),
    onDrop: ({ row, group }, to) => reshape(row, group, to, false),
    onCancel: () => announce(t('team.drag.cancelled')),
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows.find(({ practitioner }) => practitioner.id === stop?.practitionerId)
    if (!row || !stop) return
    const group = row.groups.find(({ key }) => key === stop.key)
    const on = (act: (row: Row, group: Group) => void) => () => group && act(row, group)
    const isForUs = pressed(event, {
      isUpright,
      group,
      step: (step: Step) => go(stepped(rows, axis.days, stop, step)),
      reshape: (to) => group && reshape(row, group, to, true),
      remove: on(doings.remove),
      copy: on(doings.copy),
      paste: () => doings.paste(row, stop.day),
      open: () => doings.openPlaces(row, stop.day),
    })
    if (isForUs) event.preventDefault()
  }
  const onClick = ({ target }: MouseEvent) => {
    const held = target instanceof Element && !drag.justDragged() ? find(target) : undefined
    if (held) doings.openForm(held.row, held.group)
  }
  const onFocus = ({ target }: FocusEvent) => {
    const found = stopAt(target)
    if (found) setStop(found)
  }
  return { ghost, wantsFocus, handlers: { onKeyDown, onClick, onFocus, onPointerDown: drag.onPointerDown } }
}

const finder =
  (rows: readonly Row[]) =>
  (element: Element): Held | undefined => {
    const found = stopAt(element)
    const row = rows.find(({ practitioner }) => practitioner.id === found?.practitionerId)
    const placed = row && [...row.byDay.values()].flat().find(({ group }) => group.key === found?.key)
    return row && placed && { row, group: placed.group, lane: placed.lane }
  }

/** The stop that an element is, or is part of. */
function stopAt(element: Element): Stop | undefined {
  const node = element.closest<HTMLElement>('[data-stop]')
  const practitionerId = node?.closest<HTMLElement>('[data-row]')?.dataset.row
  if (!node || practitionerId === undefined) return undefined
  return { practitionerId, day: Number(node.dataset.day), key: node.dataset.key }
}
