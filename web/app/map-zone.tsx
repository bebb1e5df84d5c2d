import { useTranslation } from 'react-i18next'
import type { Entry } from '../matching/entries.ts'
import type { MapHome, MapPoint } from '../matching/map-point.ts'
import { SourcesHealth } from '../matching/sources-health.tsx'
import { TerritoryMap } from '../matching/territory-map.tsx'
import { useOfflineSince } from './live-notices.tsx'
import { useTowns } from './territory.ts'

const MOST_POINTS = 12

/** The list's numbers where they are; a place that several share keeps the smallest. */
export function pointsOf(entries: readonly Entry[], chosenSlot: string | undefined): MapPoint[] {
  const points = entries.slice(0, MOST_POINTS).flatMap(({ number, best, times }, index) => {
    const { latitude, longitude, commune } = best.location
    const isChosen = chosenSlot ? times.some(({ slotId }) => slotId === chosenSlot) : false
    if (latitude === null || longitude === null) return []
    return [{ number, latitude, longitude, name: commune, isChosen: isChosen || (index === 0 && chosenSlot === '') }]
  })
  return points.filter(
    (point) => point.isChosen || !points.some((other) => other.number < point.number && isSamePlace(other, point)),
  )
}

const isSamePlace = (one: MapPoint, other: MapPoint) =>
  one.latitude === other.latitude && one.longitude === other.longitude

/** Beside the list, where there is room. */
export function MapZone({ points, home }: { points: readonly MapPoint[]; home: MapHome | undefined }) {
  const { t } = useTranslation()
  return (
    <section className="zone map-zone" aria-label={t('console.map')} data-zone="map">
      <TerritoryMap points={points} home={home} towns={useTowns()} />
      <SourcesHealth silentSince={useOfflineSince()} />
    </section>
  )
}
