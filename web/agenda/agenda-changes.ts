import type { AgendaView, SlotView, VisitView } from '../../contract/agenda.ts'
import { materialise, openingsOf } from '../../domain/agenda/materialise.ts'
import { type Outcome, statusAfter } from '../../domain/booking/outcome.ts'
import { instantAt } from '../ui/wall-time.ts'

export type { Outcome }

const withVisits = (agenda: AgendaView, change: (visit: VisitView) => VisitView): AgendaView => ({
  ...agenda,
  days: agenda.days.map((day) => ({
    ...day,
    slots: day.slots.map((slot) => ({ ...slot, visits: slot.visits.map(change) })),
  })),
})

interface Said {
  readonly appointmentId: string
  readonly outcome: Outcome
}

/** The visit as it will be, and no longer among those that wait for a word. */
export function withOutcome(agenda: AgendaView, { appointmentId, outcome }: Said): AgendaView {
  const said = withVisits(agenda, (visit) =>
    visit.id === appointmentId ? { ...visit, outcome, status: statusAfter(outcome) } : visit,
  )
  return { ...said, awaiting: agenda.awaiting.filter(({ id }) => id !== appointmentId) }
}

export const withoutOutcome = (agenda: AgendaView, appointmentId: string): AgendaView =>
  withVisits(agenda, (visit) =>
    visit.id === appointmentId ? { ...visit, outcome: null, outcomeAt: null, status: 'booked' } : visit,
  )

/** Without what was free of a slot; whoever has a place on it keeps it. */
export const withoutSlot = (agenda: AgendaView, slotId: string): AgendaView => ({
  ...agenda,
  days: agenda.days.map((day) => ({
    ...day,
    slots: day.slots
      .map((slot) => (slot.id === slotId ? { ...slot, freePlaces: 0 } : slot))
      .filter(({ id, visits, heldPlaces }) => id !== slotId || visits.length + heldPlaces > 0),
  })),
})

/** Hours of one day to open. */
export interface OpeningWish {
  readonly locationId: string
  readonly day: string
  readonly times: readonly string[]
  readonly minutes: number
  readonly kind: SlotView['kind']
  readonly places: number
}

/** With the places that are being opened; their ids are made up until the server has answered. */
export function withOpening(agenda: AgendaView, wish: OpeningWish): AgendaView {
  const location = agenda.locations.find(({ id }) => id === wish.locationId)
  if (!location) return agenda
  const { openings } = openingsOf(wish, (time) => instantAt(wish.day, time, agenda.zone))
  const opened = openings.flatMap(materialise).map(
    ({ start, end, capacity }): SlotView => ({
      id: `${UNSAVED}${start}`,
      openingId: '',
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end).toISOString(),
      kind: wish.kind,
      modality: 'AMB',
      location,
      capacity,
      freePlaces: capacity,
      heldPlaces: 0,
      releaseAt: null,
      visits: [],
    }),
  )
  const inOrder = (slots: SlotView[]) => slots.sort((one, other) => one.startsAt.localeCompare(other.startsAt))
  const days = agenda.days.map((day) =>
    day.day === wish.day ? { ...day, slots: inOrder([...day.slots, ...opened]) } : day,
  )
  return { ...agenda, days }
}

const UNSAVED = 'unsaved-'

/** Not yet known to the server, so nothing can be done with it. */
export const isUnsaved = ({ id }: Pick<SlotView, 'id'>): boolean => id.startsWith(UNSAVED)

/** A visit of the days shown, or of those that wait for an answer. */
export const findVisit = (agenda: AgendaView, appointmentId: string): VisitView | undefined =>
  [
    ...agenda.days.flatMap(({ slots }) => slots.flatMap(({ visits }) => visits)),
    ...agenda.awaiting,
    ...agenda.proposals,
  ].find(({ id }) => id === appointmentId)
