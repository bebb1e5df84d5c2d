import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { type Due, type DueKind, listWhoseDue, takeDue, type Whose } from '../database/due.ts'
import { NO_TERRITORY, type Scope, type Tx } from '../database/within.ts'
import { expireHold } from '../use-cases/expire-hold.ts'
import { extendHorizon } from '../use-cases/extend-horizon.ts'
import { proposeRefill } from '../use-cases/propose-refill.ts'
import { releaseSlots } from '../use-cases/release-slots.ts'

type Effect = (app: App, tx: Tx, due: Due, at: Instant) => Promise<void>

/** What each clock does, in the transaction that took it. Clocks whose effect is outside the database are not here. */
const EFFECTS: Partial<Record<DueKind, Effect>> = {
  'hold-expiry': expireHold,
  'slot-release': releaseSlots,
  'slot-refill': proposeRefill,
  'agenda-horizon': extendHorizon,
}
const KINDS = Object.keys(EFFECTS) as DueKind[]

/** Does all that has come due by `now`, one transaction each, and says how many. Any number may run at once. */
export async function runDue(app: App, now: Instant): Promise<number> {
  let done = 0
  for (const whose of await app.within(NO_TERRITORY, (tx) => listWhoseDue(tx, now, KINDS))) {
    while (await runNext(app, whose, now)) done++
  }
  return done
}

const runNext = (app: App, whose: Whose, now: Instant) =>
  app.within(scopeOf(whose), async (tx) => {
    const due = await takeDue(tx, whose, now, KINDS)
    if (due) await EFFECTS[due.kind]?.(app, tx, due, now)
    return due !== undefined
  })

export const scopeOf = ({ territoryId, practitionerId }: Whose): Scope => ({
  territoryId,
  actor: 'clock',
  actingFor: practitionerId ? [practitionerId] : [],
})
