import { type Instant, SECOND } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { type Due, type DueKind, listWhoseDue, putOff, takeDue, type Whose } from '../database/due.ts'
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
const REFILLS: readonly DueKind[] = ['slot-refill']
const OTHERS = (Object.keys(EFFECTS) as DueKind[]).filter((kind) => !REFILLS.includes(kind))
/** In one turn. An agenda that is published sets thousands of these: the other clocks have their turn in between. */
const MOST_REFILLS = 200

/** How long a clock waits whose work failed. */
const AFTER_FAILURE = 30 * SECOND

interface Turn {
  readonly now: Instant
  readonly kinds: readonly DueKind[]
  /** Of one territory, or of one professional. */
  readonly most: number
  readonly errors: unknown[]
}

/**
 * Does what has come due by `now`, one transaction each, and says how many. Any number may run at once. What goes wrong
 * with one holds up no other: it is put off, and thrown once the others are done.
 */
export async function runDue(app: App, now: Instant): Promise<number> {
  const errors: unknown[] = []
  let done = await runKinds(app, { now, errors, kinds: OTHERS, most: Number.POSITIVE_INFINITY })
  done += await runKinds(app, { now, errors, kinds: REFILLS, most: MOST_REFILLS })
  if (errors.length > 0) throw errors[0]
  return done
}

async function runKinds(app: App, turn: Turn): Promise<number> {
  let done = 0
  for (const whose of await app.within(NO_TERRITORY, (tx) => listWhoseDue(tx, turn.now, turn.kinds)))
    for (let left = turn.most; left > 0 && (await runNext(app, whose, turn)); left--) done++
  return done
}

async function runNext(app: App, whose: Whose, { now, kinds, errors }: Turn): Promise<boolean> {
  const taken: Due[] = []
  try {
    await app.within(scopeOf(whose), async (tx) => {
      const due = await takeDue(tx, whose, now, kinds)
      if (!due) return
      taken.push(due)
      await EFFECTS[due.kind]?.(app, tx, due, now)
    })
  } catch (error) {
    const [due] = taken
    if (!due) throw error
    await app.within(scopeOf(whose), (tx) => putOff(tx, due.id, now + AFTER_FAILURE))
    errors.push(error)
  }
  return taken.length > 0
}

export const scopeOf = ({ territoryId, practitionerId }: Whose): Scope => ({
  territoryId,
  actor: 'clock',
  actingFor: practitionerId ? [practitionerId] : [],
})
