import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, phoneNumber } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { StateTag } from '../ui/state-tag.tsx'
import { Journal } from './journal.tsx'
import { useAgeText } from './person-text.ts'
import { RequestActions, type RequestPanelProps } from './request-actions.tsx'
import { Facts } from './request-facts.tsx'
import { useTakeRequest } from './request-queries.ts'

/** A request whole. The only place of the room's screens where the patient's name stands. */
export function RequestPanel(props: RequestPanelProps) {
  const { t } = useTranslation()
  const { request, offersReady } = props
  const origin = t(`requests.origin.${request.source}`, {
    time: clockTime(request.createdAt),
    sas: request.sasCode ?? '',
  })
  return (
    <section className="zone" aria-label={t('requests.panel.title')} data-zone="request">
      <div className="zone-head">
        <h2>{request.number}</h2>
        <StateTag state={request.hold ? 'HELD' : request.state} offersReady={offersReady} />
        <span className="zone-head-end small faint">{origin.trim()}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="zone-body" tabIndex={0} aria-label={t('requests.panel.content')}>
        <Identity request={request} />
        <AlsoAtWork {...props} />
        <Facts request={request} />
        <Journal journal={request.journal} />
      </section>
      <RequestActions {...props} />
    </section>
  )
}

function Identity({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const age = useAgeText()
  const { patient, ageMonths } = request
  const name = [patient?.givenName, patient?.familyName].filter(Boolean).join(' ') || t('requests.panel.no_name')
  return (
    <div className="facts identity">
      <div>
        <p className="identity-name">{t('requests.panel.person', { name, age: age(ageMonths) })}</p>
        <p className="quiet">{t(`requests.identity.${patient?.status ?? 'hidden'}`)}</p>
      </div>
      {patient?.phone && <Call phone={patient.phone} />}
    </div>
  )
}

function Call({ phone }: { phone: string }) {
  const { t } = useTranslation()
  useShortcuts({ C: { label: t('requests.keys.call'), run: () => window.location.assign(`tel:${phone}`) } })
  return (
    <a
      className="button"
      aria-keyshortcuts="C"
      href={`tel:${phone}`}
      aria-label={t('requests.panel.call', { phone: phoneNumber(phone) })}
    >
      <Icon name="phone" />
      <span className="strong">{phoneNumber(phone)}</span>
    </a>
  )
}

/** Somebody else has it in hand: one may watch, or take it. */
function AlsoAtWork({ request, you }: RequestPanelProps) {
  const { t } = useTranslation()
  const take = useTakeRequest()
  const { takenBy } = request
  if (!takenBy || takenBy.id === you) return null
  const button = (
    <Button
      busy={take.isPending}
      onClick={() => take.mutate({ requestId: request.id, body: { release: false, note: null } })}
    >
      {t('requests.panel.take_up')}
    </Button>
  )
  return (
    <div className="facts">
      <Note tone="blue" icon="eye" action={button}>
        {t('requests.panel.at_work', { name: takenBy.name })}
      </Note>
    </div>
  )
}
