import type { Instant } from '../time/interval.ts'
import { dayNumber, offsetAt } from '../time/wall-clock.ts'
import type { Picture } from './picture.ts'

export interface HourOfPlaces {
  /** 0 to 23 by the territory's clocks. */
  readonly hour: number
  taken: number
  free: number
}

/** The places that a territory sees today, hour by hour, and how many are free tomorrow. */
export function capacityOf(
  picture: Picture,
  territoryId: string,
  zone: string,
  now: Instant,
): { hours: HourOfPlaces[]; freeTomorrow: number } {
  const today = dayNumber(now, zone)
  const hours = Array.from({ length: 24 }, (_, hour): HourOfPlaces => ({ hour, taken: 0, free: 0 }))
  let freeTomorrow = 0
  for (const row of rowsSeen(picture, territoryId)) {
    const start = picture.columns.start[row] ?? 0
    const free = freeOf(picture, row, now)
    const day = dayNumber(start, zone) - today
    if (day === 1) freeTomorrow += free
    const place = day === 0 ? hours[Math.floor((start + offsetAt(start, zone)) / 3_600_000) % 24] : undefined
    if (!place) continue
    place.taken += (picture.columns.capacity[row] ?? 0) - (picture.columns.free[row] ?? 0)
    place.free += free
  }
  return { hours, freeTomorrow }
}

function rowsSeen({ practices }: Picture, territoryId: string): number[] {
  const seen = practices.filter(({ audiences }) => audiences.some((audience) => audience.territoryId === territoryId))
  return seen.flatMap(({ slots }) => slots)
}

/** Of what was taken back, or is the professional's own again, nothing is free any more. */
function freeOf({ columns }: Picture, row: number, now: Instant): number {
  const isOffered = !columns.withdrawn[row] && (columns.releaseAt[row] ?? 0) > now
  return isOffered ? (columns.free[row] ?? 0) : 0
}
