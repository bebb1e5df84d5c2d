import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgendaView } from '../../contract/agenda.ts'
import { DAY, HOUR } from '../../domain/time/interval.ts'
import { insertIdentity } from '../database/identity.ts'
import {
  addPractitioner,
  addRequest,
  addSlot,
  addTerritory,
  asOf,
  NOW,
  type TestApp,
  testApp,
} from '../database/test-app.ts'
import { bookAppointment } from '../use-cases/book-appointment.ts'
import { holdSlot } from '../use-cases/hold-slot.ts'
import { recordOutcome } from '../use-cases/record-outcome.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

let app: TestApp
let server: TestServer
let practice: { practitionerId: string; locationId: string }
let cookie: string
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  practice = await addPractitioner(app)
  cookie = (await signInAs(app, 'professional', practice)).cookie
})
afterEach(() => server.close())

/** A request of a patient with a name, made by `scope`. */
async function named(wish: { attendingId?: string; territoryId?: string } = {}): Promise<string> {
  const id = await addRequest(app, wish)
  const patientId = randomUUID()
  const territoryId = wish.territoryId ?? app.scope.territoryId
  const patient = {
    familyName: 'Vernhes',
    givenName: 'Mina',
    birthDate: null,
    phone: '+33639984107',
    address: '2 rue Haute',
  }
  await app.within({ ...app.scope, territoryId }, (tx) =>
    insertIdentity(tx, app.cipher, { id: patientId, territoryId, at: NOW }, patient, {
      sharing: 'not-asked',
      sharingWith: null,
    }),
  )
  await app.admin.updateTable('care_request').set({ patient_id: patientId }).where('id', '=', id).execute()
  return id
}

async function place(requestId: string, slotId: string, territoryId = app.scope.territoryId) {
  const actor = { ...app.scope, territoryId }
  const { id: holdId } = await holdSlot(app, actor, { requestId, slotId, asOf })
  return bookAppointment(app, actor, { requestId, holdId, idempotencyKey: randomUUID(), message: null, asOf })
}

const call = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { body, who = cookie }: { body?: object; who?: string } = {},
) =>
  server.inject({
    method,
    url: `/api${url}`,
    headers: { cookie: who, host: 'localhost', origin: 'http://localhost' },
    ...(body && { payload: body }),
  })
const agenda = async (query = '') => (await call('GET', `/agenda${query}`)).json<AgendaView>()
const wish = () => ({ locationId: practice.locationId, day: '2026-11-25', times: ['11:40', '17:20'] })

describe('the agenda', () => {
  test('ends with the calendars', async () => {
    expect((await call('GET', '/agenda?from=2199-12-25&days=7')).statusCode).toBe(200)
    expect((await call('GET', '/agenda?from=2199-12-26&days=7')).statusCode).toBe(400)
  })

  test('reads today and tomorrow by the clock of the place, with who comes', async () => {
    const slotId = await addSlot(app, { practitioner: practice, startsIn: HOUR })
    await addSlot(app, { practitioner: practice, startsIn: DAY })
    await place(await named(), slotId)
    const { today, days, practitioner, locations, zone, share } = await agenda()
    expect([today, zone, practitioner.id]).toEqual(['2026-11-24', 'Europe/Paris', practice.practitionerId])
    expect(locations).toEqual([{ id: practice.locationId, name: 'Cabinet', commune: 'Saint-Étienne' }])
    expect(days).toMatchObject([
      {
        day: '2026-11-24',
        slots: [
          {
            id: slotId,
            freePlaces: 0,
            heldPlaces: 0,
            visits: [
              {
                patient: { initials: 'M. V.', familyName: 'Vernhes', phone: '+33639984107', commune: 'Saint-Étienne' },
                reason: 'Douleur lombaire aiguë',
                status: 'booked',
              },
            ],
          },
        ],
      },
      { day: '2026-11-25', slots: [{ freePlaces: 1, visits: [] }] },
    ])
    expect(share).toEqual({ taken: 1, declared: 2, cap: 20 })
  })

  test('shows a held place as held, without whom it is for', async () => {
    const slotId = await addSlot(app, { practitioner: practice })
    await holdSlot(app, app.scope, { requestId: await addRequest(app), slotId, asOf })
    expect((await agenda()).days[0]?.slots).toMatchObject([{ freePlaces: 0, heldPlaces: 1, visits: [] }])
  })

  test('asks for a yes or a no to patients en sus, and what became of those who were due', async () => {
    const enSus = await addSlot(app, { practitioner: practice, kind: 'en-sus', startsIn: 2 * HOUR })
    const due = await addSlot(app, { practitioner: practice, startsIn: HOUR })
    const asked = await place(await named(), enSus)
    const visit = await place(await named(), due)
    app.clock += HOUR
    const { proposals, awaiting } = await agenda()
    expect(proposals).toMatchObject([
      { id: asked.id, status: 'pending', kind: 'en-sus', patient: { initials: null, familyName: null, phone: null } },
    ])
    expect(awaiting).toMatchObject([{ id: visit.id, status: 'booked' }])
    app.clock += 8 * DAY
    cookie = (await signInAs(app, 'professional', practice)).cookie
    expect(await agenda()).toMatchObject({ proposals: [], awaiting: [] })
  })

  test('knows when one usually opens places, of the past eight weeks', async () => {
    for (const weeks of [1, 2, 3]) await addSlot(app, { practitioner: practice, startsIn: -weeks * 7 * DAY })
    expect((await agenda()).habit).toEqual([{ weekday: 2, time: '14:22' }])
  })

  test('brings what a colleague said of one’s own patient', async () => {
    const colleague = await addPractitioner(app)
    const slotId = await addSlot(app, { practitioner: colleague })
    const visit = await place(await named({ attendingId: practice.practitionerId }), slotId)
    app.clock += HOUR
    const actor = { ...app.scope, actingFor: [colleague.practitionerId] }
    const feedback = { code: 'see-again' as const, text: 'À revoir dans huit jours' }
    await recordOutcome(app, actor, { appointmentId: visit.id, outcome: 'came', majoration: null, feedback })
    expect((await agenda()).feedback).toMatchObject([
      {
        code: 'see-again',
        text: 'À revoir dans huit jours',
        patient: 'Mina Vernhes',
        by: expect.stringMatching(/^Dr Camille/),
      },
    ])
  })

  test('shows who comes from another territory, and nothing of a colleague', async () => {
    const other = await addTerritory(app.admin)
    await app.admin
      .insertInto('audience')
      .values({
        practitioner_id: practice.practitionerId,
        territory_id: other.territoryId,
        standing: 'neighbour',
        during: '[2020-01-01,)',
      })
      .execute()
    const slotId = await addSlot(app, { practitioner: practice })
    await place(await named({ territoryId: other.territoryId }), slotId, other.territoryId)
    await place(await named(), await addSlot(app))
    const { days } = await agenda()
    expect(days[0]?.slots.map(({ visits }) => visits.map(({ patient }) => patient.familyName))).toEqual([['Vernhes']])
  })

  test('is refused for somebody one does not act for, and to other roles', async () => {
    const { practitionerId } = await addPractitioner(app)
    expect((await call('GET', `/agenda?practitionerId=${practitionerId}`)).statusCode).toBe(404)
    const { cookie: who } = await signInAs(app, 'operator')
    expect((await call('GET', '/agenda', { who })).statusCode).toBe(403)
  })
})

describe('opening and taking back', () => {
  test('shares places, which the agenda then shows; one is taken back and shared again', async () => {
    const opened = await call('POST', '/openings', { body: wish() })
    expect(opened.statusCode).toBe(201)
    const [slot] = opened.json<{ slots: { id: string; startsAt: string }[] }>().slots
    expect(slot?.startsAt).toBe('2026-11-25T10:40:00.000Z')
    expect((await agenda()).days[1]?.slots).toHaveLength(2)
    expect((await call('DELETE', `/slots/${slot?.id}`)).statusCode).toBe(204)
    expect((await agenda()).days[1]?.slots).toHaveLength(1)
    expect((await call('POST', `/slots/${slot?.id}/reopening`)).statusCode).toBe(204)
    expect((await agenda()).days[1]?.slots).toHaveLength(2)
  })

  test.each([
    ['an hour that is over', { day: '2026-11-23' }, 422],
    ['an hour that does not exist', { day: '2027-03-28', times: ['02:30'] }, 422],
    ['a place of somebody else', { locationId: randomUUID() }, 422],
    ['the same minute twice', { times: ['11:40', '11:45'] }, 409],
    ['a time that is none', { times: ['25:00'] }, 400],
    ['somebody one does not act for', { practitionerId: randomUUID() }, 404],
  ])('refuses %s', async (_, more, status) => {
    expect((await call('POST', '/openings', { body: { ...wish(), ...more } })).statusCode).toBe(status)
  })

  test('leaves a booked place, and places of others', async () => {
    const slotId = await addSlot(app, { practitioner: practice })
    await place(await addRequest(app), slotId)
    expect((await call('DELETE', `/slots/${slotId}`)).statusCode).toBe(409)
    const theirs = await addSlot(app)
    expect((await call('DELETE', `/slots/${theirs}`)).statusCode).toBe(404)
    expect((await call('POST', `/slots/${theirs}/reopening`)).statusCode).toBe(404)
  })
})
