import '../preparation/preparation.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { currentSession } from '../access/session.ts'
import { PreparationScreen } from '../preparation/preparation-screen.tsx'

/** Where the coordinator prepares agendas, by the clock of the territory. */
export function PreparationPage() {
  const { data: session } = useSuspenseQuery(currentSession)
  return session && <PreparationScreen zone={session.zone} />
}
