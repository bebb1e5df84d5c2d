import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { HoldView } from '../../contract/booking.ts'
import type { RequestView } from '../../contract/requests.ts'
import { type HeldPlace, heldPlace } from '../booking/held-place.ts'
import { HoldPanel } from '../booking/hold-panel.tsx'
import { LostNotice } from '../booking/lost-notice.tsx'
import { exclusionsFor } from '../matching/offer-queries.ts'
import { OffersPanel } from '../matching/offers-panel.tsx'
import { Note } from '../ui/notices.tsx'
import { BookedSide } from './booked-side.tsx'
import { usePolicy } from './territory.ts'
import { type Booking, useBooking } from './use-booking.ts'
import type { ConsoleState } from './use-console.ts'

interface RequestSideProps {
  readonly request: RequestView
  readonly session: SessionView
  readonly state: ConsoleState
  readonly maySearch: boolean
  readonly chosenSlot: string | undefined
  readonly onChoose: (slotId: string) => void
}

/** The right side, the only one that changes with the state: offers, held, booked. */
export function RequestSide(props: RequestSideProps) {
  const { request, session, onChoose, maySearch } = props
  const booking = useBooking(request, session.name, onChoose)
  const appointment = request.appointments.find(({ status }) => status !== 'cancelled')
  if (request.hold) return <HeldSide {...props} hold={request.hold} booking={booking} />
  if (appointment && !maySearch) return <BookedSide {...props} appointment={appointment} />
  if (maySearch) return <OffersSide {...props} booking={booking} />
  return <NothingToSearch request={request} />
}

type WithBooking = RequestSideProps & { readonly booking: Booking }

function OffersSide({ request, chosenSlot, onChoose, booking }: WithBooking) {
  const { t } = useTranslation()
  const { holdMinutes } = usePolicy()
  const ended = booking.hasEnded && (
    <div className="banner">
      <Note tone="honey" icon="hourglass">
        {t('clock.hold_0')}
      </Note>
    </div>
  )
  return (
    <OffersPanel
      requestId={request.id}
      chosenSlot={chosenSlot}
      freed={request.refill ?? undefined}
      onChoose={onChoose}
      onHold={booking.hold}
      isHolding={booking.isHolding}
      holdMinutes={holdMinutes}
      notice={booking.error ? <LostNotice error={booking.error} /> : ended}
    />
  )
}

function HeldSide({ request, session, hold, booking, onChoose }: WithBooking & { hold: HoldView }) {
  const { t } = useTranslation()
  const { holdMinutes, holdExtensionMinutes } = usePolicy()
  const place = usePlace(hold)
  const heldBy = request.held?.by ?? session.name
  return (
    <HoldPanel
      key={hold.id}
      hold={hold}
      place={place}
      heldBy={heldBy === session.name ? null : heldBy}
      isAttending={place?.offer?.group === 'attending'}
      phone={request.patient?.phone ?? null}
      holdMinutes={holdMinutes}
      extensionMinutes={holdExtensionMinutes}
      onHeld={booking.held}
      onReleased={booking.released}
      onEnded={booking.ended}
      onBooked={booking.booked}
    >
      <div className="group-head small">
        <h3>{t('booking.next_offers')}</h3>
      </div>
      <OffersPanel
        isAside
        requestId={request.id}
        chosenSlot={undefined}
        onChoose={onChoose}
        onHold={booking.hold}
        isHolding={booking.isHolding}
        holdMinutes={holdMinutes}
        notice={null}
      />
    </HoldPanel>
  )
}

/** What is known of a held place: what this screen held, else what the list of left-out slots says of it. */
function usePlace({ slotId, requestId }: HoldView): HeldPlace | undefined {
  const known = heldPlace(slotId)
  const { data } = useQuery({ ...exclusionsFor(requestId), enabled: known === undefined })
  const left = data?.excluded?.find((excluded) => excluded.slotId === slotId)
  if (known || !data || !left) return known
  const { startsAt, practitioner, commune } = left
  return { slotId, startsAt, practitioner, commune, asOf: data.asOf }
}

/** Waiting for a regulator, or over: what is true, and what comes next. */
function NothingToSearch({ request }: { request: RequestView }) {
  const { t } = useTranslation()
  const waits = request.state === 'QUALIFIED'
  const forYou = request.moves.includes('REGULATED')
  const waited = forYou ? 'needs_you' : 'needs_regulator'
  return (
    <div className="zone-body nothing">
      <Note tone={waits ? 'honey' : 'grey'} icon={waits ? 'clock' : 'box'}>
        <p className="strong">{t(`console.${waits ? waited : 'closed'}`)}</p>
        <p>{t(`console.${waits ? waited : 'closed'}_do`)}</p>
      </Note>
    </div>
  )
}
