import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { type Due, listTerritoriesDue, takeDue } from '../database/due.ts'
import { NO_TERRITORY, type Scope, type Tx } from '../database/within.ts'
import { expireHold } from '../use-cases/expire-hold.ts'

const EFFECTS: Record<Due['kind'], (app: App, tx: Tx, due: Due, at: Instant) => Promise<void>> = {
  'hold-expiry': expireHold,
}

/** Does all that has come due by `now`, one transaction each, and says how many. Any number may run at once. */
export async function runDue(app: App, now: Instant): Promise<number> {
  let done = 0
  for (const territoryId of await app.within(NO_TERRITORY, (tx) => listTerritoriesDue(tx, now))) {
    while (await runNext(app, { territoryId, actor: 'clock' }, now)) done++
  }
  return done
}

const runNext = (app: App, scope: Scope, now: Instant) =>
  app.within(scope, async (tx) => {
    const due = await takeDue(tx, scope.territoryId, now)
    if (due) await EFFECTS[due.kind](app, tx, due, now)
    return due !== undefined
  })
