import { QueryClient } from '@tanstack/react-query'
import { UnreachableError } from '../ui/http.ts'

/** A "no" from the server is an answer and is not asked again; silence is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => error instanceof UnreachableError && failures < 2 },
    mutations: { networkMode: 'always' },
  },
})
