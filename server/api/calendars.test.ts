import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CalendarSourceView } from '../../contract/calendars.ts'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { readDueCalendars } from '../jobs/read-due-calendars.ts'
import type { Calendars } from '../outside/calendars/calendars.ts'
import { testCalendars } from '../outside/calendars/test-calendars.ts'
import { calendar, event } from '../outside/calendars/test-files.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

let app: TestApp
let server: TestServer
let calendars: Calendars
let practice: { practitionerId: string; locationId: string }
let cookie: string
let outside: Server
let host: string
/** What the professional's calendar server answers. */
let answer: RequestListener

const SECRET = 'adresse-secrete'
const meeting = event('UID:reunion@calendrier.example', 'DTSTART;TZID=Europe/Paris:20261125T090000', 'DURATION:PT1H')
const file =
  (text: string): RequestListener =>
  (_request, reply) =>
    reply.end(text)

beforeEach(async () => {
  outside = createServer((request, reply) => answer(request, reply))
  await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening))
  host = `127.0.0.1:${(outside.address() as AddressInfo).port}`
  answer = file(calendar(meeting))
  app = await testApp(NOW)
  calendars = testCalendars({ allowedHosts: [host] })
  server = await testServer(app, { calendars })
  practice = await addPractitioner(app)
  cookie = (await signInAs(app, 'professional', practice)).cookie
})
afterEach(async () => {
  await server.close()
  outside.close()
  outside.closeAllConnections()
})

const call = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { body, who = cookie }: { body?: object; who?: string } = {},
) =>
  server.inject({
    method,
    url: `/api/agenda/calendars${url}`,
    headers: { cookie: who, host: 'localhost', origin: 'http://localhost' },
    ...(body && { payload: body }),
  })
const wish = (more: object = {}) => ({
  kind: 'ics',
  name: 'Agenda du cabinet',
  address: `http://${host}/${SECRET}.ics`,
  ...more,
})
const add = (more: object = {}) => call('POST', '', { body: wish(more) })
const sources = async () => (await call('GET', '')).json<{ sources: CalendarSourceView[] }>().sources
const source = async () => (await sources())[0] as CalendarSourceView
const busy = async () =>
  (await app.admin.selectFrom('busy_time').selectAll().orderBy('start_at').execute()).map(
    ({ start_at, end_at }) => `${start_at.toISOString()} ${end_at.toISOString()}`,
  )
const poll = (minutes: number) => {
  app.clock += minutes * MINUTE
  return readDueCalendars(app, calendars, app.clock)
}

describe('adding a calendar', () => {
  test('reads it at once: its busy times, its host, and when it is read next', async () => {
    const added = await add()
    expect(added.statusCode).toBe(201)
    expect(added.json()).toMatchObject({ host, failures: 0, trouble: null, stale: false, busyTimes: 1 })
    expect(await sources()).toEqual([added.json()])
    const { succeededAt, nextCheckAt } = await source()
    expect(Date.parse(String(succeededAt))).toBe(NOW)
    expect(Date.parse(String(nextCheckAt)) - NOW).toBeGreaterThan(4 * MINUTE)
    expect(await busy()).toEqual(['2026-11-25T08:00:00.000Z 2026-11-25T09:00:00.000Z'])
  })

  test('keeps neither title nor address nor password in sight', async () => {
    await add({ username: 'camille', password: 'mot-de-passe' })
    const rows = await app.admin.selectFrom('calendar_source').selectAll().execute()
    const items = await app.admin.selectFrom('busy_time').selectAll().execute()
    const journal = await app.admin.selectFrom('journal').selectAll().execute()
    const kept = Buffer.from(JSON.stringify([rows, items, journal, (await call('GET', '')).json()])).toString('latin1')
    for (const word of [SECRET, 'camille', 'mot-de-passe', 'Réunion', 'reunion']) expect(kept).not.toContain(word)
    expect(rows[0]?.address.toString('latin1')).not.toContain(SECRET)
  })

  test.each([
    ['that is a page', () => file('<!doctype html>'), {}, 'not-a-calendar'],
    ['that is not there', () => ((_request, reply) => reply.writeHead(404).end()) as RequestListener, {}, 'not-found'],
    ['of a private machine', () => file(''), { address: 'https://192.168.1.1/agenda.ics' }, 'address-forbidden'],
    ['of no address', () => file(''), { address: 'n’importe quoi' }, 'address-forbidden'],
  ])('refuses one %s, with what to do', async (_case, answers, more, trouble) => {
    answer = answers()
    const refused = await add(more)
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({
      type: 'urn:passerelle:problem:calendar-unusable',
      reasons: [trouble],
      detail: expect.stringMatching(/\.$/),
    })
    expect(await sources()).toEqual([])
  })

  test('ends at five, and is for those one acts for', async () => {
    for (let added = 0; added < 5; added++) expect((await add()).statusCode).toBe(201)
    expect((await add()).json()).toMatchObject({ type: 'urn:passerelle:problem:too-many-calendars' })
    expect((await add({ practitionerId: randomUUID() })).statusCode).toBe(404)
  })
})

describe('reading again', () => {
  test('writes what changed and leaves the rest as it is', async () => {
    const other = event('UID:autre', 'DTSTART:20261126T090000Z', 'DURATION:PT1H')
    answer = file(calendar(meeting, other))
    await add()
    const rows = () =>
      app.admin
        .selectFrom('busy_time')
        .select(['item', 'start_at'])
        .select((eb) => eb.ref('ctid' as never).as('row'))
        .orderBy('start_at')
        .execute()
    const [before] = await rows()
    answer = file(calendar(meeting, other.replace('T090000Z', 'T100000Z')))
    expect(await poll(6)).toBe(1)
    expect(await busy()).toEqual([
      '2026-11-25T08:00:00.000Z 2026-11-25T09:00:00.000Z',
      '2026-11-26T10:00:00.000Z 2026-11-26T11:00:00.000Z',
    ])
    expect((await rows())[0]).toEqual(before)
    answer = file(calendar(other))
    await poll(6)
    expect(await busy()).toEqual(['2026-11-26T09:00:00.000Z 2026-11-26T10:00:00.000Z'])
  })

  test('asks only whether it changed, until occurrences further ahead are needed', async () => {
    const asked: (string | undefined)[] = []
    answer = (request, reply) => {
      asked.push(request.headers['if-none-match'])
      if (request.headers['if-none-match'] === '"un"') return reply.writeHead(304).end()
      return reply
        .setHeader('etag', '"un"')
        .end(calendar(event('UID:x', 'DTSTART:20261125T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY')))
    }
    await add()
    await poll(6)
    expect(asked).toEqual([undefined, '"un"'])
    const last = (await busy()).at(-1)
    await poll(9 * 24 * 60)
    expect(asked).toEqual([undefined, '"un"', undefined])
    expect((await busy()).at(-1)).not.toBe(last)
  })

  test('after failures comes later and later, tells after the third, and loses nothing', async () => {
    await add()
    answer = (_request, reply) => reply.writeHead(500).end()
    for (const pause of [5, 10, 20, 40, 60, 60]) {
      expect(await poll(60)).toBe(1)
      const { nextCheckAt, trouble, stale, busyTimes } = await source()
      expect({ trouble, stale, busyTimes }).toEqual({ trouble: 'answered-an-error', stale: true, busyTimes: 1 })
      const minutes = (Date.parse(String(nextCheckAt)) - app.clock) / MINUTE
      expect(minutes).toBeGreaterThan(0.9 * pause - 0.01)
      expect(minutes).toBeLessThanOrEqual(pause)
    }
    const row = await app.admin.selectFrom('calendar_source').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ failures: 6, told_at: new Date(NOW + 60 * MINUTE) })
    answer = file(calendar())
    await poll(60)
    expect(await source()).toMatchObject({ failures: 0, trouble: null, stale: false, busyTimes: 0 })
  })

  test('does nothing before its time, and nothing for one that was taken away', async () => {
    const { id } = (await add()).json<CalendarSourceView>()
    expect(await poll(1)).toBe(0)
    expect((await call('DELETE', `/${id}`)).statusCode).toBe(204)
    expect(await busy()).toEqual([])
    expect(await poll(10)).toBe(1)
    expect(await app.admin.selectFrom('due').selectAll().where('kind', '=', 'calendar-read').execute()).toEqual([])
  })

  test('can be asked for, and says how it went', async () => {
    const { id } = (await add()).json<CalendarSourceView>()
    app.clock += HOUR
    answer = (_request, reply) => reply.writeHead(401).end()
    const read = await call('POST', `/${id}/reading`)
    expect(read.statusCode).toBe(200)
    expect(read.json()).toMatchObject({ failures: 1, trouble: 'credentials-refused', stale: true, busyTimes: 1 })
  })

  test('goes on for the others while one server is silent', async () => {
    await add()
    answer = (request, reply) => (request.url?.includes('lent') ? undefined : reply.end(calendar()))
    const colleague = await addPractitioner(app)
    const { cookie: who } = await signInAs(app, 'professional', colleague)
    answer = file(calendar(meeting))
    expect((await call('POST', '', { who, body: wish({ address: `http://${host}/lent.ics` }) })).statusCode).toBe(201)
    answer = (request, reply) =>
      request.url?.includes('lent') ? reply.writeHead(200).flushHeaders() : reply.end(calendar())
    calendars = testCalendars({ allowedHosts: [host], limits: { idleMs: 300 } })
    expect(await poll(6)).toBe(2)
    expect(await source()).toMatchObject({ trouble: null, busyTimes: 0 })
    const theirs = (await call('GET', '', { who })).json<{ sources: CalendarSourceView[] }>().sources
    expect(theirs).toMatchObject([{ trouble: 'too-slow', busyTimes: 1 }])
  })
})

test('a calendar of somebody else is not there', async () => {
  const { id } = (await add()).json<CalendarSourceView>()
  const { cookie: who } = await signInAs(app, 'professional')
  expect((await call('POST', `/${id}/reading`, { who })).statusCode).toBe(404)
  expect((await call('DELETE', `/${id}`, { who })).statusCode).toBe(404)
  expect((await call('GET', `?practitionerId=${practice.practitionerId}`, { who })).statusCode).toBe(404)
})
