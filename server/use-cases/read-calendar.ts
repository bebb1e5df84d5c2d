import type { Actor, App } from '../app.ts'
import type { CalendarReading } from '../calendar-reading.ts'
import { type Calendar, findCalendar } from '../database/calendars.ts'
import { lockAgenda } from '../database/openings.ts'
import type { Scope } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { ownZone } from './add-calendar.ts'
import { keepReading } from './keep-reading.ts'

/** What to read, and by which clock its hours without zone are. */
export interface CalendarToRead {
  readonly calendar: Calendar
  readonly zone: string
}

/** Undefined when it was taken away, or is of nobody that `scope` acts for. */
export function findCalendarToRead(app: App, scope: Scope, calendarId: string): Promise<CalendarToRead | undefined> {
  return app.within(scope, async (tx) => {
    const calendar = await findCalendar(tx, app.cipher, calendarId)
    return calendar && { calendar, zone: await ownZone(tx, scope, calendar.practitionerId) }
  })
}

export const getCalendarToRead = async (app: App, actor: Actor, calendarId: string): Promise<CalendarToRead> =>
  (await findCalendarToRead(app, actor, calendarId)) ?? refuse('calendar-not-found')

/**
 * Keeps what a read of a calendar brought. One that was read again meanwhile keeps that: what changed since a mark is
 * of no use once the mark is another.
 */
export function readCalendar(app: App, scope: Scope, before: Calendar, reading: CalendarReading): Promise<Calendar> {
  const at = app.now()
  return app.within(scope, async (tx) => {
    await lockAgenda(tx, before.practitionerId)
    const calendar = (await findCalendar(tx, app.cipher, before.id)) ?? refuse('calendar-not-found')
    if (calendar.checkedAt !== before.checkedAt) return calendar
    await keepReading(app, tx, scope, calendar, reading, at)
    return (await findCalendar(tx, app.cipher, calendar.id)) ?? refuse('calendar-not-found')
  })
}
