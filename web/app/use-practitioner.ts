import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { currentSession } from '../access/session.ts'

/** Whose agenda is open: the one in the address, or the first for whom the signed-in person acts. */
export function usePractitioner(): string | undefined {
  const { data: session } = useSuspenseQuery(currentSession)
  const { pour } = useSearch({ from: '/inside/jour' })
  const practitioners = session?.practitioners ?? []
  return (practitioners.find(({ id }) => id === pour) ?? practitioners[0])?.id
}
