import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addSlot, NOW, type TestApp, testApp } from '../database/test-app.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { answerProposal } from '../use-cases/answer-proposal.ts'
import { cancelAppointment } from '../use-cases/cancel-appointment.ts'
import { arrangeAgenda, bookNamed, eventsIn, holdsCanary, makeFeed, wordyLog } from './test-feed.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

let app: TestApp
let server: TestServer
let agenda: Awaited<ReturnType<typeof arrangeAgenda>>
let feed: Awaited<ReturnType<typeof makeFeed>>
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  agenda = await arrangeAgenda(app)
  feed = await makeFeed(app, server, agenda.practice)
})
afterEach(() => server.close())

const read = (path = feed.path, headers: Record<string, string> = {}) => server.inject({ url: path, headers })
const events = async () => eventsIn((await read()).body)
const actor = () => ({ ...app.scope, role: 'professional' as const, actingFor: [agenda.practice.practitionerId] })
const revoke = (feedId = feed.feed.id, cookie = feed.cookie) =>
  server.inject({ method: 'DELETE', url: `/api/agenda/feeds/${feedId}`, headers: { cookie } })

describe('the secret address of an agenda', () => {
  test('is made of a token that only its owner keeps', async () => {
    expect(feed.icsUrl).toMatch(/^http:\/\/passerelle\.example\/calendars\/[\w-]{43}\.ics$/)
    expect(feed.caldav).toEqual({ url: 'http://passerelle.example/dav/', username: feed.feed.id, password: feed.token })
    const row = await app.admin.selectFrom('calendar_feed').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(feed.token)
    expect(row.token_hash).toHaveLength(32)
  })

  test('shows visits as taken, unanswered ones tentatively, and free places as free', async () => {
    const reply = await read()
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(reply.headers['cache-control']).toContain('private')
    expect(reply.headers['referrer-policy']).toBe('no-referrer')
    expect(reply.body).toMatch(/^REFRESH-INTERVAL;VALUE=DURATION:PT15M\r$/m)
    expect(reply.body).toMatch(/^X-WR-CALNAME:Passerelle – Dr Camille Essai/m)
    const { visit, pending, freeSlot, visitStart, quarter } = agenda
    const place = { location: 'Cabinet, Saint-Étienne' }
    const [first, second, third] = eventsIn(reply.body)
    expect(first).toEqual({
      ...place,
      uid: `${visit.id}@passerelle`,
      ...{ summary: 'Patient SNP', status: 'CONFIRMED', transp: 'OPAQUE', sequence: 1 },
      ...{ start: Math.floor(visitStart / 1000) * 1000, end: Math.floor((visitStart + quarter) / 1000) * 1000 },
    })
    expect(second).toMatchObject({ ...place, uid: `${pending.id}@passerelle`, status: 'TENTATIVE', transp: 'OPAQUE' })
    expect(third).toMatchObject({ ...place, uid: `${freeSlot}@passerelle`, summary: 'Place partagée' })
    expect(third?.transp).toBe('TRANSPARENT')
  })

  test('follows what is said and cancelled', async () => {
    const { visit, pending } = agenda
    const at = { appointmentId: pending.id, answer: { answer: 'accepted', startsAt: null } } as const
    await answerProposal(app, actor(), at)
    await cancelAppointment(app, actor(), { appointmentId: visit.id, by: 'professional', reason: 'Imprévu' })
    const shown = (await events()).map(({ uid, status, sequence }) => [uid, status, sequence])
    expect(shown).toContainEqual([`${pending.id}@passerelle`, 'CONFIRMED', 2])
    expect(shown.map(([uid]) => uid)).not.toContain(`${visit.id}@passerelle`)
  })

  test('leaves out what was withdrawn, what went back to the professional, and what is long past', async () => {
    const change = (values: object) =>
      app.admin.updateTable('slot').set(values).where('id', '=', agenda.freeSlot).execute()
    const uids = async () => (await events()).map(({ uid }) => uid)
    const free = `${agenda.freeSlot}@passerelle`
    expect(await uids()).toContain(free)
    await change({ release_at: new Date(NOW + HOUR) })
    expect(await uids()).toContain(free)
    app.clock += HOUR
    expect(await uids()).not.toContain(free)
    await change({ release_at: null, withdrawn_at: new Date(NOW), withdrawn_by: 'professional' })
    expect(await uids()).not.toContain(free)
    app.clock = NOW + 7 * DAY
    expect(await uids()).toContain(`${agenda.visit.id}@passerelle`)
    app.clock = NOW + 8 * DAY
    expect(await uids()).toEqual([])
  })

  test('identifies nobody', async () => {
    expect(holdsCanary((await read()).body)).toBe(false)
  })

  test('shows nothing of a colleague', async () => {
    const colleague = await addPractitioner(app)
    const visit = await bookNamed(app, await addSlot(app, { practitioner: colleague }))
    expect((await read()).body).not.toContain(visit.id)
  })

  test('answers that nothing changed while nothing did', async () => {
    const { etag } = (await read()).headers
    expect(etag).toMatch(/^"[\w-]{32}"$/)
    app.clock += 5 * MINUTE
    for (const asked of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const reply = await read(feed.path, { 'if-none-match': String(asked) })
      expect([reply.statusCode, reply.body, reply.headers.etag]).toEqual([304, '', etag])
    }
    await cancelAppointment(app, actor(), { appointmentId: agenda.visit.id, by: 'professional', reason: 'Imprévu' })
    expect((await read(feed.path, { 'if-none-match': String(etag) })).statusCode).toBe(200)
  })

  test('answers a HEAD as a GET, without the text', async () => {
    const reply = await server.inject({ method: 'HEAD', url: feed.path })
    expect([reply.statusCode, reply.body]).toEqual([200, ''])
    expect(reply.headers.etag).toBe((await read()).headers.etag)
  })

  test('says when it was last read, to the minute', async () => {
    const lastRead = async () => {
      const row = await app.admin.selectFrom('calendar_feed').select('read_at').executeTakeFirstOrThrow()
      return row.read_at?.getTime()
    }
    expect(await lastRead()).toBeUndefined()
    await read()
    app.clock += MINUTE - 1
    await read()
    expect(await lastRead()).toBe(NOW)
    app.clock += 1
    await read()
    expect(await lastRead()).toBe(NOW + MINUTE)
  })
})

describe('an address that opens nothing', () => {
  test('says the same, whether it never existed or was closed', async () => {
    expect((await revoke()).statusCode).toBe(204)
    const bodies = new Set<string>()
    for (const path of [feed.path, `/calendars/${'A'.repeat(43)}.ics`, '/calendars/.ics', `/calendars/${feed.token}`]) {
      const { statusCode, headers, body } = await read(path)
      expect([statusCode, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
      bodies.add(body)
    }
    expect([...bodies]).toEqual([`${fr.calendars.closed}\n`])
  })

  test('is closed by its owner only, and once', async () => {
    const { cookie } = await signInAs(app, 'professional')
    expect((await revoke(feed.feed.id, cookie)).json()).toMatchObject({ title: fr.refusals['feed-not-found'] })
    expect((await read()).statusCode).toBe(200)
    expect((await revoke()).statusCode).toBe(204)
    expect((await revoke()).statusCode).toBe(404)
  })

  test('cannot be tried as often as one likes', async () => {
    await server.close()
    server = await testServer(app, { rateLimit: 8 }) // two a minute for an address that has no session
    const from = (remoteAddress: string, url = `/calendars/${'A'.repeat(43)}.ics`) =>
      server.inject({ url, remoteAddress })
    const tries = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([404, 404, 429])
    expect((await from('192.0.2.1', feed.path)).statusCode).toBe(429) // nor would a right guess be told
    expect((await from('192.0.2.2', feed.path)).statusCode).toBe(200)
    app.clock += MINUTE
    expect((await from('192.0.2.1', feed.path)).statusCode).toBe(200)
  })

  test('does not hinder those who read theirs, however many share an address', async () => {
    await server.close()
    server = await testServer(app, { rateLimit: 8 })
    const statuses: number[] = []
    for (let n = 0; n < 9; n += 1) {
      statuses.push((await server.inject({ url: feed.path, remoteAddress: '192.0.2.1' })).statusCode)
    }
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 200), 429]) // each token has its own limit
  })
})

test('no log has the token, nor who comes', async () => {
  await server.close()
  const { log, text } = wordyLog()
  server = await testServer(app, { log })
  await read()
  await read(`/calendars/${feed.token}`)
  await read(`/calendars/${feed.token}%00.ics`)
  const broken = await testServer({ ...app, within: () => Promise.reject(new Error('away')) }, { log })
  await broken.inject(feed.path)
  await broken.close()
  expect(text()).toContain('"operation":"readFeed"')
  expect(text()).not.toContain(feed.token)
  expect(holdsCanary(text())).toBe(false)
})

test('a professional has at most twenty such addresses', async () => {
  const headers = { cookie: feed.cookie }
  const make = () => server.inject({ method: 'POST', url: '/api/agenda/feeds', headers, payload: { name: 'Un autre' } })
  for (let n = 1; n < 20; n += 1) expect((await make()).statusCode).toBe(201)
  expect((await make()).statusCode).toBe(422)
})
