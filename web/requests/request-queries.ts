import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { findCaller } from '../../contract/identity.ts'
import {
  closeRequest,
  createCareRequest,
  getRequest,
  listRequests,
  moveRequest,
  type RequestView,
  takeRequest,
} from '../../contract/requests.ts'
import { call } from '../ui/http.ts'

/** Read again now and then, for the day when announcements do not come through. */
const SAFETY = 30_000

export const queue = (view: 'open' | 'closed-today') =>
  queryOptions({
    queryKey: ['requests', 'list', view],
    queryFn: async ({ signal }) => (await call(listRequests, { params: {}, query: { view }, signal })).requests,
    refetchInterval: SAFETY,
  })

export const oneRequest = (requestId: string) =>
  queryOptions({
    queryKey: ['requests', 'one', requestId],
    queryFn: ({ signal }) => call(getRequest, { params: { requestId }, signal }),
    refetchInterval: SAFETY,
  })

export const callersFor = (text: string) =>
  queryOptions({
    queryKey: ['callers', text],
    queryFn: async ({ signal }) => (await call(findCaller, { params: {}, body: { text }, signal })).callers,
    staleTime: 10_000,
    gcTime: 60_000,
  })

/** Shows the request as the server answers it, and reads the queue again. */
function useRequestAnswered() {
  const cache = useQueryClient()
  return (request: RequestView) => {
    cache.setQueryData(oneRequest(request.id).queryKey, request)
    void cache.invalidateQueries({ queryKey: ['requests', 'list'] })
    void cache.invalidateQueries({ queryKey: ['offers', request.id] })
  }
}

export function useCreateRequest() {
  const answered = useRequestAnswered()
  return useMutation({
    mutationFn: (body: Body<typeof createCareRequest>) => call(createCareRequest, { params: {}, body }),
    onSuccess: answered,
  })
}

type Body<E extends { readonly body?: z.ZodType }> = z.input<NonNullable<E['body']>>

interface Asked<Body> {
  readonly requestId: string
  readonly body: Body
}

export function useTakeRequest() {
  const answered = useRequestAnswered()
  return useMutation({
    mutationFn: ({ requestId, body }: Asked<Body<typeof takeRequest>>) =>
      call(takeRequest, { params: { requestId }, body }),
    onSuccess: answered,
  })
}

export function useMoveRequest() {
  const answered = useRequestAnswered()
  return useMutation({
    mutationFn: ({ requestId, body }: Asked<Body<typeof moveRequest>>) =>
      call(moveRequest, { params: { requestId }, body }),
    onSuccess: answered,
  })
}

export function useCloseRequest() {
  const answered = useRequestAnswered()
  return useMutation({
    mutationFn: ({ requestId, body }: Asked<Body<typeof closeRequest>>) =>
      call(closeRequest, { params: { requestId }, body }),
    onSuccess: answered,
  })
}
