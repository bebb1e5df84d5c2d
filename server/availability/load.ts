import { applySlot, newPicture, type Picture } from '../../domain/availability/picture.ts'
import type { Policy } from '../../domain/territory/policy.ts'
import { DAY, type Instant } from '../../domain/time/interval.ts'
import {
  type Calendars,
  NOTHING_SEEN,
  type PictureSource,
  type ShownLocation,
  type ShownPractitioner,
} from '../database/availability.ts'
import type { Reference } from '../reference.ts'

/** A territory as the search needs it. */
export interface LiveTerritory {
  readonly id: string
  readonly zone: string
  readonly communes: ReadonlySet<string>
  readonly policies: readonly Policy[]
}

/** The picture with what is shown beside its numbers, rendered once. */
export interface Loaded {
  readonly picture: Picture
  readonly territories: ReadonlyMap<string, LiveTerritory>
  /** JSON of each practice and location, by number. */
  readonly practiceJson: readonly string[]
  readonly locationJson: readonly string[]
  /** Name of the commune of each location. */
  readonly communes: readonly string[]
  readonly practitioners: readonly ShownPractitioner[]
  readonly locations: readonly ShownLocation[]
  /** Minutes by road to each location, by commune of departure: reckoned at its first use. */
  readonly roads: Map<string, Uint16Array>
  /** What is shown of each slot, by its id, and of which version. */
  readonly slotTexts: Map<string, { readonly version: number; readonly text: string }>
  /** Of each professional who has some. */
  calendars: Calendars
  /** What was committed when it was read last. */
  snapshot: string
  /** The picture shows everything committed before this instant. */
  freshAt: Instant
}

/** Nothing yet, and known to be out of date. */
export const emptyPicture = (): Loaded => ({
  picture: newPicture([], [], 1),
  territories: new Map(),
  practiceJson: [],
  locationJson: [],
  communes: [],
  practitioners: [],
  locations: [],
  roads: new Map(),
  slotTexts: new Map(),
  calendars: new Map(),
  snapshot: NOTHING_SEEN,
  freshAt: 0,
})

/** Slots of the week's past count to loads and caps, so they are read too. */
const BACK = 8 * DAY

/** Reads the free capacity of all territories, as one snapshot. */
export async function loadPicture(source: PictureSource, reference: Reference, now: Instant): Promise<Loaded> {
  const { snapshot, practitioners, locations, slots, territories } = await source.readPicture(now - BACK)
  const calendars = await source.readCalendars()
  const { communeOf } = reference
  const placed = locations.map((location) => withPosition(location, reference))
  const picture = newPicture(practitioners, placed, Math.max(1024, slots.length))
  for (const slot of slots) applySlot(picture, slot)
  return {
    picture,
    territories: new Map(territories.map((territory) => [territory.id, territory])),
    practiceJson: practitioners.map(practitionerJson),
    locationJson: placed.map((location) => locationJson(location, reference)),
    communes: placed.map(({ communeCode }) => communeOf(communeCode)?.name ?? communeCode),
    practitioners,
    locations: placed,
    roads: new Map(),
    slotTexts: new Map(),
    calendars,
    snapshot,
    freshAt: now,
  }
}

const withPosition = (location: ShownLocation, { communeOf }: Reference): ShownLocation => {
  if (Number.isFinite(location.latitude)) return location
  const commune = communeOf(location.communeCode)
  return { ...location, latitude: commune?.latitude ?? 0, longitude: commune?.longitude ?? 0 }
}

const practitionerJson = ({ practitionerId, name, professionCode, specialtyCodes }: ShownPractitioner): string =>
  JSON.stringify({ id: practitionerId, name, professionCode, specialtyCodes })

const locationJson = (location: ShownLocation, { communeOf }: Reference): string =>
  JSON.stringify({
    id: location.locationId,
    name: location.name,
    address: location.address,
    commune: communeOf(location.communeCode)?.name ?? location.communeCode,
    phone: location.phone,
    latitude: location.latitude,
    longitude: location.longitude,
  })
