import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentView } from '../../contract/booking.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, clockTimeWithSeconds, dayName, phoneNumber } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { announce, Note } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { useSpokenName } from './say.ts'

export interface BookedPanelProps {
  readonly appointment: AppointmentView
  /** What waits next in the queue, in words; null when nobody does. */
  readonly next: string | null
  /** « 3 min 12 de la prise à la réservation, 17 touches » */
  readonly effort: string | null
  readonly onNext: () => void
  readonly onCancelled: () => void
}

/** What was recorded, and what is still awaited. */
export function BookedPanel(props: BookedPanelProps) {
  const { t } = useTranslation()
  const { appointment, next, effort } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('.button-primary')?.focus(), [])
  useAcceptanceSaid(appointment)
  return (
    <>
      <div className="zone-body booked" ref={box}>
        <BookedHead appointment={appointment} />
        <div className="hold-body">
          {appointment.message && (
            <p>
              <span className="quiet">{`${t('booking.message_sent')} `}</span>
              {appointment.message}
            </p>
          )}
          <section>
            <h3 className="booked-title">{t('booking.awaited')}</h3>
            <Awaited appointment={appointment} />
          </section>
          <NextActions {...props} next={next} />
        </div>
      </div>
      {effort && <p className="zone-foot small quiet">{effort}</p>}
    </>
  )
}

/** The professional's yes comes while the caller waits on the line: it is read out. */
function useAcceptanceSaid({ status }: AppointmentView) {
  const { t } = useTranslation()
  const before = useRef(status)
  useEffect(() => {
    if (before.current === 'pending' && status === 'booked') announce(t('booking.said_accepted'), 'assertive')
    before.current = status
  }, [status, t])
}

function BookedHead({ appointment }: { appointment: AppointmentView }) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const { startsAt, endsAt, zone, practitioner, location, withAttending, bookedAt } = appointment
  const isPending = appointment.status === 'pending'
  const recorded = clockTimeWithSeconds(bookedAt, zone)
  const day = dayName(startsAt, now, zone)
  const name = practitioner.name
  return (
    <div className={isPending ? 'booked-head tone-blue' : 'booked-head tone-green'}>
      <p className="booked-word">
        <Icon name={isPending ? 'envelope' : 'calendar-tick'} />{' '}
        {isPending ? t('booking.proposed', { time: recorded }) : t('booking.recorded', { time: recorded })}
      </p>
      <h2 className="place-when">
        {isPending
          ? t('booking.open_until', { day, time: clockTime(endsAt, zone) })
          : t('booking.when', { day, time: clockTime(startsAt, zone) })}
      </h2>
      <p className="strong">{withAttending ? t('booking.attending', { name }) : name}</p>
      <p className="quiet">
        {[location.address, location.commune, location.phone && phoneNumber(location.phone)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}

function Awaited({
  appointment: { status, practitioner, outcome, cancelReason },
}: Pick<BookedPanelProps, 'appointment'>) {
  const { t } = useTranslation()
  const spoken = useSpokenName()
  const name = spoken(practitioner.name)
  if (status === 'pending')
    return (
      <Note tone="blue" icon="clock">
        {t('booking.awaits_answer', { name: capital(name) })}
      </Note>
    )
  if (status === 'booked') return <p className="quiet">{t('booking.awaits_outcome', { name: capital(name) })}</p>
  if (status === 'cancelled')
    return <p className="quiet">{t('booking.was_cancelled', { reason: cancelReason ?? '' })}</p>
  return <p className="quiet">{outcome ? t(`booking.outcome.${outcome}`) : t('booking.nothing')}</p>
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function NextActions({ appointment, next, onNext, onCancelled }: BookedPanelProps) {
  const { t } = useTranslation()
  const [isCancelling, setIsCancelling] = useState(false)
  const mayCancel = appointment.status === 'booked' || appointment.status === 'pending'
  const keys: Record<string, Shortcut> = { Enter: { label: t('booking.keys.next'), run: onNext } }
  if (mayCancel) keys.A = { label: t('booking.keys.cancel'), run: () => setIsCancelling(true) }
  useShortcuts(keys)
  return (
    <div className="stack">
      <Button
        variant="primary"
        wide
        big
        keys="Enter"
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={onNext}
      >
        {next ? t('booking.next', { next }) : t('booking.back_to_calm')}
      </Button>
      {mayCancel && (
        <div>
          <Button icon="cross" keys="A" onClick={() => setIsCancelling(true)}>
            {t('booking.cancel')}
          </Button>
        </div>
      )}
      {isCancelling && (
        <CancelDialog
          appointmentId={appointment.id}
          onCancelled={() => {
            setIsCancelling(false)
            announce(t('booking.said_cancelled'))
            onCancelled()
          }}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </div>
  )
}
