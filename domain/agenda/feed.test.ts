import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../time/interval.ts'
import { type FeedSlot, feedWindow, sharedEvents, visitEvent } from './feed.ts'

const words = {
  visit: 'Patient SNP',
  shared: 'Place partagée',
  modalities: { VR: 'téléconsultation', HH: 'visite à domicile' },
}
const eight = Date.parse('2026-11-24T08:00:00Z')
const openedAt = eight - 24 * HOUR
const slot = (id: string, minute: number, wish: Partial<FeedSlot> = {}): FeedSlot => ({
  id,
  version: 1,
  openingId: 'o',
  openedAt,
  modality: 'AMB',
  place: 'Cabinet, Saint-Étienne',
  start: eight + minute * MINUTE,
  end: eight + (minute + 15) * MINUTE,
  ...wish,
})
const visit = { ...slot('v', 0), changedAt: eight, pending: false }

describe('an agenda for calendars', () => {
  test('goes from a week ago to sixty days ahead, and stays so all day', () => {
    const { start, end } = feedWindow(eight)
    expect([start, end].map((each) => new Date(each).toISOString())).toEqual([
      '2026-11-17T00:00:00.000Z',
      '2027-01-24T00:00:00.000Z',
    ])
    expect(feedWindow(eight + 15 * HOUR)).toEqual(feedWindow(eight))
  })

  test('shows a visit as taken, tentatively until it is agreed, without who it is', () => {
    expect(visitEvent(visit, words)).toMatchObject({
      uid: 'v@passerelle',
      summary: 'Patient SNP',
      location: 'Cabinet, Saint-Étienne',
      status: 'CONFIRMED',
      transparent: false,
    })
    expect(visitEvent({ ...visit, pending: true }, words).status).toBe('TENTATIVE')
    expect(visitEvent({ ...visit, modality: 'VR' }, words).summary).toBe('Patient SNP (téléconsultation)')
    expect(visitEvent({ ...visit, modality: 'HH' }, words)).toMatchObject({
      summary: 'Patient SNP (visite à domicile)',
      location: null,
    })
  })

  test('makes one event of shared places that follow one another, and only of those', () => {
    const slots = [
      slot('a', 0),
      slot('x', 5, { openingId: 'other' }),
      slot('b', 15, { version: 4 }),
      slot('c', 30),
      slot('d', 60),
      slot('y', 60, { openingId: 'third' }),
    ]
    const shown = sharedEvents(slots, words).map(({ uid, start, end, sequence }) => [
      uid,
      (start - eight) / MINUTE,
      (end - eight) / MINUTE,
      sequence,
    ])
    expect(shown).toEqual([
      ['a@passerelle', 0, 45, 4],
      ['x@passerelle', 5, 20, 1],
      ['d@passerelle', 60, 75, 1],
      ['y@passerelle', 60, 75, 1],
    ])
    expect(sharedEvents(slots, words)[0]).toMatchObject({ summary: 'Place partagée', transparent: true })
  })
})
