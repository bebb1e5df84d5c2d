import { queryOptions, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getTerritoryMap } from '../../contract/territory.ts'
import { call } from '../ui/http.ts'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import type { MapHome, MapPoint } from './map-point.ts'

const territoryMap = queryOptions({
  queryKey: ['territory', 'map'],
  queryFn: ({ signal }) => call(getTerritoryMap, { params: {}, signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

const LeafletMap = lazy(async () => ({ default: (await import('./leaflet-map.tsx')).LeafletMap }))

interface TerritoryMapProps {
  readonly points: readonly MapPoint[]
  readonly home?: MapHome | undefined
  /** Whose names are written. */
  readonly towns: readonly MapHome[]
}

/** The list's numbers where they are. Everything on it is in the list, so it is one stop with a text summary. */
export function TerritoryMap({ points, home, towns }: TerritoryMapProps) {
  const { t } = useTranslation()
  const map = useQuery(territoryMap)
  const listed = points.map(({ number, name }) => t('matching.map.point', { number, name })).join(', ')
  const summary = [
    home ? t('matching.map.home', { commune: home.name }) : '',
    points.length > 0 ? t('matching.map.points', { count: points.length, listed }) : t('matching.map.alone'),
  ]
    .filter(Boolean)
    .join(' ')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop, which reads the summary
    <div className="map" role="img" aria-label={summary} tabIndex={0}>
      {map.isError && <ProblemNotice error={map.error} retry={map.refetch} />}
      {map.data && (
        <Suspense fallback={<Waiting>{t('matching.waiting')}</Waiting>}>
          <LeafletMap outlines={map.data} points={points} home={home} towns={towns} />
        </Suspense>
      )}
      <p className="map-source">{t('app.map_source')}</p>
    </div>
  )
}
