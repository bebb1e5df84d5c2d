import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VisitView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { capital, clockTime } from '../ui/format.ts'
import { dayOf } from '../ui/wall-time.ts'
import { discreet, genderOf, outcomeWord } from './agenda-words.ts'
import { useSayOutcome } from './say-outcome.ts'
import { dayOfVisit } from './visit-day.ts'

interface OutcomeCardProps {
  readonly practitionerId: string
  readonly visit: VisitView
  readonly today: string
}

/** « 13:40, est-il venu ? »: one tap says it. */
export function OutcomeCard({ practitionerId, visit, today }: OutcomeCardProps) {
  const { t } = useTranslation()
  const say = useSayOutcome(practitionerId)
  const day = dayOf(Date.parse(visit.startsAt), visit.zone)
  const pastDay = day === today ? undefined : day
  const question = useQuestion(visit, today, pastDay !== undefined)
  const who = discreet(t, visit.patient)
  return (
    <section className="card" aria-label={`${question} ${who}`}>
      <div className="card-head">
        <h2>{question}</h2>
        <Link
          to="/jour/visite/$appointmentId"
          params={{ appointmentId: visit.id }}
          search={(kept) => ({ ...kept, jour: pastDay })}
          className="quiet small card-link"
        >
          {who}
        </Link>
      </div>
      <div className="two-buttons">
        <Button icon="tick" tone="green" onClick={() => say(visit, 'came')}>
          {outcomeWord(t, 'came', visit.patient)}
        </Button>
        <Button icon="person-cross" onClick={() => say(visit, 'did-not-come')}>
          {outcomeWord(t, 'did-not-come', visit.patient)}
        </Button>
      </div>
    </section>
  )
}

/** Names the day only when it is not today. */
function useQuestion({ startsAt, zone, patient }: VisitView, today: string, isPast: boolean): string {
  const { t } = useTranslation()
  const question = t(`agenda.asked_${genderOf(patient)}`, { time: clockTime(startsAt, zone) })
  return isPast ? capital(t('agenda.asked_day', { day: dayOfVisit(startsAt, zone, today), question })) : question
}
