import { useNavigate, useParams } from '@tanstack/react-router'
import { AbsencesScreen } from '../agenda/absences-screen.tsx'
import { CalendarsScreen } from '../agenda/calendars-screen.tsx'
import { GuideScreen } from '../agenda/guide-screen.tsx'
import { OpeningScreen } from '../agenda/opening-screen.tsx'
import { OpeningsScreen } from '../agenda/openings-screen.tsx'
import { usePractitioner } from './use-practitioner.ts'

export function GuidePage() {
  const practitionerId = usePractitioner()
  return practitionerId && <GuideScreen practitionerId={practitionerId} />
}

export function OpeningsPage() {
  const practitionerId = usePractitioner()
  return practitionerId && <OpeningsScreen practitionerId={practitionerId} />
}

export function OpeningPage() {
  const practitionerId = usePractitioner()
  const navigate = useNavigate()
  const { openingId } = useParams({ from: '/inside/jour/ouvertures/$openingId' })
  const onDone = () => void navigate({ to: '/jour/ouvertures', search: true })
  return practitionerId && <OpeningScreen practitionerId={practitionerId} openingId={openingId} onDone={onDone} />
}

export function AbsencesPage() {
  const practitionerId = usePractitioner()
  return practitionerId && <AbsencesScreen practitionerId={practitionerId} />
}

export function CalendarsPage() {
  const practitionerId = usePractitioner()
  return practitionerId && <CalendarsScreen practitionerId={practitionerId} />
}
