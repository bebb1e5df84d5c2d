import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { AppointmentView } from '../../contract/booking.ts'
import type { RequestView } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { BookedPanel } from '../booking/booked-panel.tsx'
import { usePersonText } from '../requests/person-text.ts'
import { inOrder } from '../requests/progress.ts'
import { queue } from '../requests/request-queries.ts'
import { serverNow } from '../ui/server-clock.ts'
import { effortOf, preciseDuration } from './effort.ts'
import type { ConsoleState } from './use-console.ts'

interface BookedSideProps {
  readonly request: RequestView
  readonly appointment: AppointmentView
  readonly session: SessionView
  readonly state: ConsoleState
}

/** What was booked, and the request that waits next. */
export function BookedSide({ request, appointment, session, state }: BookedSideProps) {
  const { t } = useTranslation()
  const person = usePersonText()
  const { data: rows = [], refetch } = useQuery(queue('open'))
  const next = inOrder(rows, serverNow()).find(
    ({ id, state: at, takenBy }) =>
      id !== request.id && isWaiting(at) && at !== 'PROPOSED' && (!takenBy || takenBy.id === session.accountId),
  )
  const effort = effortOf(request.id, appointment.bookedAt)
  return (
    <BookedPanel
      key={appointment.id}
      appointment={appointment}
      next={next ? [next.reason, person(next), next.commune].join(', ') : null}
      effort={
        effort ? t('console.effort', { time: preciseDuration(effort.milliseconds), strokes: effort.strokes }) : null
      }
      onNext={() => (next ? state.open(next) : state.close())}
      onCancelled={() => void refetch()}
    />
  )
}
