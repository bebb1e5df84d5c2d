import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addTerritory, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

let app: TestApp
let server: TestServer
let practice: { practitionerId: string; locationId: string }
let cookie: string
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  practice = await addPractitioner(app)
  cookie = (await signInAs(app, 'coordinator')).cookie
})
afterEach(() => server.close())

/** Mondays and Thursdays, 11:00 to 11:30: the first is the Thursday after NOW. */
const mornings = (more: object = {}) => ({
  locationId: practice.locationId,
  day: '2026-11-26',
  from: '11:00',
  until: '11:30',
  recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH' },
  ...more,
})
const afternoons = () => mornings({ from: '17:00', until: '17:15', recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TH' } })

const post = (url: string, payload: object, as?: string) =>
  server.inject({ method: 'POST', url: `/api${url}`, payload, headers: as ? { cookie: as } : {} })
const prepare = (openings: object[] = [mornings(), afternoons()], practitionerId = practice.practitionerId) =>
  post('/agenda/preparations', { practitionerId, openings }, cookie)
const list = async () =>
  (await server.inject({ method: 'GET', url: '/api/agenda/preparations', headers: { cookie } })).json()
const withdraw = (id: string) =>
  server.inject({ method: 'DELETE', url: `/api/agenda/preparations/${id}`, headers: { cookie } })
const read = (token: string) => post('/prepared-agenda', { token })
const confirm = (token: string, leaveOut: number[] = []) => post('/prepared-agenda/confirmation', { token, leaveOut })
const codeOf = (reply: { json: () => { type: string } }) => reply.json().type.split(':').at(-1)

async function link(openings?: object[]): Promise<string> {
  const reply = await prepare(openings)
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json().url.split('#')[1]
}

const slots = () => app.admin.selectFrom('slot').selectAll().orderBy('start_at').execute()
const acts = async () =>
  (await app.admin.selectFrom('journal').select(['act', 'actor']).orderBy('xid').execute()).map(({ act }) => act)

describe('preparing an agenda', () => {
  test('gives a link once, whose token is in the fragment and not in the database', async () => {
    const reply = await prepare()
    expect(reply.json()).toMatchObject({
      practitioner: { id: practice.practitionerId, professionCode: '10' },
      preparedBy: 'Camille Lorentz',
      expiresAt: new Date(NOW + 14 * DAY).toISOString(),
      confirmedAt: null,
      openings: [{ from: '11:00', kind: 'slots', visibility: ['SNP', 'CPTS', 'PRO'] }, { from: '17:00' }],
    })
    const [address, token] = reply.json().url.split('#')
    expect(address).toMatch(/^http:\/\/[^/]+\/agenda-prepare$/)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const row = await app.admin.selectFrom('agenda_preparation').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    expect(JSON.stringify(await list())).not.toContain(token)
    expect(await acts()).toEqual(['agenda-prepared'])
    expect(await slots()).toEqual([])
  })

  test('replaces what was prepared before for the same professional, and only that', async () => {
    const other = await addPractitioner(app)
    const first = await link()
    await prepare([mornings({ locationId: other.locationId })], other.practitionerId)
    const second = await link([afternoons()])
    expect((await read(first)).statusCode).toBe(404)
    expect((await read(second)).json().openings).toHaveLength(1)
    const { preparations } = await list()
    expect(preparations.filter((one: { withdrawnAt: string | null }) => one.withdrawnAt === null)).toHaveLength(2)
  })

  test('is for members of the territory, at their own places', async () => {
    const neighbour = await addPractitioner(app, { standing: 'neighbour' })
    const foreign = await addPractitioner(app, { territoryId: (await addTerritory(app.admin)).territoryId })
    for (const { practitionerId, locationId } of [neighbour, foreign]) {
      const reply = await prepare([mornings({ locationId })], practitionerId)
      expect(codeOf(reply)).toBe('practitioner-not-found')
    }
    expect(codeOf(await prepare([mornings({ locationId: neighbour.locationId })]))).toBe('not-your-place')
  })

  test('refuses what could never be opened', async () => {
    const codes = await Promise.all([
      prepare([mornings(), mornings()]),
      prepare([mornings({ day: '2026-11-23', recurrence: null })]),
      prepare([mornings({ recurrence: { rrule: 'FREQ=DAILY;BYHOUR=1,2,3' } })]),
      prepare([mornings({ day: '2027-03-28', from: '02:30', until: '03:30', recurrence: null })]),
    ])
    expect(codes.map(codeOf)).toEqual([
      'places-overlap',
      'opening-in-the-past',
      'recurrence-unreadable',
      'time-does-not-exist',
    ])
  })

  test('lists members by name, with their places and whether they share any', async () => {
    await addPractitioner(app, { standing: 'neighbour' })
    expect((await list()).practitioners).toEqual([
      {
        id: practice.practitionerId,
        name: expect.stringMatching(/^Dr Camille Essai/),
        professionCode: '10',
        hasAgenda: false,
        locations: [{ id: practice.locationId, name: 'Cabinet', commune: 'Saint-Étienne' }],
      },
    ])
    await confirm(await link())
    expect((await list()).practitioners[0].hasAgenda).toBe(true)
  })

  test('takes a preparation back, once or twice, until it is confirmed', async () => {
    const { id, url } = (await prepare()).json()
    expect([(await withdraw(id)).statusCode, (await withdraw(id)).statusCode]).toEqual([204, 204])
    expect(codeOf(await read(url.split('#')[1]))).toBe('link-not-valid')
    const again = (await prepare()).json()
    await confirm(again.url.split('#')[1])
    expect(codeOf(await withdraw(again.id))).toBe('preparation-not-found')
    expect(await acts()).toEqual([
      'agenda-prepared',
      'preparation-withdrawn',
      'agenda-prepared',
      expect.any(String),
      'preparation-confirmed',
    ])
  })
})

describe('the link', () => {
  test('shows without an account what, when and for whom', async () => {
    const reply = await read(await link())
    expect(reply.json()).toMatchObject({
      practitioner: { name: expect.stringMatching(/^Dr Camille/), professionCode: '10' },
      preparedBy: 'Camille Lorentz',
      confirmedAt: null,
      zone: 'Europe/Paris',
      openings: [{ location: 'Cabinet' }, { location: 'Cabinet' }],
    })
    expect(reply.json().openings[0].firstDays.slice(0, 2)).toEqual([
      { day: '2026-11-26', times: ['11:00', '11:15'] },
      { day: '2026-11-30', times: ['11:00', '11:15'] },
    ])
    expect(reply.json().openings[1].firstDays[0]).toEqual({ day: '2026-11-26', times: ['17:00'] })
  })

  test('answers the same whatever is wrong with it', async () => {
    const token = await link()
    const unknown = await read('x'.repeat(43))
    app.clock = NOW + 14 * DAY
    const expired = await read(token)
    expect(codeOf(unknown)).toBe('link-not-valid')
    expect(expired.body).toBe(unknown.body)
    expect((await confirm(token)).body).toBe(unknown.body)
    app.clock = NOW
    await app.admin.updateTable('audience').set({ during: '[2020-01-01,2026-01-01)' }).execute()
    expect((await confirm(token)).body).toBe(unknown.body) // not a member any more
  })

  test('counts its calls against the address', async () => {
    await server.close()
    server = await testServer(app, { rateLimit: 8 })
    const codes = []
    for (let n = 0; n < 3; n++) codes.push((await read('x'.repeat(43))).statusCode)
    expect(codes).toEqual([404, 404, 429])
  })
})

describe('confirming', () => {
  test('opens what was prepared as the professional would, and says who confirmed and who prepared', async () => {
    const token = await link()
    const reply = await confirm(token)
    expect(reply.statusCode, reply.body).toBe(201)
    expect(reply.json()).toMatchObject({
      openings: [{ from: '11:00', until: '11:30' }, { from: '17:00' }],
      firstAt: '2026-11-26T10:00:00.000Z',
    })
    const opened = await slots()
    expect(opened).toHaveLength(reply.json().places)
    expect(opened.every(({ practitioner_id }) => practitioner_id === practice.practitionerId)).toBe(true)
    const edits = await app.admin.selectFrom('agenda_edit').selectAll().execute()
    expect(edits).toMatchObject([{ practitioner_id: practice.practitionerId, kind: 'open' }])
    expect(edits[0]?.account_name).toMatch(/^Dr Camille Essai\d+, par le lien préparé par Camille Lorentz$/)
    expect((await read(token)).json().confirmedAt).toBe(new Date(NOW).toISOString())
    expect((await list()).preparations[0].confirmedAt).toBe(new Date(NOW).toISOString())
    const lines = await app.admin.selectFrom('journal').selectAll().where('actor', '=', 'link').execute()
    expect(lines.map(({ act }) => act)).toContain('preparation-confirmed')
  })

  test('leaves out what the professional does not want', async () => {
    const token = await link()
    expect(codeOf(await confirm(token, [0, 1]))).toBe('invalid-input')
    const reply = await confirm(token, [0])
    expect(reply.json().openings).toMatchObject([{ from: '17:00' }])
    expect((await slots())[0]?.start_at).toEqual(new Date('2026-11-26T16:00:00Z'))
  })

  test('serves once: the same answer for ten minutes, then none', async () => {
    const token = await link()
    const first = await confirm(token)
    app.clock = NOW + 10 * MINUTE - 1
    const again = await confirm(token)
    expect(again.statusCode).toBe(201)
    expect(again.json()).toEqual(first.json())
    app.clock = NOW + 10 * MINUTE
    expect(codeOf(await confirm(token))).toBe('link-not-valid')
    expect((await read(token)).statusCode).toBe(200)
    expect(await app.admin.selectFrom('agenda_edit').selectAll().execute()).toHaveLength(1)
  })

  test('says what it opened, though time goes on', async () => {
    const token = await link()
    let now = NOW
    Object.assign(app, { now: () => now++ })
    const reply = await confirm(token)
    expect(reply.json().openings).toHaveLength(2)
    expect(reply.json().places).toBe((await slots()).length)
    expect((await confirm(token)).json()).toEqual(reply.json())
  })

  test('opens once when it is tapped twice at once', async () => {
    const token = await link()
    const replies = await Promise.all([confirm(token), confirm(token), confirm(token)])
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    expect(await app.admin.selectFrom('opening').selectAll().execute()).toHaveLength(2)
  })

  test('refuses hours that were opened meanwhile, until they are left out', async () => {
    const token = await link()
    const session = await signInAs(app, 'professional', { practitionerId: practice.practitionerId })
    const own = { practitionerId: practice.practitionerId, change: { kind: 'open', openings: [mornings()] } }
    expect((await post('/agenda/changes', own, session.cookie)).statusCode).toBe(201)
    expect(codeOf(await confirm(token))).toBe('places-overlap')
    expect((await confirm(token, [0])).statusCode).toBe(201)
  })
})
