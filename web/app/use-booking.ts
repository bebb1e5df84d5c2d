import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentView, HoldView } from '../../contract/booking.ts'
import type { RequestView } from '../../contract/requests.ts'
import { lostRace, useHoldSlot } from '../booking/booking-mutations.ts'
import type { Choice } from '../matching/offers-panel.tsx'
import { oneRequest } from '../requests/request-queries.ts'
import { clockTime } from '../ui/format.ts'
import { announce } from '../ui/notices.tsx'
import { finishWork } from './effort.ts'
import { usePolicy } from './territory.ts'

/** From the chosen offer to the appointment, and what the other parts of the screen learn of it. */
export function useBooking(request: RequestView, heldBy: string, onChoose: (slotId: string) => void) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { holdMinutes } = usePolicy()
  const [hasEnded, setHasEnded] = useState(false)

  const show = (change: Partial<RequestView>) => {
    cache.setQueryData(oneRequest(request.id).queryKey, (known) => known && { ...known, ...change })
    void cache.invalidateQueries({ queryKey: ['requests'] })
    void cache.invalidateQueries({ queryKey: ['offers'] })
  }
  const held = (hold: HoldView) => {
    setHasEnded(false)
    show({ hold, held: { until: hold.expiresAt, by: heldBy } })
  }
  const lost = (error: Error) => {
    const race = lostRace(error)
    if (race?.next) onChoose(race.next.slotId)
    void cache.invalidateQueries({ queryKey: ['offers', request.id] })
  }
  const slot = useHoldSlot({ onHeld: held, onLost: lost })
  return {
    isHolding: slot.isPending,
    error: slot.error,
    hasEnded,
    held,
    hold: (choice: Choice) => {
      if (slot.isPending) return
      const said = { name: choice.practitioner, time: clockTime(choice.startsAt), count: holdMinutes }
      slot.mutate(
        { ...choice, requestId: request.id },
        { onSuccess: () => announce(t('booking.said_held', said), 'assertive') },
      )
    },
    released: () => {
      show({ hold: null, held: null })
      announce(t('booking.released'))
    },
    ended: () => {
      setHasEnded(true)
      show({ hold: null, held: null })
    },
    booked: (appointment: AppointmentView) => {
      finishWork(request.id)
      const isPending = appointment.status === 'pending'
      const state = isPending ? 'PROPOSED' : 'BOOKED'
      show({ state, hold: null, held: null, appointments: [appointment, ...request.appointments] })
      announce(t(isPending ? 'booking.said_proposed' : 'booking.said_booked'), 'assertive')
    },
  }
}

export type Booking = ReturnType<typeof useBooking>
