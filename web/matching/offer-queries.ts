import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { getCapacity, listOffers, type OfferList, previewOffers } from '../../contract/matching.ts'
import { call } from '../ui/http.ts'

export type Need = z.input<NonNullable<typeof previewOffers.body>>

/** Read again now and then, for the day when announcements do not come through. */
const SAFETY = 15_000
const PREVIEW_PAUSE = 150

/** Every slot that suits a request, best first, page after page. */
export const offersFor = (requestId: string) =>
  infiniteQueryOptions({
    queryKey: ['offers', requestId],
    queryFn: ({ pageParam, signal }) =>
      call(listOffers, { params: { requestId }, query: pageParam ? { after: pageParam } : {}, signal }),
    initialPageParam: '',
    getNextPageParam: (last: OfferList) => last.next ?? undefined,
    refetchInterval: SAFETY,
  })

/** Who was left out, and why; asked only when somebody wonders. */
export const exclusionsFor = (requestId: string) =>
  queryOptions({
    queryKey: ['offers', requestId, 'excluded'],
    queryFn: ({ signal }) => call(listOffers, { params: { requestId }, query: { limit: 1, excluded: 'true' }, signal }),
  })

const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, PREVIEW_PAUSE)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('superseded', 'AbortError'))
    })
  })

/** The offers for a need still being typed. A need that is typed over before the pause ends is never asked for. */
export const previewFor = (need: Need) =>
  queryOptions({
    queryKey: ['offers', 'preview', need],
    queryFn: async ({ signal }) => {
      await pause(signal)
      return call(previewOffers, { params: {}, query: { limit: 40 }, body: need, signal })
    },
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  })

export const capacity = queryOptions({
  queryKey: ['capacity'],
  queryFn: ({ signal }) => call(getCapacity, { params: {}, signal }),
  refetchInterval: 60_000,
})
