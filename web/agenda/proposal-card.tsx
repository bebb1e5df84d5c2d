import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VisitView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { capital, clockTime, spokenTime } from '../ui/format.ts'
import { announce } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { useAnswer } from './agenda.ts'
import { detail, unnamed } from './agenda-words.ts'
import { dayOfVisit } from './visit-day.ts'

interface ProposalCardProps {
  readonly practitionerId: string
  readonly visit: VisitView
  readonly today: string
}

const QUARTER = 15 * 60_000

/** A patient en sus, still unnamed: yes with an hour, or no, in one tap each. */
export function ProposalCard({ practitionerId, visit, today }: ProposalCardProps) {
  const { t } = useTranslation()
  const { zone } = visit
  const hours = hoursOf(visit)
  const [chosen, setChosen] = useState<string>()
  const startsAt = chosen ?? hours[0] ?? visit.startsAt
  const answer = useAnswer(practitionerId)
  const say = (accepted: boolean) =>
    answer.mutate(
      { appointmentId: visit.id, startsAt: accepted ? startsAt : null },
      {
        onSuccess: () =>
          announce(t(accepted ? 'agenda.accepted' : 'agenda.declined', { time: spokenTime(startsAt, zone) })),
      },
    )
  return (
    <section className="card card-asking" aria-label={t('agenda.proposal')}>
      <h2>{t('agenda.proposal')}</h2>
      <p className="proposal-who">{`${unnamed(t, visit.patient)}, ${visit.patient.commune}`}</p>
      <p className="quiet">{detail(t, visit)}</p>
      <p className="quiet">
        {t('agenda.proposal_when', {
          day: capital(dayOfVisit(visit.startsAt, zone, today)),
          from: spokenTime(visit.startsAt, zone),
          until: spokenTime(visit.endsAt, zone),
        })}
      </p>
      <SelectField
        label={t('agenda.proposal_hour')}
        value={startsAt}
        options={hours.map((value) => ({ value, label: clockTime(value, zone) }))}
        onChange={setChosen}
      />
      <div className="two-buttons">
        <Button variant="primary" busy={answer.isPending} onClick={() => say(true)}>
          {answer.isPending ? t('agenda.answering') : t('agenda.accept', { time: clockTime(startsAt, zone) })}
        </Button>
        <Button busy={answer.isPending} onClick={() => say(false)}>
          {t('agenda.decline')}
        </Button>
      </div>
    </section>
  )
}

/** Every quarter of an hour of what was opened that is still to come. */
function hoursOf({ startsAt, endsAt }: VisitView): string[] {
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)]
  const all = Array.from(
    { length: Math.max(1, Math.ceil((end - start) / QUARTER)) },
    (_, index) => start + index * QUARTER,
  )
  const toCome = all.filter((instant) => instant > serverNow())
  return (toCome.length > 0 ? toCome : all.slice(0, 1)).map((instant) => new Date(instant).toISOString())
}
