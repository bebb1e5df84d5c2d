import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listOpenings } from '../../contract/openings.ts'
import { getTeamAgenda } from '../../contract/team.ts'
import { call } from '../ui/http.ts'

/** Which days are shown: how many, from which on. */
export interface Period {
  readonly from: string
  readonly days: number
}

export const teamOf = ({ from, days }: Period) =>
  queryOptions({
    queryKey: ['agenda', 'team', from, days],
    queryFn: ({ signal }) => call(getTeamAgenda, { params: {}, query: { from, days }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

/** What was opened for one professional, and who changed what. */
export const openingsOf = (practitionerId: string) =>
  queryOptions({
    queryKey: ['agenda', 'openings', practitionerId],
    queryFn: ({ signal }) => call(listOpenings, { params: {}, query: { practitionerId }, signal }),
  })
