import { type ReactNode, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'

type Place = 'middle' | 'end'

const targets = new Map<Place, HTMLElement>()
const listeners = new Set<() => void>()

function setTarget(place: Place, element: HTMLElement | null) {
  if (element) targets.set(place, element)
  else targets.delete(place)
  for (const listener of listeners) listener()
}

const refs = {
  middle: (element: HTMLElement | null) => setTarget('middle', element),
  end: (element: HTMLElement | null) => setTarget('end', element),
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where the top bar leaves room for the open screen. */
export const BarSlotTarget = ({ place }: { place: Place }) => <div className="top-bar-slot" ref={refs[place]} />

/** Puts what belongs to a screen (search, health of the sources, sections) into the top bar. */
export function BarSlot({ place, children }: { place: Place; children: ReactNode }) {
  const target = useSyncExternalStore(listen, () => targets.get(place))
  return target ? createPortal(children, target) : null
}
