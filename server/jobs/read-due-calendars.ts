import { type Instant, MINUTE } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { endDue, leaseDue, listWhoseDue, type Whose } from '../database/due.ts'
import { NO_TERRITORY } from '../database/within.ts'
import type { Calendars } from '../outside/calendars/calendars.ts'
import { findCalendarToRead, readCalendar } from '../use-cases/read-calendar.ts'
import { scopeOf } from './run-due.ts'

const KINDS = ['calendar-read'] as const
/** Longer than any read: whoever is killed meanwhile gives it back then. */
const LEASE = MINUTE
const AT_ONCE = 4

/**
 * Reads each calendar that has come due by `now`, a few at a time, and says how many. Any number may run at once. What
 * goes wrong with one is thrown once the others are read.
 */
export async function readDueCalendars(app: App, calendars: Pick<Calendars, 'read'>, now: Instant): Promise<number> {
  const waiting = await app.within(NO_TERRITORY, (tx) => listWhoseDue(tx, now, KINDS))
  const errors: unknown[] = []
  let done = 0
  const work = async () => {
    for (let whose = waiting.shift(); whose; whose = waiting.shift()) {
      try {
        while (await readNext(app, calendars, whose, now)) done++
      } catch (error) {
        errors.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (errors.length > 0) throw errors[0]
  return done
}

/** One calendar of one professional: the clock is lent, the calendar read without a transaction, then written. */
async function readNext(app: App, calendars: Pick<Calendars, 'read'>, whose: Whose, now: Instant): Promise<boolean> {
  const scope = scopeOf(whose)
  const at = Math.max(now, app.now()) // others of this turn may have taken long
  const due = await app.within(scope, (tx) => leaseDue(tx, whose, now, KINDS, at + LEASE))
  if (!due) return false
  const found = await findCalendarToRead(app, scope, due.subject)
  if (!found) {
    await app.within(scope, (tx) => endDue(tx, due.id))
    return true
  }
  const { calendar, zone } = found
  const reading = await calendars.read(calendar.from, calendar.state, { now: at, zone })
  await readCalendar(app, scope, calendar, reading)
  return true
}
