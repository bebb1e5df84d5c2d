import { describe, expect, test } from 'vitest'
import type { OfferView } from '../../contract/matching.ts'
import { chosenIn, entriesOf, runsOf } from './entries.ts'

const offer = (slotId: string, practitioner: string, startsAt: string, group: OfferView['group'] = 'territory') =>
  ({ aheadBy: 'soonest', slotId, group, startsAt, practitioner: { id: practitioner } }) as OfferView

const offers = [
  offer('a', 'bonnefoy', '17:20', 'attending'),
  offer('b', 'peyrard', '15:40'),
  offer('c', 'bonnefoy', '15:00', 'attending'),
  offer('d', 'vacher', '16:10', 'neighbour'),
  offer('e', 'sabatier', '16:20'),
]

describe('entries of the list', () => {
  const entries = entriesOf(offers)

  test('keep the order of the best offers, with the other times of each professional by the clock', () => {
    expect(entries.map(({ best }) => best.slotId)).toEqual(['a', 'b', 'd', 'e'])
    expect(entries[0]?.times.map(({ slotId }) => slotId)).toEqual(['c', 'a'])
    expect(entries[0]?.aheadBy).toBe('soonest')
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4])
  })

  test('are headed by group without moving any', () => {
    expect(runsOf(entries).map((run) => run.map(({ best }) => best.slotId))).toEqual([['a'], ['b'], ['d'], ['e']])
  })

  test('fall back on the first when the chosen one is gone', () => {
    expect(chosenIn(entries, 'c').offer?.slotId).toBe('c')
    expect(chosenIn(entries, 'gone').offer?.slotId).toBe('a')
    expect(chosenIn([], 'a')).toEqual({ entry: undefined, offer: undefined })
  })
})
