import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { DayScreen } from '../agenda/day-screen.tsx'
import { OpenScreen } from '../agenda/open-screen.tsx'
import { RequestsScreen } from '../agenda/requests-screen.tsx'
import { ShareScreen } from '../agenda/share-screen.tsx'
import { VisitScreen } from '../agenda/visit-screen.tsx'
import { usePractitioner } from './use-practitioner.ts'

export function TodayPage() {
  const practitionerId = usePractitioner()
  return practitionerId && <DayScreen practitionerId={practitionerId} />
}

export function OpenPage() {
  const practitionerId = usePractitioner()
  const navigate = useNavigate()
  const { jour } = useSearch({ from: '/inside/jour/ouvrir' })
  const onOpened = () => void navigate({ to: '/jour' })
  return practitionerId && <OpenScreen practitionerId={practitionerId} day={jour} onOpened={onOpened} />
}

export function RequestsPage() {
  const practitionerId = usePractitioner()
  return practitionerId && <RequestsScreen practitionerId={practitionerId} />
}

export function SharePage() {
  const practitionerId = usePractitioner()
  return practitionerId && <ShareScreen practitionerId={practitionerId} />
}

export function VisitPage() {
  const practitionerId = usePractitioner()
  const { appointmentId } = useParams({ from: '/inside/jour/visite/$appointmentId' })
  const { jour } = useSearch({ from: '/inside/jour/visite/$appointmentId' })
  return practitionerId && <VisitScreen practitionerId={practitionerId} appointmentId={appointmentId} pastDay={jour} />
}
