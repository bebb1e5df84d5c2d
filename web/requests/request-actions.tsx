import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import { CLOSING_STATE, CLOSINGS, isWaiting } from '../../domain/requests/states.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/notices.tsx'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { CloseDialog } from './close-dialog.tsx'
import { EmergencyDialog } from './emergency-dialog.tsx'
import { HandOverDialog, ToRegulatorDialog } from './hand-over-dialog.tsx'
import { RegulateDialog } from './regulate-dialog.tsx'
import { useCloseRequest, useMoveRequest, useTakeRequest } from './request-queries.ts'

export interface RequestPanelProps {
  readonly request: RequestView
  readonly you: string
  readonly yourName: string
  readonly offersReady: boolean
  readonly emergencyPhone: string | null
  /** After it was closed or handed over. */
  readonly onLeft: () => void
}

type Asked = 'close' | 'to-regulator' | 'hand-over' | 'regulate' | 'emergency'

/** What this person may do with the request now, each with its key. */
export function RequestActions(props: RequestPanelProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const may = useMay(props)
  const keys: Record<string, Shortcut> = {}
  if (may.close) keys.F = { label: t('requests.keys.close'), run: () => setAsked('close') }
  if (may.toRegulator) keys.R = { label: t('requests.keys.to_regulator'), run: () => setAsked('to-regulator') }
  if (may.regulate) keys.R = { label: t('requests.action.regulate'), run: () => setAsked('regulate') }
  if (may.handOver) keys.P = { label: t('requests.keys.hand_over'), run: () => setAsked('hand-over') }
  if (may.emergency) keys.F2 = { label: t('requests.keys.emergency'), run: () => setAsked('emergency') }
  useShortcuts(keys)
  return (
    <div className="zone-foot">
      {may.regulate && (
        <Button variant="primary" keys="R" onClick={() => setAsked('regulate')}>
          {t('requests.action.regulate')}
        </Button>
      )}
      {may.close && (
        <Button keys="F" onClick={() => setAsked('close')}>
          {t('requests.action.close')}
        </Button>
      )}
      {may.toRegulator && (
        <Button keys="R" onClick={() => setAsked('to-regulator')}>
          {t('requests.action.to_regulator')}
        </Button>
      )}
      {may.handOver && (
        <Button keys="P" onClick={() => setAsked('hand-over')}>
          {t('requests.action.hand_over')}
        </Button>
      )}
      <Quick {...props} />
      <AskedDialog {...props} asked={asked} onClose={() => setAsked(undefined)} />
    </div>
  )
}

function useMay({ request, you }: RequestPanelProps) {
  const { moves, state } = request
  return {
    close: closingsOf(request).length > 0,
    toRegulator: moves.includes('QUALIFIED'),
    handOver: request.takenBy?.id === you && state !== 'CLOSED',
    emergency: moves.includes('REORIENTED_AMU'),
    regulate: state === 'QUALIFIED' && moves.includes('REGULATED'),
  }
}

/** Closing as done is for what has its outcome; the other ways are for what was not placed. */
export function closingsOf({ state, moves }: RequestPanelProps['request']) {
  const hasOutcome = state === 'FULFILLED' || state === 'NO_SHOW' || state === 'FEEDBACK_SENT'
  return CLOSINGS.filter((as) => moves.includes(CLOSING_STATE[as]) && (as === 'done') === hasOutcome)
}

/** One press, no question. */
function Quick({ request }: RequestPanelProps) {
  const { t } = useTranslation()
  const move = useMoveRequest()
  const take = useTakeRequest()
  const to = (state: 'MT_CONTACT' | 'SEARCHING') =>
    move.mutate({ requestId: request.id, body: { to: state, reason: null } })
  const isDormant = request.state === 'UNPLACED' || request.state === 'CANCELLED'
  return (
    <>
      {!request.takenBy && isWaiting(request.state) && (
        <Button
          busy={take.isPending}
          onClick={() => take.mutate({ requestId: request.id, body: { release: false, note: null } })}
        >
          {t('requests.action.take')}
        </Button>
      )}
      {request.attending.status === 'known' && request.moves.includes('MT_CONTACT') && (
        <Button icon="stethoscope" busy={move.isPending} onClick={() => to('MT_CONTACT')}>
          {t('requests.action.attending_contacted')}
        </Button>
      )}
      {isDormant && request.moves.includes('SEARCHING') && (
        <Button icon="lens" busy={move.isPending} onClick={() => to('SEARCHING')}>
          {t('requests.action.search_again')}
        </Button>
      )}
    </>
  )
}

function AskedDialog(props: RequestPanelProps & { asked: Asked | undefined; onClose: () => void }) {
  const { asked, request, onClose, onLeft } = props
  const { t } = useTranslation()
  const done = (said: string) => {
    onClose()
    announce(said)
  }
  const left = (said: string) => {
    done(said)
    onLeft()
  }
  switch (asked) {
    case undefined:
      return null
    case 'close':
      return (
        <CloseDialog
          request={request}
          closings={closingsOf(request)}
          onClose={onClose}
          onDone={() => left(t('requests.closing.said'))}
        />
      )
    case 'to-regulator':
      return (
        <ToRegulatorDialog
          requestId={request.id}
          onClose={onClose}
          onDone={() => done(t('requests.to_regulator.said'))}
        />
      )
    case 'hand-over':
      return (
        <HandOverDialog requestId={request.id} onClose={onClose} onDone={() => left(t('requests.hand_over.said'))} />
      )
    case 'regulate':
      return (
        <RegulateDialog
          requestId={request.id}
          yourName={props.yourName}
          onClose={onClose}
          onDone={() => done(t('requests.regulate.said'))}
        />
      )
    case 'emergency':
      return <Emergency {...props} onDone={() => left(t('requests.closing.said'))} />
  }
}

function Emergency({
  request,
  emergencyPhone,
  onClose,
  onDone,
}: RequestPanelProps & { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const close = useCloseRequest()
  const body = { as: 'emergency', reason: t('requests.emergency.reason') } as const
  return (
    <EmergencyDialog
      phone={emergencyPhone}
      leavesTrace
      isBusy={close.isPending}
      error={close.error}
      onTransferred={() => close.mutate({ requestId: request.id, body }, { onSuccess: onDone })}
      onClose={onClose}
    />
  )
}
