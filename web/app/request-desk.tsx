import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { RequestView } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { chosenIn, entriesOf } from '../matching/entries.ts'
import { offersFor } from '../matching/offer-queries.ts'
import { RequestPanel } from '../requests/request-panel.tsx'
import { oneRequest } from '../requests/request-queries.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { MapZone, pointsOf } from './map-zone.tsx'
import { RequestSide } from './request-side.tsx'
import { territory, useHome } from './territory.ts'
import type { ConsoleState } from './use-console.ts'

interface RequestDeskProps {
  readonly requestId: string
  readonly session: SessionView
  readonly state: ConsoleState
  readonly isMapShown: boolean
}

/** One request: what is needed, who can, where. */
export function RequestDesk(props: RequestDeskProps) {
  const { t } = useTranslation()
  const { data: request, isPending, error, refetch } = useQuery(oneRequest(props.requestId))
  useShortcuts({ Escape: { label: t('console.keys.close'), run: props.state.close } })
  if (request) return <Desk {...props} request={request} />
  return (
    <section className="zone" aria-label={t('console.request')} data-zone="request">
      {isPending && <Waiting>{t('app.waiting')}</Waiting>}
      {error && (
        <div className="zone-body">
          <ProblemNotice error={error} retry={refetch} />
          <Button onClick={props.state.close}>{t('console.keys.close')}</Button>
        </div>
      )}
    </section>
  )
}

/** Whether offers are of use: it waits, or ended without a place, and no regulator must decide first. */
function useMaySearch({ state, source }: RequestView): boolean {
  const { data } = useQuery(territory)
  const needsRegulator = state === 'QUALIFIED' && !data?.policy.sourcesWithoutRegulation.includes(source)
  const isOpen = (isWaiting(state) && state !== 'PROPOSED') || state === 'UNPLACED' || state === 'NO_SHOW'
  return isOpen && !needsRegulator
}

/** A hold that ends stays for as long as its clock needs to reach 0 and be read out. */
const TO_SAY_SO = 2_000

function Desk({ request, session, state, isMapShown }: RequestDeskProps & { request: RequestView }) {
  const { t } = useTranslation()
  const [chosenSlot, setChosenSlot] = useState(request.refill?.slotId)
  const maySearch = useMaySearch(request)
  const now = useServerTime()
  const isHeld = request.hold !== null && Date.parse(request.hold.expiresAt) + TO_SAY_SO > now
  const offers = useInfiniteQuery({ ...offersFor(request.id), enabled: maySearch })
  const entries = maySearch ? entriesOf(offers.data?.pages.flatMap((page) => page.offers) ?? []) : []
  const home = useHome(request.place.code)
  const shown = isHeld && request.hold ? { ...request } : { ...request, hold: null }
  return (
    <>
      <RequestPanel
        request={shown}
        you={session.accountId}
        yourName={session.name}
        offersReady={entries.length > 0}
        emergencyPhone={session.emergencyPhone}
        onLeft={state.close}
      />
      <section className="zone" aria-label={t('console.offers')} data-zone="offers">
        <RequestSide
          request={shown}
          session={session}
          state={state}
          maySearch={maySearch}
          chosenSlot={chosenSlot}
          onChoose={setChosenSlot}
        />
      </section>
      {isMapShown && (
        <MapZone points={pointsOf(entries, chosenIn(entries, chosenSlot).offer?.slotId ?? '')} home={home} />
      )}
    </>
  )
}
