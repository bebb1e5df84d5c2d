import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  type AppointmentView,
  bookAppointment,
  cancelAppointment,
  extendHold,
  type HoldView,
  holdSlot,
  releaseHold,
} from '../../contract/booking.ts'
import { OfferView } from '../../contract/matching.ts'
import { call, ProblemError } from '../ui/http.ts'
import { type HeldPlace, rememberPlace } from './held-place.ts'

interface Hold extends HeldPlace {
  readonly requestId: string
  readonly override?: { readonly reason: string } | undefined
}

export function useHoldSlot({ onHeld, onLost }: { onHeld: (hold: HoldView) => void; onLost: (error: Error) => void }) {
  return useMutation({
    mutationFn: ({ slotId, requestId, asOf, override }: Hold) =>
      call(holdSlot, { params: { slotId }, body: { requestId, asOf, ...(override && { override }) } }),
    onSuccess: (hold, place) => {
      rememberPlace(place)
      onHeld(hold)
    },
    onError: onLost,
  })
}

export const useExtendHold = (onHeld: (hold: HoldView) => void) =>
  useMutation({
    mutationFn: (holdId: string) => call(extendHold, { params: { holdId } }),
    onSuccess: onHeld,
  })

export const useReleaseHold = (onReleased: () => void) =>
  useMutation({
    mutationFn: (holdId: string) => call(releaseHold, { params: { holdId } }),
    onSuccess: onReleased,
  })

interface Booking {
  readonly hold: HoldView
  readonly asOf: HeldPlace['asOf']
  readonly message: string
}

/** The hold's own id is the key: however often it is sent, there is one appointment. */
export const useBook = (onBooked: (appointment: AppointmentView) => void) =>
  useMutation({
    mutationFn: ({ hold, asOf, message }: Booking) =>
      call(bookAppointment, {
        params: { holdId: hold.id },
        body: { requestId: hold.requestId, idempotencyKey: hold.id, message: message.trim() || null, asOf },
      }),
    onSuccess: onBooked,
  })

export type Canceller = z.input<NonNullable<typeof cancelAppointment.body>>['by']

export const useCancelAppointment = (onCancelled: () => void) =>
  useMutation({
    mutationFn: ({ appointmentId, by, reason }: { appointmentId: string; by: Canceller; reason: string }) =>
      call(cancelAppointment, { params: { appointmentId }, body: { by, reason } }),
    onSuccess: onCancelled,
  })

/** Somebody was faster; with the next best offer, when there is one. */
export function lostRace(error: Error | null): { readonly next: OfferView | undefined } | undefined {
  if (!(error instanceof ProblemError) || error.code !== 'slot-taken') return undefined
  return { next: OfferView.safeParse(error.extra.next).data }
}
