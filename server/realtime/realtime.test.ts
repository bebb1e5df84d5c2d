import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Announcement } from '../../contract/realtime.ts'
import { sessionsOf } from '../api/sessions.ts'
import { signInAs, type TestServer, testServer } from '../api/test-server.ts'
import { type Announced, announce } from '../database/announce.ts'
import { addPractitioner, addSlot, addTerritory, endListeners, type TestApp, testApp } from '../database/test-app.ts'
import { testDatabase } from '../database/test-database.ts'
import { openEars } from './ears.ts'
import { type EventStreams, openEventStreams } from './event-streams.ts'

const eight = Date.parse('2026-11-24T08:00:00Z')
let app: TestApp
let server: TestServer
let streams: EventStreams
let ears: { close: () => Promise<void> }
let address: string

beforeEach(async () => {
  app = await testApp(eight)
  const sessions = sessionsOf(app)
  streams = openEventStreams(app.now)
  server = await testServer(app, { sessions, streams })
  address = await server.listen({ host: '127.0.0.1', port: 0 })
  const database = await testDatabase()
  await new Promise<void>((listening) => {
    const sessionChanged = (tokenHash?: string) => {
      sessions.forget(tokenHash)
      if (!tokenHash) listening()
    }
    ears = openEars(database, { streams, sessionChanged, failed: () => undefined })
  })
})
afterEach(async () => {
  streams.close()
  await server.close()
  await ears.close()
})

/** An open screen: what it has been told so far, and whether it was sent away. */
async function open(cookie: string) {
  const reply = await fetch(`${address}/api/events`, { headers: { cookie } })
  expect(reply.headers.get('content-type')).toBe('text/event-stream')
  const told: Announcement[] = []
  const screen = { told, hasEnded: false }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of reply.body ?? []) {
      const lines = decoder.decode(chunk, { stream: true }).split('\n')
      told.push(...lines.filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6))))
    }
  }
  void read().finally(() => {
    screen.hasEnded = true
  })
  return screen
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const start = Date.now(); !isTrue(); await delay(5)) if (Date.now() - start > 5_000) throw new Error('too late')
}
const topics = (screen: { told: Announcement[] }) => screen.told.map(({ topic }) => topic)
const send = (news: Announced) => app.within(app.scope, (tx) => announce(tx, news))

describe('an open screen', () => {
  test('hears hello with the time of the server, then what its territory announces', async () => {
    const screen = await open((await signInAs(app, 'operator')).cookie)
    await until(() => screen.told.length > 0)
    expect(screen.told[0]).toEqual({ topic: 'hello', subject: null, at: '2026-11-24T08:00:00.000Z' })
    const subject = randomUUID()
    await send({ territoryId: app.scope.territoryId, topic: 'request', subject })
    await until(() => topics(screen).includes('request'))
    expect(screen.told.at(-1)).toEqual({ topic: 'request', subject, at: '2026-11-24T08:00:00.000Z' })
  })

  test('hears nothing of another territory, but of its own agenda', async () => {
    const { practitionerId } = await addPractitioner(app)
    const doctor = await open((await signInAs(app, 'professional', { practitionerId })).cookie)
    const operator = await open((await signInAs(app, 'operator')).cookie)
    await until(() => doctor.told.length > 0 && operator.told.length > 0)
    const { territoryId } = await addTerritory(app.admin)
    await send({ territoryId, topic: 'request', subject: randomUUID() })
    await send({ territoryId, topic: 'agenda', subject: randomUUID(), practitionerIds: [practitionerId] })
    await until(() => topics(doctor).includes('agenda'))
    await send({ territoryId: app.scope.territoryId, topic: 'indicators', subject: randomUUID() })
    await until(() => topics(operator).includes('indicators'))
    expect(topics(doctor)).not.toContain('request')
    expect(topics(operator)).toEqual(['hello', 'indicators'])
  })

  test('hears once that places changed, however many did', async () => {
    const screen = await open((await signInAs(app, 'coordinator')).cookie)
    await until(() => screen.told.length > 0)
    for (let n = 0; n < 5; n += 1) await addSlot(app, { startsIn: n * 3_600_000 })
    await until(() => topics(screen).includes('availability'))
    expect(topics(screen)).toEqual(['hello', 'availability'])
  })

  test('is closed when its session ends or changes, and only that one', async () => {
    const leaving = await signInAs(app, 'operator')
    const screen = await open(leaving.cookie)
    const other = await open((await signInAs(app, 'operator')).cookie)
    await until(() => screen.told.length > 0 && other.told.length > 0)
    await server.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: leaving.cookie } })
    await until(() => screen.hasEnded)
    expect(other.hasEnded).toBe(false)
  })

  test('is greeted again when the database is heard again', async () => {
    const screen = await open((await signInAs(app, 'operator')).cookie)
    await until(() => screen.told.length > 0)
    await endListeners(app.admin)
    await until(() => screen.told.length > 1)
    const subject = randomUUID()
    await send({ territoryId: app.scope.territoryId, topic: 'request', subject })
    await until(() => topics(screen).includes('request'))
  })

  test('that does not read is dropped', async () => {
    const response = new PassThrough({ highWaterMark: 1 }) as unknown as ServerResponse
    const mayListen = async () => true
    streams.open(response, { tokenHash: '', territoryId: app.scope.territoryId, actingFor: [], mayListen })
    const news = { territoryId: app.scope.territoryId, topic: 'request', subject: 'x'.repeat(1_000) } as const
    for (let n = 0; n < 100; n += 1) streams.announce(news)
    expect(response.destroyed).toBe(true)
  })

  test('needs a session', async () => {
    expect((await fetch(`${address}/api/events`)).status).toBe(401)
  })
})
