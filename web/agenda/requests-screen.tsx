import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { WithAgenda } from './agenda-states.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { dayOfVisit } from './visit-day.ts'

/** What waits for a yes or a no, and what colleagues said of one's own patients. */
export function RequestsScreen({ practitionerId }: { practitionerId: string }) {
  return (
    <WithAgenda practitionerId={practitionerId}>
      {(agenda) => (
        <>
          {agenda.proposals.map((visit) => (
            <ProposalCard key={visit.id} practitionerId={practitionerId} visit={visit} today={agenda.today} />
          ))}
          {agenda.proposals.length === 0 && <NoRequest agenda={agenda} />}
          <Feedback agenda={agenda} />
        </>
      )}
    </WithAgenda>
  )
}

function NoRequest({ agenda }: { agenda: AgendaView }) {
  const { t } = useTranslation()
  const shared = agenda.days[1]?.slots.filter(({ freePlaces }) => freePlaces > 0).length ?? 0
  return (
    <section className="card">
      <h2>{t('agenda.no_requests')}</h2>
      <p className="quiet">
        {shared > 0 ? t('agenda.no_requests_shared', { count: shared }) : t('agenda.no_requests_open')}
      </p>
    </section>
  )
}

function Feedback({ agenda: { feedback, zone, today } }: { agenda: AgendaView }) {
  const { t } = useTranslation()
  return (
    <section className="card">
      <h2>{t('agenda.feedback')}</h2>
      {feedback.length === 0 && <p className="quiet small">{t('agenda.feedback_none')}</p>}
      <ul className="feedback-list">
        {feedback.map(({ at, by, code, text, patient }) => (
          <li key={`${at} ${patient}`}>
            <p>
              <strong>{patient || t('agenda.one_of_yours')}</strong>
              <span className="quiet small feedback-day">{dayOfVisit(at, zone, today)}</span>
            </p>
            <p>{codeWords(t, code)}</p>
            {text && <p>{text}</p>}
            <p className="quiet small">{by}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const CODES = ['treated', 'see-again', 'exam-pending', 'other'] as const

function codeWords(t: TFunction, code: string): string {
  const known = CODES.find((one) => one === code)
  return known ? t(`agenda.code.${known}`) : code
}
