import { useState } from 'react'
import type { Guide } from './guide-steps.ts'

const keyOf = (practitionerId: string) => `passerelle.guide.${practitionerId}`

/** Nothing is lost when the page is read again; it goes with the tab, and holds nothing of anybody. */
export function useKeptGuide(practitionerId: string, begin: () => Guide) {
  const [guide, setGuide] = useState<Guide>(() => kept(practitionerId) ?? begin())
  const keep = (next: Guide) => {
    setGuide(next)
    sessionStorage.setItem(keyOf(practitionerId), JSON.stringify(next))
  }
  const forget = () => sessionStorage.removeItem(keyOf(practitionerId))
  return { guide, keep, forget }
}

/** What was kept by this version of the screens; anything else begins again. */
function kept(practitionerId: string): Guide | undefined {
  const text = sessionStorage.getItem(keyOf(practitionerId))
  try {
    const guide = text === null ? undefined : (JSON.parse(text) as Partial<Guide>)
    return guide?.step && guide.opening?.hours ? (guide as Guide) : undefined
  } catch {
    return undefined
  }
}
