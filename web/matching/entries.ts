import type { OfferView } from '../../contract/matching.ts'
import { grouped } from './grouped.ts'

/** A professional's offers, by the rank of the best one; the others are other times. */
export interface Entry {
  readonly number: number
  readonly group: OfferView['group']
  readonly best: OfferView
  readonly times: readonly OfferView[]
  /** What sets the best one before the next professional's, and not before another time of the same. */
  readonly aheadBy: OfferView['aheadBy']
}

/** One entry for each professional, in the order of their best offers: grouping reorders nothing. */
export function entriesOf(offers: readonly OfferView[]): Entry[] {
  return grouped(offers, ({ group, practitioner }) => `${group} ${practitioner.id}`).flatMap((times, index) => {
    const [best] = times
    if (!best) return []
    return [{ number: index + 1, group: best.group, best, times: byStart(times), aheadBy: aheadOfOthers(offers, best) }]
  })
}

function aheadOfOthers(offers: readonly OfferView[], best: OfferView): OfferView['aheadBy'] {
  let last = best
  for (const offer of offers.slice(offers.indexOf(best) + 1)) {
    if (offer.practitioner.id !== best.practitioner.id) break
    last = offer
  }
  return last.aheadBy
}

const byStart = (offers: readonly OfferView[]) => [...offers].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))

/** Entries that follow each other in the same group. */
export function runsOf(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run?.[0]?.group === entry.group) run.push(entry)
    else runs.push([entry])
  }
  return runs
}

/** The chosen offer while it is still there, else the first. */
export function chosenIn(entries: readonly Entry[], slotId: string | undefined) {
  const entry = entries.find(({ times }) => times.some((time) => time.slotId === slotId)) ?? entries[0]
  const offer = entry?.times.find((time) => time.slotId === slotId) ?? entry?.best
  return { entry, offer }
}
