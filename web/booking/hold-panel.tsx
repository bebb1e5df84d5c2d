import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentView, HoldView } from '../../contract/booking.ts'
import { Button } from '../ui/button.tsx'
import { HoldRing } from '../ui/clocks.tsx'
import { TextAreaField } from '../ui/field.tsx'
import { clockTime, clockTimeWithSeconds, dayName, phoneNumber } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { announce, ProblemNotice } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useBook, useExtendHold, useReleaseHold } from './booking-mutations.ts'
import type { HeldPlace } from './held-place.ts'
import { useSay, useSpokenName } from './say.ts'

export interface HoldPanelProps {
  readonly hold: HoldView
  /** Undefined when it was held on another screen and is not in any list any more. */
  readonly place: HeldPlace | undefined
  /** Somebody else, who held it on another screen. */
  readonly heldBy: string | null
  readonly isAttending: boolean
  readonly phone: string | null
  readonly holdMinutes: number
  readonly extensionMinutes: number
  readonly onHeld: (hold: HoldView) => void
  readonly onReleased: () => void
  readonly onEnded: () => void
  readonly onBooked: (appointment: AppointmentView) => void
  /** The next offers, below. */
  readonly children: ReactNode
}

/** A place is kept while the caller answers: the sentence to say, and one key that confirms. */
export function HoldPanel(props: HoldPanelProps) {
  const { t } = useTranslation()
  const [message, setMessage] = useState('')
  const spoken = useSpokenName()
  const { hold, place } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('.button-primary')?.focus(), [])
  return (
    <div className="hold" ref={box}>
      <HoldHead {...props} />
      <div className="hold-body">
        {place && <Say place={place} isAttending={props.isAttending} />}
        {props.phone && (
          <p className="hold-phone quiet">
            <Icon name="phone" /> {t('booking.phone', { phone: phoneNumber(props.phone) })}
          </p>
        )}
        <TextAreaField
          label={t('booking.message', { name: place ? spoken(place.practitioner) : t('booking.the_professional') })}
          optional
          value={message}
          onChange={setMessage}
        />
        <Actions {...props} key={hold.id} message={message} />
      </div>
      {props.children}
    </div>
  )
}

function HoldHead({ hold, place, heldBy, isAttending, holdMinutes, extensionMinutes, onEnded }: HoldPanelProps) {
  const { t } = useTranslation()
  const minutes = holdMinutes + (hold.extended ? extensionMinutes : 0)
  const zone = place?.offer?.zone
  return (
    <div className="hold-head">
      <HoldRing endsAt={hold.expiresAt} totalSeconds={minutes * 60} spoken onEnd={onEnded} />
      <div>
        <p className="hold-until small">
          <Icon name="hourglass" />{' '}
          {heldBy
            ? t('booking.until_by', { name: heldBy, time: clockTimeWithSeconds(hold.expiresAt) })
            : t('booking.until', { time: clockTimeWithSeconds(hold.expiresAt) })}
        </p>
        {place ? (
          <>
            <h2 className="place-when">
              {t('booking.when', {
                day: dayName(place.startsAt, serverNow(), zone),
                time: clockTime(place.startsAt, zone),
              })}
            </h2>
            <p className="strong">
              {isAttending ? t('booking.attending', { name: place.practitioner }) : place.practitioner}
            </p>
          </>
        ) : (
          <h2 className="place-when">{t('booking.held')}</h2>
        )}
      </div>
    </div>
  )
}

function Say({ place, isAttending }: { place: HeldPlace; isAttending: boolean }) {
  const { t } = useTranslation()
  const { who, when, where, after } = useSay()(place, isAttending)
  return (
    <section className="say">
      <h3>{t('booking.say.title')}</h3>
      <p>
        {t('booking.say.open', { who })} <strong>{when}</strong>
        {t('booking.say.rest', { where, after })}
      </p>
    </section>
  )
}

function Actions(props: HoldPanelProps & { message: string }) {
  const { t } = useTranslation()
  const { hold, place, message, extensionMinutes } = props
  const extended = (longer: HoldView) => {
    props.onHeld(longer)
    announce(t('booking.extended', { time: clockTimeWithSeconds(longer.expiresAt) }))
  }
  const book = useBook(props.onBooked)
  const extend = useExtendHold(extended)
  const release = useReleaseHold(props.onReleased)
  const failure = book.error ?? extend.error ?? release.error
  const isBusy = book.isPending || release.isPending
  const confirm = () => {
    if (place && !isBusy) book.mutate({ hold, asOf: place.asOf, message })
  }
  const longer = () => !hold.extended && !extend.isPending && extend.mutate(hold.id)
  const letGo = () => !isBusy && release.mutate(hold.id)
  useShortcuts({
    'Ctrl+Enter': { label: t('booking.keys.confirm'), run: confirm },
    '+': { label: t('booking.keys.extend', { count: extensionMinutes }), run: longer },
    L: { label: t('booking.keys.release'), run: letGo },
  })
  return (
    <>
      <div className="hold-actions">
        <Button
          variant="primary"
          icon="calendar-tick"
          keys="Ctrl+Enter"
          busy={book.isPending}
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={confirm}
        >
          {book.isPending ? t('booking.booking') : t('booking.confirm')}
        </Button>
        <Button keys="+" disabled={hold.extended} busy={extend.isPending} onClick={longer}>
          {t('booking.extend', { count: extensionMinutes })}
        </Button>
        <Button keys="L" busy={release.isPending} onClick={letGo}>
          {t('booking.release')}
        </Button>
      </div>
      {failure && <ProblemNotice error={failure} />}
      <p className="small quiet">{t('booking.at_zero')}</p>
    </>
  )
}
