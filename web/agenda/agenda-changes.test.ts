import { describe, expect, test } from 'vitest'
import type { AgendaView, SlotView, VisitView } from '../../contract/agenda.ts'
import { findVisit, isUnsaved, withOpening, withOutcome, withoutOutcome, withoutSlot } from './agenda-changes.ts'
import { habitFor, openTimes, timesToOffer } from './usual-times.ts'

const location = { id: 'l', name: 'Cabinet', commune: 'Viverols' }
const visit = { id: 'v', status: 'booked', outcome: null } as VisitView
const slot: SlotView = {
  id: 's',
  openingId: 'o',
  startsAt: '2026-11-25T10:40:00Z',
  endsAt: '2026-11-25T10:55:00Z',
  kind: 'slots',
  modality: 'AMB',
  location,
  capacity: 1,
  freePlaces: 1,
  heldPlaces: 0,
  releaseAt: null,
  visits: [],
}
const agenda = {
  zone: 'Europe/Paris',
  today: '2026-11-24',
  locations: [location],
  habit: [
    { weekday: 3, time: '11:40' },
    { weekday: 3, time: '17:20' },
    { weekday: 5, time: '09:00' },
  ],
  days: [
    { day: '2026-11-24', slots: [{ ...slot, id: 'taken', freePlaces: 0, visits: [visit] }] },
    { day: '2026-11-25', slots: [slot] },
  ],
  proposals: [],
  awaiting: [visit],
} as unknown as AgendaView

const slotsOf = ({ days }: AgendaView) => days.map(({ slots }) => slots.map(({ id }) => id))

describe('what the agenda will be', () => {
  test('an outcome is on the visit at once, which no longer waits; it can be taken back', () => {
    const said = withOutcome(agenda, { appointmentId: 'v', outcome: 'did-not-come' })
    expect(said.awaiting).toEqual([])
    expect(findVisit(said, 'v')).toMatchObject({ outcome: 'did-not-come', status: 'noshow' })
    expect(findVisit(withoutOutcome(said, 'v'), 'v')).toMatchObject({ outcome: null, status: 'booked' })
  })

  test('a place taken back disappears, unless somebody has a place on it', () => {
    expect(slotsOf(withoutSlot(agenda, 's'))).toEqual([['taken'], []])
    expect(slotsOf(withoutSlot(agenda, 'taken'))).toEqual([['taken'], ['s']])
  })

  test('places being opened stand in order, and nothing can be done with them yet', () => {
    const wish = {
      locationId: 'l',
      day: '2026-11-25',
      times: ['08:40'],
      minutes: 15,
      kind: 'slots',
      places: 1,
    } as const
    const opened = withOpening(agenda, wish).days[1]?.slots ?? []
    expect(opened.map(({ startsAt }) => startsAt)).toEqual(['2026-11-25T07:40:00.000Z', slot.startsAt])
    expect(opened.map(isUnsaved)).toEqual([true, false])
    expect(withOpening(agenda, { ...wish, locationId: 'elsewhere' })).toBe(agenda)
  })
})

describe('the hours offered for a day', () => {
  test('are the habit of that day, without what is open already or over', () => {
    expect(openTimes(agenda, '2026-11-25')).toEqual(['11:40'])
    expect(habitFor(agenda, '2026-11-25')).toEqual(['17:20'])
    expect(habitFor(agenda, '2026-11-25', Date.parse('2026-11-25T17:00:00Z'))).toEqual([])
  })

  test('are six, in order, the habit of other days before the common ones', () => {
    expect(timesToOffer(agenda, '2026-11-25')).toEqual(['08:40', '09:00', '12:00', '14:00', '16:40', '17:20'])
  })
})
