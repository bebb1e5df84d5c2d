import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CalendarSourceView } from '../../contract/calendars.ts'
import { OfferList } from '../../contract/matching.ts'
import { MINUTE } from '../../domain/time/interval.ts'
import { signInAs, type TestServer, testServer } from '../../server/api/test-server.ts'
import { addPractitioner, addRequest, NOW, type TestApp, testApp } from '../../server/database/test-app.ts'
import { readDueCalendars } from '../../server/jobs/read-due-calendars.ts'
import type { Calendars } from '../../server/outside/calendars/calendars.ts'
import { testCalendars } from '../../server/outside/calendars/test-calendars.ts'
import { calendar, event } from '../../server/outside/calendars/test-files.ts'
import { changeAgenda } from '../../server/use-cases/change-agenda.ts'
import { newRadicale, PASSWORD, type Radicale, USERNAME } from './radicale.ts'

/** A professional with a calendar on a real CalDAV server, and four slots this Tuesday from 16:00 to 17:00. */
let radicale: Radicale
let app: TestApp
let server: TestServer
let calendars: Calendars
let practice: { practitionerId: string; locationId: string }
let professional: string
let operator: string
let requestId: string

beforeAll(async () => {
  radicale = await newRadicale()
  await radicale.start()
})
afterAll(() => radicale?.forget())

beforeEach(async () => {
  await radicale.ask('DELETE', `/${USERNAME}/`)
  expect(await radicale.ask('MKCALENDAR', `/${USERNAME}/travail/`, MAKE)).toBe(201)
  app = await testApp(NOW)
  calendars = testCalendars({ allowedHosts: [radicale.host] })
  server = await testServer(app, { calendars })
  practice = await addPractitioner(app)
  professional = (await signInAs(app, 'professional', practice)).cookie
  operator = (await signInAs(app, 'operator')).cookie
  requestId = await addRequest(app)
  const actor = { ...app.scope, name: 'Camille Lorentz', actingFor: [practice.practitionerId] }
  await changeAgenda(app, actor, { change: { kind: 'open', openings: [opening()] }, affectedSeen: [] })
})
afterEach(() => server.close())

const MAKE = `<?xml version="1.0"?><c:mkcalendar xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><set><prop>
<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set></prop></set></c:mkcalendar>`

const opening = () => ({
  ...{ locationId: practice.locationId, day: '2026-11-24', from: '16:00', until: '17:00', recurrence: null },
  ...{ kind: 'slots' as const, slotMinutes: 15, places: 1, modality: 'AMB' as const, visibility: ['SNP' as const] },
  ...{ cpts: null, booking: 'ROUTINE' as const, reasons: [], minAgeMonths: 0, maxAgeMonths: null, leadMinutes: 0 },
  ...{ release: null, answerBy: null },
})

/** What a calendar program of the professional does, on the telephone for example. */
const put = async (name: string, ...lines: string[]) => {
  const text = calendar(event(`UID:${name}`, ...lines))
  expect([201, 204]).toContain(await radicale.ask('PUT', `/${USERNAME}/travail/${name}.ics`, text))
}
const remove = async (name: string) =>
  expect(await radicale.ask('DELETE', `/${USERNAME}/travail/${name}.ics`)).toBe(200)

const call = (method: 'GET' | 'POST', url: string, cookie: string, body?: object) =>
  server.inject({
    method,
    url: `/api${url}`,
    headers: { cookie, host: 'localhost', origin: 'http://localhost' },
    ...(body && { payload: body }),
  })
const add = () => {
  const [address, account] = [`http://${radicale.host}/`, { username: USERNAME, password: PASSWORD }]
  return call('POST', '/agenda/calendars', professional, { kind: 'caldav', name: 'Téléphone', address, ...account })
}
const source = async () =>
  (await call('GET', '/agenda/calendars', professional)).json<{ sources: CalendarSourceView[] }>().sources[0]
const poll = async (minutes = 6) => {
  app.clock += minutes * MINUTE
  expect(await readDueCalendars(app, calendars, app.clock)).toBe(1)
}

/** What the operator is offered, by the clock of the place, and why each may be doubtful. */
async function offers() {
  await server.live.catchUp()
  const list = OfferList.parse((await call('GET', `/requests/${requestId}/offers`, operator)).json())
  const hour = new Intl.DateTimeFormat('fr', { timeStyle: 'short', timeZone: 'Europe/Paris' })
  return list.offers.map(({ startsAt, reasons }) => ({
    at: hour.format(new Date(startsAt)),
    stale: reasons.some(({ code }) => code === 'calendar-stale'),
  }))
}
const hours = async () => (await offers()).map(({ at }) => at)

test('an event made in a calendar program takes its slot out of the offers at the next poll; moved, it takes another', async () => {
  expect((await add()).statusCode).toBe(201)
  expect(await hours()).toEqual(['16:00', '16:15', '16:30', '16:45'])
  await put('dentiste', 'DTSTART;TZID=Europe/Paris:20261124T161500', 'DTEND;TZID=Europe/Paris:20261124T163000')
  expect(await hours()).toHaveLength(4)
  await poll()
  expect(await hours()).toEqual(['16:00', '16:30', '16:45'])
  await put('dentiste', 'DTSTART;TZID=Europe/Paris:20261124T164000', 'DTEND;TZID=Europe/Paris:20261124T170000')
  await poll()
  expect(await hours()).toEqual(['16:00', '16:15'])
  await remove('dentiste')
  await poll()
  expect(await hours()).toEqual(['16:00', '16:15', '16:30', '16:45'])
})

test('what recurs, is free or is of a whole day counts as it is', async () => {
  await put('hebdo', 'DTSTART;TZID=Europe/Paris:20260901T163000', 'DURATION:PT15M', 'RRULE:FREQ=WEEKLY;BYDAY=TU')
  await put('libre', 'DTSTART;VALUE=DATE:20261124', 'TRANSP:TRANSPARENT')
  await add()
  expect(await hours()).toEqual(['16:00', '16:15', '16:45'])
  expect(await source()).toMatchObject({ busyTimes: 10, trouble: null })
  await put('conges', 'DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126')
  await poll()
  expect(await hours()).toEqual([])
})

test('a server that is off is said to be, with the age of what is known; nothing is lost; back on, it catches up', async () => {
  await put('dentiste', 'DTSTART;TZID=Europe/Paris:20261124T161500', 'DTEND;TZID=Europe/Paris:20261124T163000')
  await add()
  const known = await source()
  await radicale.stop()
  try {
    await poll()
    expect(await source()).toMatchObject({ trouble: 'unreachable', failures: 1, stale: true, busyTimes: 1 })
    expect((await source())?.succeededAt).toBe(known?.succeededAt)
    expect(await offers()).toEqual(['16:00', '16:30', '16:45'].map((at) => ({ at, stale: true })))
    await poll()
    expect(await source()).toMatchObject({ failures: 2 })
  } finally {
    await radicale.start()
  }
  await remove('dentiste')
  await put('reunion', 'DTSTART:20261124T154500Z', 'DURATION:PT15M')
  await poll(11)
  expect(await source()).toMatchObject({ trouble: null, failures: 0, stale: false, busyTimes: 1 })
  expect(await offers()).toEqual(['16:00', '16:15', '16:30'].map((at) => ({ at, stale: false })))
})
