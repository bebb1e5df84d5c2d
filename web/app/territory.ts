import { queryOptions, useQuery } from '@tanstack/react-query'
import { getTerritory, type TerritoryView } from '../../contract/territory.ts'
import type { MapHome } from '../matching/map-point.ts'
import { communeOf } from '../requests/searches.ts'
import { call } from '../ui/http.ts'

/** The territory one works in: communes, policy in force. */
export const territory = queryOptions({
  queryKey: ['territory', 'view'],
  queryFn: ({ signal }) => call(getTerritory, { params: {}, signal }),
  staleTime: 300_000,
})

/** What a hold lasts until the policy is read; the server decides in any case. */
const POLICY = { holdMinutes: 3, holdExtensionMinutes: 1 }

export const usePolicy = () => useQuery(territory).data?.policy ?? POLICY

/** Where a commune is, inside the territory or not. */
export function useHome(code: string | undefined): MapHome | undefined {
  const { data: known } = useQuery(territory)
  const inside = known?.communes.find((commune) => commune.code === code)
  const { data: outside } = useQuery({
    queryKey: ['territory', 'commune', code],
    queryFn: () => communeOf(code ?? '').then((found) => found ?? null),
    enabled: code !== undefined && known !== undefined && !inside,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return inside ?? outside ?? undefined
}

const MOST_TOWNS = 6
const NO_TOWNS: readonly MapHome[] = []
const largest = ({ communes }: TerritoryView): readonly MapHome[] =>
  [...communes].sort((a, b) => b.population - a.population).slice(0, MOST_TOWNS)

/** The largest communes, whose names are enough to find one's way. */
export const useTowns = (): readonly MapHome[] => useQuery({ ...territory, select: largest }).data ?? NO_TOWNS
