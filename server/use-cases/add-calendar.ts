import type { Actor, App } from '../app.ts'
import type { CalendarAddress, CalendarReading } from '../calendar-reading.ts'
import { type Calendar, findCalendar, insertCalendar, listCalendars } from '../database/calendars.ts'
import { record } from '../database/journal.ts'
import { listPlacesOfCare, lockAgenda } from '../database/openings.ts'
import { getTerritory } from '../database/territory.ts'
import type { Db, Scope } from '../database/within.ts'
import { Refused, refuse } from '../refusal.ts'
import { keepReading } from './keep-reading.ts'
import { practitionerOf } from './practitioner-of.ts'

interface AddCalendar {
  readonly practitionerId: string
  readonly name: string
  readonly from: CalendarAddress
  /** What its first read brought: one that cannot be read is not added. */
  readonly reading: CalendarReading
}

/** Each is read every five minutes. */
const MOST_CALENDARS = 5

/** For whom a calendar may be added, and by which clock its hours without zone are read; asked before it is read. */
export function welcomeCalendar(app: App, actor: Actor, asked: string | undefined) {
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, asked)
    await mustHaveRoom(tx, app, practitionerId)
    return { practitionerId, zone: await ownZone(tx, actor, practitionerId) }
  })
}

/** Takes busy times from one more calendar of the professional. */
export function addCalendar(app: App, actor: Actor, wish: AddCalendar): Promise<Calendar> {
  const at = app.now()
  const { name, from, reading } = wish
  if ('trouble' in reading) throw new Refused('calendar-unusable', [reading.trouble])
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, wish.practitionerId)
    await lockAgenda(tx, practitionerId)
    await mustHaveRoom(tx, app, practitionerId)
    const id = app.newId()
    await insertCalendar(tx, app.cipher, { id, practitionerId, name, from, createdAt: at })
    const calendar = (await findCalendar(tx, app.cipher, id)) ?? refuse('calendar-not-found')
    await keepReading(app, tx, actor, calendar, reading, at)
    const { territoryId } = actor
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId }
    await record(tx, { ...line, act: 'calendar-added', details: { calendarId: id, kind: from.kind } })
    return (await findCalendar(tx, app.cipher, id)) ?? refuse('calendar-not-found')
  })
}

async function mustHaveRoom(db: Db, app: App, practitionerId: string): Promise<void> {
  const there = await listCalendars(db, app.cipher, practitionerId)
  if (there.length >= MOST_CALENDARS) refuse('too-many-calendars')
}

/** Where they practise; that of the territory while they have no place. */
export async function ownZone(db: Db, { territoryId }: Scope, practitionerId: string): Promise<string> {
  const [place] = await listPlacesOfCare(db, practitionerId)
  return place?.zone ?? (await getTerritory(db, territoryId)).zone
}
