import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { getSession, type SessionView, signIn, signOut } from '../../contract/access.ts'
import type { Role } from '../../domain/access/roles.ts'
import { call, ProblemError } from '../ui/http.ts'
import { sessionResumed } from '../ui/session-end.ts'

/** Who is signed in; null when nobody is. */
export const currentSession = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }): Promise<SessionView | null> =>
    call(getSession, { params: {}, signal }).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 401) return null
      throw error
    }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const HOMES = {
  operator: '/console',
  regulator: '/console',
  professional: '/jour',
  delegate: '/jour',
  coordinator: '/tableau',
  administrator: '/tableau',
} as const satisfies Record<Role, string>

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** Once signed in, whatever was refused for want of a session is read again. */
export function useSignIn(onSignedIn: (session: SessionView) => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Credentials) => call(signIn, { params: {}, body }),
    onSuccess: (session) => {
      cache.setQueryData(currentSession.queryKey, session)
      sessionResumed()
      void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
      onSignedIn(session)
    },
  })
}

/** Leaves nothing of the session in memory. */
export function useSignOut(onSignedOut: () => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => call(signOut, { params: {} }),
    onSuccess: () => {
      cache.clear()
      cache.setQueryData(currentSession.queryKey, null)
      onSignedOut()
    },
  })
}
