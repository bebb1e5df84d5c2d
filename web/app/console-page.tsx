import './console.css'
import './quiet-room.css'
import '../requests/requests.css'
import '../matching/matching.css'
import '../booking/booking.css'
import './console-narrow.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { currentSession } from '../access/session.ts'
import { CallerSearch } from '../requests/caller-search.tsx'
import { QueuePanel } from '../requests/queue-panel.tsx'
import { BarSlot } from '../ui/bar-slots.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { ConsoleFoot } from './console-foot.tsx'
import { DraftDesk } from './draft-desk.tsx'
import { useEffortCount } from './effort.ts'
import { LiveState, OfflineBanner } from './live-notices.tsx'
import { QuietRoom } from './quiet-room.tsx'
import { RequestDesk } from './request-desk.tsx'
import { type ConsoleState, useConsole } from './use-console.ts'
import { useMapShown } from './use-map-shown.ts'
import { useZones } from './use-zones.ts'

/** The operators' room: who waits, what is needed, who can, where. */
export function ConsolePage() {
  const { data: session } = useSuspenseQuery(currentSession)
  return session && <Room session={session} />
}

/** Which half is shown where both do not fit. */
type Half = 'request' | 'offers'

function Room({ session }: { session: SessionView }) {
  const { t } = useTranslation()
  const state = useConsole(session)
  const map = useMapShown()
  const { openId, half, setHalf } = useHalf(state)
  useEffortCount()
  useZones()
  useShortcuts({
    N: { label: t('console.keys.new'), run: state.startDraft },
    M: { label: t('console.keys.map'), run: map.toggle },
  })
  const shared = { session, state, isMapShown: map.isShown }
  return (
    <>
      <BarSlot place="middle">
        <CallerSearch onOpen={state.showRequest} />
      </BarSlot>
      <BarSlot place="end">
        <LiveState />
      </BarSlot>
      <main
        className="console"
        data-open={openId ? 'yes' : 'no'}
        data-half={half}
        data-map={map.isShown ? 'shown' : 'hidden'}
      >
        <h1 className="visually-hidden">{t('page.console')}</h1>
        <OfflineBanner />
        <QueuePanel you={session.accountId} current={openId} onOpen={state.open} onOpenDraft={state.openDraft} />
        {openId && <Halves half={half} onChange={setHalf} />}
        {state.requestId && <RequestDesk key={state.requestId} requestId={state.requestId} {...shared} />}
        {state.draftId && <DraftDesk key={state.draftId} draftId={state.draftId} {...shared} />}
        {!openId && <QuietRoom {...shared} />}
        <ConsoleFoot isDraft={state.draftId !== undefined} isRequest={state.requestId !== undefined} />
      </main>
    </>
  )
}

/** Offers first once there is a request, the form while it is typed; until somebody turns it round. */
function useHalf({ requestId, draftId }: ConsoleState) {
  const openId = requestId ?? draftId
  const [chosen, setChosen] = useState<{ id: string | undefined; half: Half }>()
  const usual: Half = requestId ? 'offers' : 'request'
  const half = chosen && chosen.id === openId ? chosen.half : usual
  return { openId, half, setHalf: (one: Half) => setChosen({ id: openId, half: one }) }
}

function Halves({ half, onChange }: { half: Half; onChange: (half: Half) => void }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div className="halves tabs" role="group" aria-label={t('console.tabs')}>
      {(['request', 'offers'] as const).map((one) => (
        <button key={one} type="button" className="tab" aria-pressed={one === half} onClick={() => onChange(one)}>
          {t(`console.${one}`)}
        </button>
      ))}
    </div>
  )
}
