import { z } from 'zod'
import { AsOf, OfferView } from '../../contract/matching.ts'

/** What the screen knew of a place when it was held. A professional's hours: nothing of the patient. */
const HeldPlace = z.object({
  slotId: z.string(),
  startsAt: z.string(),
  practitioner: z.string(),
  commune: z.string(),
  offer: OfferView.optional(),
  asOf: AsOf,
})
export type HeldPlace = z.infer<typeof HeldPlace>

const KEY = 'passerelle.held'
const MOST = 8

function read(): HeldPlace[] {
  try {
    return z.array(HeldPlace).parse(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'))
  } catch {
    return [] // storage refused or spoilt: the place is looked up in the list instead
  }
}

let places: HeldPlace[] | undefined

/** Kept for the time of the tab, so that a reload during a hold still says what to say. */
export function rememberPlace(place: HeldPlace) {
  places = [place, ...(places ?? read()).filter(({ slotId }) => slotId !== place.slotId)].slice(0, MOST)
  try {
    sessionStorage.setItem(KEY, JSON.stringify(places))
  } catch {
    // a tab that keeps nothing still knows until it is reloaded
  }
}

export function heldPlace(slotId: string): HeldPlace | undefined {
  places ??= read()
  return places.find((place) => place.slotId === slotId)
}
