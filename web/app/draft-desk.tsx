import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { SOURCES } from '../../domain/requests/states.ts'
import { entriesOf } from '../matching/entries.ts'
import { previewFor } from '../matching/offer-queries.ts'
import { PreviewPanel } from '../matching/preview-panel.tsx'
import { useDraft } from '../requests/drafts.ts'
import { RequestForm } from '../requests/request-form.tsx'
import { needOf, placeOf, type Typed } from '../requests/typed.ts'
import { announce, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { MapZone, pointsOf } from './map-zone.tsx'
import { territory, useHome } from './territory.ts'
import type { ConsoleState } from './use-console.ts'

interface DraftDeskProps {
  readonly draftId: string
  readonly session: SessionView
  readonly state: ConsoleState
  readonly isMapShown: boolean
}

/** The form, once what it already holds is known: typing before would put the rest of it aside. */
export function DraftDesk(props: DraftDeskProps) {
  const { t } = useTranslation()
  const { typed, isKnown, error, refetch } = useDraft(props.draftId)
  if (isKnown) return <Desk {...props} typed={typed} />
  return (
    <section className="zone" aria-label={t('requests.form.title')} data-zone="request">
      {error ? <ProblemNotice error={error} retry={refetch} /> : <Waiting>{t('app.waiting')}</Waiting>}
    </section>
  )
}

/** The form, and the offers that get finer while one types. */
function Desk({ draftId, session, state, isMapShown, typed }: DraftDeskProps & { typed: Typed }) {
  const { t } = useTranslation()
  const { data: known } = useQuery(territory)
  const need = useNeed(typed, session.zone)
  const { data: offers } = useQuery(previewFor(need))
  const home = useHome(placeOf(typed)?.id)
  const direct = known?.policy.sourcesWithoutRegulation ?? []
  const missing = [
    ...(need.placeCommune ? [] : (['commune'] as const)),
    ...(typed.attending ? [] : (['attending'] as const)),
    ...(need.ageMonths === null ? (['age'] as const) : []),
  ]
  const aside = () => {
    announce(t('console.aside'))
    state.close()
  }
  return (
    <>
      <RequestForm
        draftId={draftId}
        zone={session.zone}
        emergencyPhone={session.emergencyPhone}
        directSources={SOURCES.filter((source) => direct.includes(source))}
        onCreated={state.created}
        onOpenRequest={state.showRequest}
        onAside={aside}
        onDrop={state.dropDraft}
      />
      <section className="zone" aria-label={t('console.offers')} data-zone="offers">
        <PreviewPanel need={need} missing={missing} />
      </section>
      {isMapShown && <MapZone points={pointsOf(entriesOf(offers?.offers ?? []), undefined)} home={home} />}
    </>
  )
}

/** The same question for as long as what it is made of stays the same. */
function useNeed(typed: Typed, zone: string) {
  const now = useServerTime(60)
  const need = needOf(typed, now, zone)
  const key = JSON.stringify(need)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the need says
  return useMemo(() => need, [key])
}
