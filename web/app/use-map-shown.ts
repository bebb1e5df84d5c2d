import { useState, useSyncExternalStore } from 'react'

const roomy = () => window.matchMedia('(min-width: 1360px)')

const useIsRoomy = () =>
  useSyncExternalStore(
    (listener) => {
      const query = roomy()
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => roomy().matches,
  )

/** Shown where there is room for it, until somebody says otherwise. */
export function useMapShown() {
  const isRoomy = useIsRoomy()
  const [wanted, setWanted] = useState<boolean>()
  const isShown = wanted ?? isRoomy
  return { isShown, toggle: () => setWanted(!isShown) }
}
