import type { Dated } from '../time/dated.ts'
import type { Minutes } from '../time/interval.ts'
import type { Precision } from './commune.ts'

/** A position in degrees WGS 84, and how far to trust it. A `Commune` is one. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly precision: Precision
}

/** A stretch of the way: its length by road, and how fast it is driven. The last one has no end. */
export interface Stretch {
  readonly km: number
  readonly kmPerHour: number
}

/** How a distance becomes minutes. A territory may vote its own; travel times of the past keep theirs. */
export interface TravelModel extends Dated {
  /** Road length for one kilometre of great circle. */
  readonly detour: number
  /** To leave and to park. */
  readonly fixedMinutes: Minutes
  readonly stretches: readonly Stretch[]
  /** Never less, not even within one commune: what the less certain of the two positions may hide. */
  readonly leastMinutes: Readonly<Record<Precision, Minutes>>
}

/** Orders of magnitude, not measurements: the first kilometres in streets, then ever larger roads. */
export const DEFAULT_TRAVEL_MODEL: TravelModel = {
  from: '2024-01-01',
  source: 'Estimate of the project, not measured; great-circle distance, detour 1.3, speed rising with distance',
  detour: 1.3,
  fixedMinutes: 2,
  stretches: [
    { km: 5, kmPerHour: 30 },
    { km: 15, kmPerHour: 50 },
    { km: 30, kmPerHour: 65 },
    { km: Number.POSITIVE_INFINITY, kmPerHour: 90 },
  ],
  leastMinutes: { point: 4, 'by-hand': 6, 'postal-code': 8, epci: 12, department: 30 },
}

const EARTH_RADIUS_KM = 6371

/** Great-circle kilometres between two positions. */
export function distanceKm(a: Omit<Place, 'precision'>, b: Omit<Place, 'precision'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const haversine = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const h =
    haversine(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * haversine(b.longitude - a.longitude)
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Minutes by road, estimated, the same both ways: farther is never shorter between equally certain positions. */
export function travelMinutes(from: Place, to: Place, model: TravelModel): Minutes {
  const estimate = Math.round(model.fixedMinutes + drivingMinutes(distanceKm(from, to) * model.detour, model))
  return Math.max(estimate, model.leastMinutes[from.precision], model.leastMinutes[to.precision])
}

function drivingMinutes(roadKm: number, { stretches }: TravelModel): number {
  let remaining = roadKm
  let minutes = 0
  for (const { km, kmPerHour } of stretches) {
    const driven = Math.min(remaining, km)
    minutes += (driven / kmPerHour) * 60
    remaining -= driven
  }
  return minutes
}
