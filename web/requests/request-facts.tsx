import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { classes } from '../ui/classes.ts'
import { clockTime, dayName, duration } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import type { Plank } from '../ui/planks.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { progressOf } from './progress.ts'

/** What is needed, by when, where, and how far it has come. */
export function Facts({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  return (
    <>
      <section className="facts facts-grid">
        <Need request={request} />
        <SeenBefore request={request} />
        <Fact title={t('requests.panel.levels')}>
          <Levels regulation={request.regulation} />
        </Fact>
        <Place request={request} />
        <Fact title={t('requests.form.attending')}>
          <Attending attending={request.attending} />
        </Fact>
        <References request={request} />
      </section>
      <Progress request={request} />
    </>
  )
}

const Fact = ({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) => (
  <div className={classes('fact', wide && 'fact-wide')}>
    <h3>{title}</h3>
    {children}
  </div>
)

function Need({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const ways = request.modalities.map((way) => t(`requests.modality.${way}`)).join(', ')
  const about = [
    ways,
    request.mobility && t('requests.form.mobility'),
    request.accompanied && t('requests.form.accompanied'),
    request.language && t('requests.panel.language', { language: request.language }),
  ].filter(Boolean)
  return (
    <Fact title={t('requests.panel.need')} wide>
      <p className="fact-strong">{request.reason}</p>
      <p className="quiet">{about.join(' · ')}</p>
      {request.note && <p>{request.note}</p>}
    </Fact>
  )
}

function SeenBefore({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const left = Date.parse(request.dueAt) - now
  const words = { kind: t(`requests.delay_short.${request.delay}`), left: duration(left) }
  return (
    <Fact title={t('requests.form.delay')}>
      <p className="fact-strong">
        <Icon name="flag" /> {`${dayName(request.dueAt, now)} ${clockTime(request.dueAt)}`}
      </p>
      {isWaiting(request.state) && (
        <p className="small quiet">{left > 0 ? t('requests.panel.left', words) : t('requests.panel.over', words)}</p>
      )}
    </Fact>
  )
}

function Levels({ regulation: { by, priority, careLevel } }: Pick<RequestView, 'regulation'>) {
  const { t } = useTranslation()
  const levels = [priority, careLevel].filter(Boolean).join(' · ')
  return (
    <>
      <p>
        {levels && <strong>{`${levels} `}</strong>}
        {by ? t('requests.panel.by', { by }) : !levels && t('requests.panel.not_noted')}
      </p>
      <p className="small quiet">{t('requests.panel.never_computed')}</p>
    </>
  )
}

function Place({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const isElsewhere = request.place.code !== request.residence.code
  return (
    <Fact title={isElsewhere ? t('requests.panel.is_at') : t('requests.panel.home')}>
      <p>{request.place.name}</p>
      {isElsewhere && (
        <p className="small quiet">{t('requests.panel.lives_at', { commune: request.residence.name })}</p>
      )}
      {request.patient?.address && <p className="small quiet">{request.patient.address}</p>}
    </Fact>
  )
}

function Attending({ attending: { status, practitioner } }: Pick<RequestView, 'attending'>) {
  const { t } = useTranslation()
  if (!practitioner) return <p>{t(`requests.panel.attending_${status === 'none' ? 'none' : 'unknown'}`)}</p>
  return (
    <>
      <p>{practitioner.name}</p>
      {practitioner.commune && <p className="small quiet">{practitioner.commune}</p>}
    </>
  )
}

const REFERENCES = ['sasReference', 'callReference', 'regulationReference'] as const

function References({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const known = REFERENCES.flatMap((name) => (request[name] ? [{ name, value: request[name] }] : []))
  if (known.length === 0 && !request.requester) return null
  return (
    <Fact title={t('requests.panel.references')} wide>
      {request.requester && <p>{t('requests.panel.requester', { name: request.requester })}</p>}
      {known.map(({ name, value }) => (
        <p key={name}>
          <span className="quiet">{`${t(`requests.form.${name}`)} `}</span>
          {value}
        </p>
      ))}
    </Fact>
  )
}

const STEPS = ['decision', 'search', 'hold', 'booking', 'outcome'] as const
const CURRENT: readonly Plank[] = ['running', 'held', 'placed']

function Progress({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const steps = progressOf(request.state, request.hold !== null)
  if (!steps) return null
  return (
    <section className="facts">
      <h3>{t('requests.panel.progress')}</h3>
      <ol className="bridge">
        {STEPS.map((name, index) => (
          <li
            key={name}
            className={`bridge-${steps[index]}`}
            aria-current={CURRENT.includes(steps[index] ?? 'to-come') ? 'step' : undefined}
          >
            {t(`requests.step.${name}`)}
            <i aria-hidden="true" />
          </li>
        ))}
      </ol>
    </section>
  )
}
