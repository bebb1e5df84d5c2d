import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VisitView } from '../../contract/agenda.ts'
import type { Outcome } from '../../domain/booking/outcome.ts'
import { capital, clockTime, phoneNumber, spokenTime } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { findVisit } from './agenda-changes.ts'
import { WithAgenda } from './agenda-states.tsx'
import { age, detail, fullNameOf, outcomeWord, unnamed } from './agenda-words.ts'
import { maySay, useSayOutcome } from './say-outcome.ts'
import { dayOfVisit } from './visit-day.ts'
import { WordForm } from './word-form.tsx'

interface VisitScreenProps {
  readonly practitionerId: string
  readonly appointmentId: string
  /** For a visit of a day that is over. */
  readonly pastDay: string | undefined
}

/** One visit: who comes in full, what became of it, and a word for the médecin traitant. */
export function VisitScreen({ practitionerId, appointmentId, pastDay }: VisitScreenProps) {
  const { t } = useTranslation()
  return (
    <>
      <Link to="/jour" search={true} className="back-link">
        <Icon name="return" />
        {t('agenda.back')}
      </Link>
      <WithAgenda practitionerId={practitionerId} pastDay={pastDay}>
        {(agenda) => {
          const visit = findVisit(agenda, appointmentId)
          return visit ? (
            <Visit key={visit.id} practitionerId={practitionerId} visit={visit} today={agenda.today} />
          ) : (
            <p className="card">{t('agenda.visit_gone')}</p>
          )
        }}
      </WithAgenda>
    </>
  )
}

interface VisitProps {
  readonly practitionerId: string
  readonly visit: VisitView
  readonly today: string
}

function Visit({ practitionerId, visit, today }: VisitProps) {
  const { t } = useTranslation()
  const { patient } = visit
  const name = fullNameOf(patient)
  return (
    <>
      <div className="visit-head">
        <h2>{`${clockTime(visit.startsAt, visit.zone)}, ${name || unnamed(t, patient)}`}</h2>
        <p className="quiet">
          {`${capital(dayOfVisit(visit.startsAt, visit.zone, today))} · ${age(t, patient.ageMonths)} · ${detail(t, visit)}`}
        </p>
      </div>
      <Outcomes practitionerId={practitionerId} visit={visit} />
      <Identity visit={visit} name={name} />
      {visit.outcome && (
        <WordForm key={visit.outcome} practitionerId={practitionerId} visit={{ ...visit, outcome: visit.outcome }} />
      )}
    </>
  )
}

const OUTCOMES: readonly { outcome: Outcome; icon: IconName }[] = [
  { outcome: 'came', icon: 'tick' },
  { outcome: 'did-not-come', icon: 'person-cross' },
  { outcome: 'late', icon: 'clock' },
  { outcome: 'sent-on', icon: 'arrow-right' },
]

function Outcomes({ practitionerId, visit }: Omit<VisitProps, 'today'>) {
  const { t } = useTranslation()
  const say = useSayOutcome(practitionerId)
  if (visit.status === 'pending' || visit.status === 'cancelled') return null
  const sayable = OUTCOMES.filter(({ outcome }) => maySay(outcome, visit))
  if (sayable.length === 0)
    return <p className="quiet phone-line">{t('agenda.not_yet', { time: spokenTime(visit.startsAt, visit.zone) })}</p>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div className="outcomes" role="group" aria-label={t('agenda.outcome')}>
      {sayable.map(({ outcome, icon }) => (
        <button
          key={outcome}
          type="button"
          className="button outcome"
          aria-pressed={visit.outcome === outcome}
          onClick={() => say(visit, outcome)}
        >
          <Icon name={icon} />
          {outcomeWord(t, outcome, visit.patient)}
        </button>
      ))}
    </div>
  )
}

function Identity({ visit, name }: { visit: VisitView; name: string }) {
  const { t } = useTranslation()
  const { patient } = visit
  const lines = [
    { term: t('agenda.name'), words: name || t('agenda.no_name') },
    { term: t('agenda.reason'), words: visit.reason },
    { term: t('agenda.commune'), words: patient.commune },
    { term: t('agenda.address'), words: patient.address },
    { term: t('agenda.message'), words: visit.message },
    { term: t('agenda.attending'), words: visit.attending ?? t('agenda.no_attending') },
    { term: t('agenda.where'), words: `${visit.location.name}, ${visit.location.commune}` },
    { term: t('agenda.number'), words: `${visit.requestNumber}, ${visit.territory}` },
  ]
  return (
    <section className="card">
      <h2>{t('agenda.identity')}</h2>
      {patient.phone && (
        <a className="button button-wide call-link" href={`tel:${patient.phone}`}>
          <Icon name="phone" />
          {t('agenda.call', { phone: phoneNumber(patient.phone) })}
        </a>
      )}
      <dl className="identity">
        {lines.map(({ term, words }) => words && [<dt key={`${term} term`}>{term}</dt>, <dd key={term}>{words}</dd>])}
      </dl>
    </section>
  )
}
