import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** What one person sets on one device. */
export interface Preferences {
  readonly theme: Theme
  /** Shortcuts made of a single character (WCAG 2.1.4). */
  readonly letterShortcuts: boolean
}

const KEY = 'passerelle.preferences'
const DEFAULTS: Preferences = { theme: 'system', letterShortcuts: true }

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    const { theme, letterShortcuts } = { ...DEFAULTS, ...(kept as Partial<Preferences>) }
    return { theme: THEMES.find((known) => known === theme) ?? 'system', letterShortcuts: letterShortcuts !== false }
  } catch {
    return DEFAULTS // storage refused or spoilt: the device starts afresh
  }
}

let current: Preferences | undefined
const listeners = new Set<() => void>()

export function preferences(): Preferences {
  current ??= read()
  return current
}

export function prefer(change: Partial<Preferences>) {
  current = { ...preferences(), ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // a device that keeps nothing still obeys until the page is closed
  }
  applyTheme()
  for (const listener of listeners) listener()
}

/** Follows the system unless told otherwise; called once before the first drawing. */
export function applyTheme() {
  const { theme } = preferences()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const usePreferences = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, preferences)
