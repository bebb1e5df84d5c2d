import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import type { FastifyBaseLogger } from 'fastify'
import ICAL from 'ical.js'
import { pino } from 'pino'
import type { z } from 'zod'
import type { createFeed } from '../../contract/calendars.ts'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { insertIdentity } from '../database/identity.ts'
import { addPractitioner, addRequest, addSlot, asOf, type TestApp } from '../database/test-app.ts'
import { bookAppointment } from '../use-cases/book-appointment.ts'
import { holdSlot } from '../use-cases/hold-slot.ts'
import { signInAs, type TestServer } from './test-server.ts'

/** What must be found nowhere that a calendar, a mail or a log shows. */
export const CANARIES = ['Vernhes', 'Mina', '639984107', 'rue Haute', 'lombaire', 'Code 4412'] as const

export const holdsCanary = (text: string): boolean => CANARIES.some((canary) => text.includes(canary))

export type Practice = Awaited<ReturnType<typeof addPractitioner>>

/** A request of a patient with a name, an address and a phone. */
export async function addNamedRequest(app: TestApp): Promise<string> {
  const [id, patientId] = [await addRequest(app), randomUUID()]
  const { territoryId } = app.scope
  const patient = {
    familyName: 'Vernhes',
    givenName: 'Mina',
    birthDate: null,
    phone: '+33639984107',
    address: '2 rue Haute',
  }
  await app.within(app.scope, (tx) =>
    insertIdentity(tx, app.cipher, { id: patientId, territoryId, at: app.now() }, patient, {
      sharing: 'not-asked',
      sharingWith: null,
    }),
  )
  await app.admin.updateTable('care_request').set({ patient_id: patientId }).where('id', '=', id).execute()
  return id
}

/** Gives the slot to a named patient, with a word for the professional. */
export async function bookNamed(app: TestApp, slotId: string) {
  const requestId = await addNamedRequest(app)
  const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId, asOf })
  const message = 'Code 4412, demander Mina'
  return bookAppointment(app, app.scope, { requestId, holdId, idempotencyKey: randomUUID(), message, asOf })
}

/** A visit in an hour, a patient en sus in two hours whom nobody accepted yet, and a free place in three. */
export async function arrangeAgenda(app: TestApp) {
  const practice = await addPractitioner(app)
  const visit = await bookNamed(app, await addSlot(app, { practitioner: practice, startsIn: HOUR }))
  const enSus = await addSlot(app, { practitioner: practice, kind: 'en-sus', startsIn: 2 * HOUR })
  const pending = await bookNamed(app, enSus)
  const freeSlot = await addSlot(app, { practitioner: practice, startsIn: 3 * HOUR })
  return { practice, visit, pending, freeSlot, visitStart: app.now() + HOUR, quarter: 15 * MINUTE }
}

export type MadeFeed = z.infer<typeof createFeed.reply>

/** As the professional makes it on screen. */
export async function makeFeed(app: TestApp, server: TestServer, practice: Practice) {
  const { cookie } = await signInAs(app, 'professional', practice)
  const headers = { cookie, host: 'passerelle.example' }
  const payload = { name: 'Mon téléphone' }
  const reply = await server.inject({ method: 'POST', url: '/api/agenda/feeds', headers, payload })
  const made = reply.json<MadeFeed>()
  return { ...made, cookie, path: new URL(made.icsUrl).pathname, token: made.caldav.password }
}

/** The events of an iCalendar text, as somebody else's reader finds them. */
export function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => component.getFirstPropertyValue(name)
    return {
      uid: value('uid'),
      summary: value('summary'),
      location: value('location'),
      status: value('status'),
      transp: value('transp'),
      sequence: value('sequence'),
      start: (value('dtstart') as ICAL.Time).toJSDate().getTime(),
      end: (value('dtend') as ICAL.Time).toJSDate().getTime(),
    }
  })
}

/** A log that keeps every word, whatever the level. */
export function wordyLog() {
  const words: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      words.push(String(chunk))
      done()
    },
  })
  return { log: pino({ level: 'trace' }, stream) as FastifyBaseLogger, text: () => words.join('') }
}
