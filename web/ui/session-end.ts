import { useSyncExternalStore } from 'react'

let ended = false
const listeners = new Set<() => void>()

function set(value: boolean) {
  ended = value
  for (const listener of listeners) listener()
}

/** The server no longer knows this session: the sign-in is asked again above the open screen, which stays as it is. */
export const sessionEnded = () => set(true)
export const sessionResumed = () => set(false)

export const useSessionEnded = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )
