import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getBoard, listIndicatorEvents } from '../../contract/indicators.ts'
import { getTerritoryMap } from '../../contract/territory.ts'
import type { Indicator } from '../../domain/indicators/indicators.ts'
import { call } from '../ui/http.ts'

/** What of the board is open: it is in the address, so that a finding can be sent to somebody. */
export interface BoardSelection {
  readonly indicator?: Indicator | undefined
  readonly week?: string | undefined
  readonly commune?: string | undefined
  readonly source?: string | undefined
}

/** Whoever looks at the board changes one part of it; undefined takes a part away. */
export type Select = (change: BoardSelection) => void

export const boardOf = (source: string | undefined) =>
  queryOptions({
    queryKey: ['indicators', 'board', source],
    queryFn: ({ signal }) => call(getBoard, { params: {}, query: { source }, signal }),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })

const MOST_EVENTS = 100

export interface Opened extends BoardSelection {
  readonly indicator: Indicator
  readonly counted?: boolean | undefined
}

/** The unnamed requests behind one part of a figure. */
export const eventsBehind = ({ indicator, ...part }: Opened) =>
  queryOptions({
    queryKey: ['indicators', 'events', indicator, part],
    queryFn: ({ signal }) =>
      call(listIndicatorEvents, {
        params: { name: indicator },
        query: { ...part, counted: part.counted === undefined ? undefined : String(part.counted), limit: MOST_EVENTS },
        signal,
      }),
  })

export const territoryMap = queryOptions({
  queryKey: ['territory', 'map'],
  queryFn: ({ signal }) => call(getTerritoryMap, { params: {}, signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
