import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { deleteCalendar, findCalendar } from '../database/calendars.ts'
import { record } from '../database/journal.ts'
import { lockAgenda } from '../database/openings.ts'
import { refuse } from '../refusal.ts'
import { layOutAgain } from './keep-reading.ts'

/** Forgets a calendar; the time that only it took is free again. Its clock finds nothing to read. */
export function removeCalendar(app: App, actor: Actor, { calendarId }: { readonly calendarId: string }): Promise<void> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const calendar = (await findCalendar(tx, app.cipher, calendarId)) ?? refuse('calendar-not-found')
    const { practitionerId } = calendar
    await lockAgenda(tx, practitionerId)
    await deleteCalendar(tx, calendarId)
    await layOutAgain(app, tx, actor, calendar, at)
    const { territoryId } = actor
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId }
    await record(tx, { ...line, act: 'calendar-removed', details: { calendarId } })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
  })
}
