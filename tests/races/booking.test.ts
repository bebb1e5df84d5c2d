import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MINUTE } from '../../domain/time/interval.ts'
import { signInAs, type TestServer, testServer } from '../../server/api/test-server.ts'
import {
  addPractitioner,
  addRequest,
  addSlot,
  asOf,
  NOW,
  type TestApp,
  testApp,
} from '../../server/database/test-app.ts'

const CLIENTS = 200

let app: TestApp
let server: TestServer
let cookies: string[]
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  cookies = await Promise.all(Array.from({ length: 8 }, async () => (await signInAs(app, 'operator')).cookie))
})
afterEach(() => server.close())

const post = (client: number, url: string, payload: object) =>
  server.inject({ method: 'POST', url, payload, headers: { cookie: cookies[client % cookies.length] ?? '' } })

interface Won {
  readonly requestId: string
  readonly appointmentId: string
}

/** One client: takes what is offered, and when it loses goes on with the next best it was told, until nothing is left. */
async function placeOne(client: number, requestId: string, wanted: string): Promise<Won | 'nothing-left'> {
  for (let slotId = wanted; ; ) {
    const hold = await post(client, `/api/slots/${slotId}/holds`, { requestId, asOf })
    if (hold.statusCode === 201) {
      const body = { requestId, idempotencyKey: app.newId(), asOf }
      const booked = await post(client, `/api/holds/${hold.json().id}/appointment`, body)
      expect(booked.statusCode).toBe(201)
      return { requestId, appointmentId: booked.json().id }
    }
    expect(hold.statusCode).toBe(409)
    expect(hold.json()).toMatchObject({ type: 'urn:passerelle:problem:slot-taken' })
    await server.live.catchUp()
    const { next } = hold.json()
    if (!next) return 'nothing-left'
    slotId = next.slotId
  }
}

async function fight(slotIds: string[]): Promise<(Won | 'nothing-left')[]> {
  const requests = await Promise.all(Array.from({ length: CLIENTS }, () => addRequest(app)))
  await server.live.catchUp()
  return Promise.all(
    requests.map((requestId, client) => placeOne(client, requestId, slotIds[client % slotIds.length] ?? '')),
  )
}

async function expectExactly(capacity: number, outcomes: (Won | 'nothing-left')[]): Promise<void> {
  const won = outcomes.filter((outcome) => outcome !== 'nothing-left')
  expect(won).toHaveLength(capacity)
  const appointments = await app.admin
    .selectFrom('appointment')
    .selectAll()
    .where('status', '<>', 'cancelled')
    .execute()
  expect(appointments.map(({ id }) => id).sort()).toEqual(won.map(({ appointmentId }) => appointmentId).sort())
  expect(new Set(appointments.map(({ place_id }) => place_id)).size).toBe(capacity)
  const journal = await app.admin
    .selectFrom('journal')
    .select('subject')
    .where('act', '=', 'appointment-booked')
    .execute()
  expect(journal.map(({ subject }) => subject).sort()).toEqual(appointments.map(({ id }) => id).sort())
  const left = await app.admin
    .selectFrom('slot')
    .select((eb) => eb.fn.sum<string>('free_places').as('free'))
    .executeTakeFirstOrThrow()
  expect(Number(left.free)).toBe(0)
  expect(await app.admin.selectFrom('slot_hold').selectAll().execute()).toEqual([])
}

describe('200 clients at once', () => {
  test('for 50 slots: exactly 50 are booked, each loser is told the next best', async () => {
    const slotIds = await Promise.all(
      Array.from({ length: 50 }, (_, i) => addSlot(app, { startsIn: (i + 1) * 20 * MINUTE })),
    )
    await expectExactly(50, await fight(slotIds))
  })

  test('for five ranges of ten places: exactly 50 are booked, none beyond its range', async () => {
    const range = async () => addSlot(app, { practitioner: await addPractitioner(app), places: 10 })
    const slotIds = await Promise.all(Array.from({ length: 5 }, range))
    await expectExactly(50, await fight(slotIds))
    const full = await app.admin
      .selectFrom('appointment')
      .select((eb) => ['slot_id', eb.fn.countAll<string>().as('booked')])
      .groupBy('slot_id')
      .execute()
    expect(full.map(({ booked }) => Number(booked))).toEqual([10, 10, 10, 10, 10])
  })

  test('for one request: one appointment, whatever the key and however often it is sent', async () => {
    const [requestId, slotId] = [await addRequest(app), await addSlot(app)]
    const hold = await post(0, `/api/slots/${slotId}/holds`, { requestId, asOf })
    const keys = [app.newId(), app.newId()]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, client) =>
        post(client, `/api/holds/${hold.json().id}/appointment`, { requestId, idempotencyKey: keys[client % 2], asOf }),
      ),
    )
    const ids = new Set(answers.filter(({ statusCode }) => statusCode === 201).map((answer) => answer.json().id))
    expect(ids.size).toBe(1)
    expect(answers.every(({ statusCode }) => statusCode === 201 || statusCode === 409)).toBe(true)
    expect(await app.admin.selectFrom('appointment').selectAll().execute()).toHaveLength(1)
  })

  test('creating with one key, as retries of one author do: one request', async () => {
    const payload = {
      idempotencyKey: app.newId(),
      source: 'sas',
      patient: { phone: '06 39 98 41 07' },
      ageMonths: 400,
      residenceCommune: '42218',
      attending: { status: 'none' },
      reason: 'Otalgie',
      delay: { kind: '24h' },
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(0, '/api/requests', payload)))
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    expect(answers.every(({ statusCode }) => statusCode === 201)).toBe(true)
  })

  test('with the phone of one caller: one request, the others are shown it', async () => {
    const payload = () => ({
      idempotencyKey: app.newId(),
      source: 'sas',
      patient: { phone: '06 39 98 41 07' },
      ageMonths: 400,
      residenceCommune: '42218',
      attending: { status: 'none' },
      reason: 'Otalgie',
      delay: { kind: '24h' },
    })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, client) => post(client, '/api/requests', payload())),
    )
    const made = answers.filter(({ statusCode }) => statusCode === 201)
    expect(made).toHaveLength(1)
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
      expect(answer.json()).toMatchObject({
        type: 'urn:passerelle:problem:open-request-exists',
        reasons: [made[0]?.json().id],
      })
    }
  })
})
