import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { BoardView, listIndicatorEvents } from '../../contract/indicators.ts'
import { INDICATORS } from '../../domain/indicators/indicators.ts'
import { DAY, HOUR, MINUTE } from '../../domain/time/interval.ts'
import { insertIdentity } from '../database/identity.ts'
import { addPractitioner, addRequest, addSlot, addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

const NOW = Date.parse('2026-11-24T13:22:07Z')

type Events = z.output<typeof listIndicatorEvents.reply>

let app: TestApp
let server: TestServer
let cookie: string
let own: { practitionerId: string; locationId: string }
let neighbour: { practitionerId: string; locationId: string }

beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  cookie = (await signInAs(app, 'coordinator')).cookie
  own = await addPractitioner(app)
  neighbour = await addPractitioner(app, { standing: 'neighbour' })
})
afterEach(() => server.close())

interface Told {
  readonly daysAgo: number
  readonly state: string
  readonly commune?: string
  readonly closing?: string
  readonly attending?: boolean
  readonly with?: 'own' | 'neighbour'
  readonly delayHours?: number
  readonly status?: 'pending' | 'booked' | 'fulfilled' | 'noshow'
  readonly majoration?: string
}

/** A request of some days ago, with its visit if it had one. */
async function add({ daysAgo, state, commune = '42218', closing, attending, ...visit }: Told): Promise<string> {
  const id = await addRequest(app, { state, ...(attending && { attendingId: own.practitionerId }) })
  const createdAt = NOW - daysAgo * DAY
  await app.admin
    .updateTable('care_request')
    .set({ created_at: new Date(createdAt), place_commune: commune, closing_reason: closing ?? null })
    .where('id', '=', id)
    .execute()
  if (visit.with) await addVisit(id, createdAt, attending === true, { ...visit, with: visit.with })
  return id
}

async function addVisit(
  requestId: string,
  createdAt: number,
  withAttending: boolean,
  visit: Pick<Told, 'delayHours' | 'status' | 'majoration'> & { with: 'own' | 'neighbour' },
) {
  const practitioner = visit.with === 'own' ? own : neighbour
  const start = createdAt + (visit.delayHours ?? 2) * HOUR
  const slotId = await addSlot(app, { practitioner, startsIn: start - NOW, kind: 'range' })
  const place = await app.admin.selectFrom('place').select('id').where('slot_id', '=', slotId).executeTakeFirstOrThrow()
  const status = visit.status ?? 'fulfilled'
  const outcome = { booked: null, pending: null, fulfilled: 'came', noshow: 'did-not-come' }[status]
  await app.admin
    .insertInto('appointment')
    .values({
      id: randomUUID(),
      territory_id: app.scope.territoryId,
      request_id: requestId,
      place_id: place.id,
      slot_id: slotId,
      practitioner_id: practitioner.practitionerId,
      location_id: practitioner.locationId,
      kind: 'range',
      start_at: new Date(start),
      end_at: new Date(start + 15 * MINUTE),
      modality: 'AMB',
      status,
      outcome,
      idempotency_key: randomUUID(),
      counts_to_cap: !withAttending,
      with_attending: withAttending,
      booked_by: randomUUID(),
      booked_at: new Date(createdAt + MINUTE),
      majoration: visit.majoration ?? null,
    })
    .execute()
}

/** Two months of a small territory. */
async function tellTwoMonths() {
  const story: Told[] = [
    ...[1, 2, 3, 8, 9, 50].map((daysAgo) => ({ daysAgo, state: 'CLOSED', with: 'own' as const, delayHours: daysAgo })),
    { daysAgo: 3, state: 'FULFILLED', with: 'own', attending: true, majoration: 'MRT' },
    { daysAgo: 4, state: 'FULFILLED', with: 'neighbour', attending: true, delayHours: 30, majoration: 'SNP' },
    { daysAgo: 5, state: 'NO_SHOW', with: 'neighbour', status: 'noshow', delayHours: 60 },
    { daysAgo: 0, state: 'BOOKED', with: 'own', status: 'booked', commune: '42279' },
    { daysAgo: 0, state: 'PROPOSED', with: 'own', status: 'pending', commune: '42279' },
    { daysAgo: 8, state: 'UNPLACED', closing: 'unplaced', commune: '42279' },
    { daysAgo: 9, state: 'CLOSED', closing: 'advice' },
    { daysAgo: 15, state: 'REORIENTED_AMU', closing: 'emergency' },
    { daysAgo: 16, state: 'ABANDONED', closing: 'abandoned' },
    { daysAgo: 0, state: 'SEARCHING' },
    { daysAgo: 80, state: 'UNPLACED' },
  ]
  for (const told of story) await add(told)
}

const get = async <Reply>(url: string, who = cookie) => {
  const answer = await server.inject({ url, headers: { cookie: who } })
  return { status: answer.statusCode, body: answer.json<Reply>(), text: answer.body }
}
const board = async (query = '') => (await get<BoardView>(`/api/indicators${query}`)).body
const behind = async (name: string, query = '') => (await get<Events>(`/api/indicators/${name}/events?${query}`)).body
const add2 = (sum: number, value: number | null) => sum + (value ?? 0)

describe('the board', () => {
  test('is about eight ISO weeks that end with the current one', async () => {
    const { from, until, weeks } = await board()
    expect([from, until]).toEqual(['2026-10-05', '2026-11-29'])
    expect(weeks.map(({ week }) => week)).toEqual(
      ['41', '42', '43', '44', '45', '46', '47', '48'].map((n) => `2026-W${n}`),
    )
  })

  test('counts what happened', async () => {
    await tellTwoMonths()
    const { indicators, fates, majorations, communes } = await board()
    const totals = Object.fromEntries(indicators.map(({ name, total }) => [name, [total.numerator, total.denominator]]))
    expect(totals).toEqual({
      requests: [16, null],
      within24h: [7, 11],
      within48h: [8, 11],
      withAttending: [2, 2],
      noShow: [1, 9],
      unplaced: [1, 13],
      placedAdequately: [8, 13],
      majorations: [2, 8],
    })
    expect(fates.at(-1)).toMatchObject({ week: '2026-W48', territory: 2, open: 2, unplaced: 0 })
    expect(majorations).toEqual([
      { code: 'MRT', count: 1 },
      { code: 'SNP', count: 1 },
    ])
    expect(communes).toMatchObject([
      { code: '42218', name: 'Saint-Étienne', requests: 13, medianDelayMinutes: 8 * 60 },
      { code: '42279', requests: 3, medianDelayMinutes: null },
    ])
  })

  test('adds up: weeks to the whole, fates and communes to the requests', async () => {
    await tellTwoMonths()
    const { indicators, fates, communes } = await board()
    for (const { total, byWeek } of indicators) {
      expect(byWeek.map(({ numerator }) => numerator).reduce(add2)).toBe(total.numerator)
      expect(byWeek.map(({ denominator }) => denominator).reduce(add2, 0)).toBe(total.denominator ?? 0)
    }
    const requests = indicators[0]?.byWeek.map(({ numerator }) => numerator)
    expect(fates.map(({ week: _, ...counts }) => Object.values(counts).reduce((sum, count) => sum + count))).toEqual(
      requests,
    )
    expect(communes.map((commune) => commune.requests).reduce(add2)).toBe(16)
  })

  test('opens as many requests as each figure counts, for every indicator, week and commune', async () => {
    await tellTwoMonths()
    const { indicators, weeks, communes } = await board()
    for (const { name, total, byWeek } of indicators) {
      expect((await behind(name)).total).toBe(total.denominator ?? total.numerator)
      expect((await behind(name, 'counted=true')).total).toBe(total.numerator)
      for (const [index, { week }] of weeks.entries()) {
        expect((await behind(name, `counted=true&week=${week}`)).total).toBe(byWeek[index]?.numerator)
      }
      const parts = await Promise.all(communes.map(({ code }) => behind(name, `counted=true&commune=${code}`)))
      expect(parts.map((part) => part.total).reduce(add2)).toBe(total.numerator)
    }
    for (const { code, requests } of communes)
      expect((await behind('requests', `commune=${code}`)).total).toBe(requests)
  })

  test('counts who shares places, by profession', async () => {
    await tellTwoMonths()
    await addPractitioner(app, { professionCode: '60' })
    const { participants } = await board()
    expect(participants).toEqual([
      { professionCode: '10', participating: 1, listed: 1, places: 9, taken: 9 },
      { professionCode: '60', participating: 0, listed: 1, places: 0, taken: 0 },
    ])
  })

  test('follows the period and the source that were asked for', async () => {
    await tellTwoMonths()
    const older = await board('?from=2026-08-31&until=2026-09-06')
    expect(older.weeks).toMatchObject([{ week: '2026-W36' }])
    expect(older.indicators[0]?.total.numerator).toBe(1)
    expect((await board('?source=116117')).indicators[0]?.total.numerator).toBe(0)
    expect((await board('?source=sas')).indicators[0]?.total.numerator).toBe(16)
    expect((await get('/api/indicators?from=2026-11-02&until=2026-11-01')).status).toBe(400)
  })

  test('is empty for a territory that has nothing, and sees nothing of another', async () => {
    await tellTwoMonths()
    const other = await addTerritory(app.admin)
    const { cookie: theirs } = await signInAs(app, 'coordinator', { territoryId: other.territoryId })
    const { body } = await get<BoardView>('/api/indicators', theirs)
    expect(body.indicators.every(({ total }) => total.numerator === 0)).toBe(true)
    expect(body.participants).toEqual([])
  })
})

describe('the requests behind a figure', () => {
  test('tell nobody’s identity', async () => {
    const id = await add({ daysAgo: 1, state: 'UNPLACED', closing: 'unplaced' })
    const patientId = randomUUID()
    const { territoryId } = app.scope
    const patient = {
      familyName: 'Vernhes',
      givenName: 'Léo',
      birthDate: '2020-05-04',
      phone: '+33639984107',
      address: null,
    }
    await app.within(app.scope, (tx) =>
      insertIdentity(tx, app.cipher, { id: patientId, territoryId, at: NOW }, patient, {
        sharing: 'not-asked',
        sharingWith: null,
      }),
    )
    await app.admin.updateTable('care_request').set({ patient_id: patientId }).where('id', '=', id).execute()
    const { body, text } = await get<Events>('/api/indicators/unplaced/events')
    expect(body.events).toMatchObject([
      {
        commune: 'Saint-Étienne',
        ageBand: '30-39',
        state: 'UNPLACED',
        delayMinutes: null,
        counted: true,
        note: 'unplaced',
      },
    ])
    for (const secret of ['Vernhes', 'Léo', '2020-05-04', '39984107', patientId, id]) expect(text).not.toContain(secret)
  })

  test('are read newest first, as many as asked for, and the total counts them all', async () => {
    await tellTwoMonths()
    const { events, total, version } = await behind('requests', 'limit=3')
    expect([events.length, total, version]).toEqual([3, 16, 1])
    const days = events.map(({ createdAt }) => createdAt)
    expect(days).toEqual([...days].sort().reverse())
  })

  test.each(['operator', 'professional', 'delegate', 'regulator'] as const)('are not for the %s', async (role) => {
    const { cookie: theirs } = await signInAs(app, role)
    expect((await get('/api/indicators', theirs)).status).toBe(403)
    expect((await get('/api/indicators/unplaced/events', theirs)).status).toBe(403)
  })

  test('exist for known indicators only', async () => {
    expect(INDICATORS).toHaveLength(8)
    expect((await get('/api/indicators/marks/events')).status).toBe(400)
  })
})
