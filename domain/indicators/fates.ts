import { isWaiting } from '../requests/states.ts'
import type { CareEvent } from './indicators.ts'

/** What became of a request; every request has exactly one. */
export const FATES = ['attending', 'territory', 'neighbour', 'withoutVisit', 'unplaced', 'open'] as const
export type Fate = (typeof FATES)[number]

/** Without solution says so first, so that the bars show as many as the figure counts. */
export function fateOf({ state, visit }: CareEvent): Fate {
  if (state === 'UNPLACED') return 'unplaced'
  if (visit && visit.status !== 'pending') return placedWith(visit)
  return isWaiting(state) ? 'open' : 'withoutVisit'
}

function placedWith({ withAttending, ownTerritory }: NonNullable<CareEvent['visit']>): Fate {
  if (withAttending) return 'attending'
  return ownTerritory ? 'territory' : 'neighbour'
}

export function countFates(events: readonly CareEvent[]): Record<Fate, number> {
  const counts = { attending: 0, territory: 0, neighbour: 0, withoutVisit: 0, unplaced: 0, open: 0 }
  for (const event of events) counts[fateOf(event)] += 1
  return counts
}
