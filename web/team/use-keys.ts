import type { KeyboardEvent } from 'react'
import { keysOf } from '../ui/shortcuts.ts'
import { slotLength } from './intents.ts'
import type { Group, Stretched } from './layout.ts'
import type { Step } from './stops.ts'

export interface KeyActions {
  readonly isUpright: boolean
  readonly step: (step: Step) => void
  /** Of the group with the focus; undefined on an empty day. */
  readonly group: Group | undefined
  readonly reshape: (to: Stretched) => void
  readonly remove: () => void
  readonly copy: () => void
  readonly paste: () => void
  readonly open: () => void
}

const DAY = 1_440

const ACROSS = { ArrowLeft: 'before', ArrowRight: 'after', ArrowUp: 'up', ArrowDown: 'down' } as const
const UPRIGHT = { ArrowUp: 'before', ArrowDown: 'after', ArrowLeft: 'up', ArrowRight: 'down' } as const

/** By how much each end goes, in slots and days. */
const STRETCHES: Readonly<Record<string, readonly [start: number, end: number, unit: 'slot' | 'day']>> = {
  'Alt+ArrowLeft': [-1, -1, 'slot'],
  'Alt+ArrowRight': [1, 1, 'slot'],
  'Alt+ArrowUp': [-1, -1, 'day'],
  'Alt+ArrowDown': [1, 1, 'day'],
  'Shift+ArrowLeft': [0, -1, 'slot'],
  'Shift+ArrowRight': [0, 1, 'slot'],
  'Shift+ArrowUp': [-1, 0, 'slot'],
  'Shift+ArrowDown': [1, 0, 'slot'],
}

/** The keys of the timeline; whether this one was for it. */
export function pressed(event: KeyboardEvent, actions: KeyActions): boolean {
  const keys = keysOf(event)
  const step = stepFor(keys, actions.isUpright)
  if (step) {
    actions.step(step)
    return true
  }
  if (keys === 'Ctrl+V') {
    actions.paste()
    return true
  }
  if (!actions.group) return onEmptyDay(keys, actions)
  return onGroup(keys, actions.group, actions)
}

function stepFor(keys: string, isUpright: boolean): Step | undefined {
  if (keys === 'Home') return 'first'
  if (keys === 'End') return 'last'
  const arrows: Readonly<Record<string, Step>> = isUpright ? UPRIGHT : ACROSS
  return arrows[keys]
}

function onEmptyDay(keys: string, { open }: KeyActions): boolean {
  if (keys !== 'Enter') return false
  open()
  return true
}

function onGroup(keys: string, group: Group, { reshape, remove, copy }: KeyActions): boolean {
  const by = STRETCHES[keys]
  if (by) {
    const to = stretched(group, by)
    if (to.end > to.start) reshape(to)
    return true
  }
  const act = { Delete: remove, 'Ctrl+C': copy }[keys]
  act?.()
  return act !== undefined
}

function stretched(group: Group, [start, end, unit]: readonly [number, number, 'slot' | 'day']): Stretched {
  const minutes = unit === 'day' ? DAY : (slotLength(group) ?? 15)
  return { start: group.start + start * minutes, end: group.end + end * minutes }
}

/** For the list of shortcuts: keys, and the name of what they do. */
export const LISTED = [
  ['ArrowLeft+ArrowRight', 'walk'],
  ['ArrowUp+ArrowDown', 'people'],
  ['Home+End', 'ends'],
  ['Enter', 'form'],
  ['Alt+ArrowLeft+ArrowRight', 'move'],
  ['Alt+ArrowUp+ArrowDown', 'move_day'],
  ['Shift+ArrowLeft+ArrowRight', 'end'],
  ['Shift+ArrowUp+ArrowDown', 'start'],
  ['Delete', 'remove'],
  ['Ctrl+C', 'copy'],
  ['Ctrl+V', 'paste'],
  ['Escape', 'cancel'],
] as const
