import { useEffect, useRef, useSyncExternalStore } from 'react'
import { preferences } from './preferences.ts'

export interface Shortcut {
  readonly run: () => void
  /** What it does, for the list of all shortcuts. */
  readonly label: string
}

/** Keys as in `J`, `Ctrl+Enter`, `F8`, `Escape`, `ArrowDown`, `?`; a bare function is left out of the list. */
export type Shortcuts = Readonly<Record<string, Shortcut | (() => void)>>

interface Layer {
  readonly inDialog: boolean
  readonly shortcuts: () => Shortcuts
}

let layers: readonly Layer[] = []
const listeners = new Set<() => void>()

function setLayers(next: readonly Layer[]) {
  layers = next
  for (const listener of listeners) listener()
}

/**
 * While the component is drawn. For a key asked for twice, the one drawn last answers. Single characters wait until
 * no field has the focus, and can be switched off; behind an open dialog nothing answers but `inDialog`.
 */
export function useShortcuts(shortcuts: Shortcuts, { inDialog = false }: { inDialog?: boolean } = {}) {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const layer: Layer = { inDialog, shortcuts: () => latest.current }
    if (layers.length === 0) window.addEventListener('keydown', answer)
    setLayers([...layers, layer])
    return () => {
      setLayers(layers.filter((other) => other !== layer))
      if (layers.length === 0) window.removeEventListener('keydown', answer)
    }
  }, [inDialog])
}

export interface ListedShortcut {
  readonly keys: string
  readonly label: string
}

/** Every labelled shortcut that answers now, the nearest layer first. */
export function useListedShortcuts(): readonly ListedShortcut[] {
  const all = useSyncExternalStore(subscribe, () => layers)
  const byKeys = new Map<string, string>()
  for (const layer of all.toReversed())
    for (const [keys, shortcut] of Object.entries(layer.shortcuts()))
      if (typeof shortcut === 'object' && !byKeys.has(keys)) byKeys.set(keys, shortcut.label)
  return [...byKeys].map(([keys, label]) => ({ keys, label }))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * `Ctrl+Enter` from what was pressed; the command key counts as control, and letters are capitals. The row of digits
 * gives digits without shift too, since a French keyboard writes `&é"` there.
 */
export function keysOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const single = key.length === 1
  if (/^Digit\d$/.test(code) && !ctrlKey && !metaKey && !altKey) return code.slice(-1)
  const held = [
    (ctrlKey || metaKey) && 'Ctrl',
    altKey && !single && 'Alt',
    shiftKey && !single && 'Shift', // with a single character, shift is part of typing it
    single ? key.toUpperCase() : key,
  ]
  return held.filter(Boolean).join('+')
}

const TYPED_IN = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], [role=listbox]'
const PRESSED = 'a, button, summary, select'

/** Whether the element with the focus has its own use for these keys. */
function isTaken(keys: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (keys.length === 1 && target.closest(TYPED_IN)) return true
  if (keys.startsWith('Arrow')) return target.closest(`${TYPED_IN}, [type=radio]`) !== null
  return (keys === 'Enter' || keys === ' ') && target.closest(`${PRESSED}, ${TYPED_IN}`) !== null
}

function answer(event: KeyboardEvent) {
  const keys = keysOf(event)
  if (event.defaultPrevented || event.isComposing || isTaken(keys, event.target)) return
  if (keys.length === 1 && !preferences().letterShortcuts) return
  const modal = document.querySelector('dialog:modal') !== null
  const shortcut = layers.findLast((layer) => (!modal || layer.inDialog) && layer.shortcuts()[keys])?.shortcuts()[keys]
  if (!shortcut) return
  event.preventDefault()
  if (typeof shortcut === 'function') shortcut()
  else shortcut.run()
}
