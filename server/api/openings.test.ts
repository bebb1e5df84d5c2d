import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type * as contract from '../../contract/openings.ts'
import type { getTeamAgenda } from '../../contract/team.ts'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { bookAppointment } from '../use-cases/book-appointment.ts'
import { holdSlot } from '../use-cases/hold-slot.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

type Changed = z.infer<typeof contract.changeAgenda.reply>
type Openings = z.infer<typeof contract.listOpenings.reply>
type Team = z.infer<typeof getTeamAgenda.reply>

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

const call = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object, who = cookie) =>
  server.inject({
    method,
    url: `/api${url}`,
    headers: { cookie: who, host: 'localhost', origin: 'http://localhost' },
    ...(body && { payload: body }),
  })
const change = (wish: object, more: object = {}) => call('POST', '/agenda/changes', { change: wish, ...more })
const openings = async () => (await call('GET', '/agenda/openings')).json<Openings>()

/** Wednesdays from 11:00 to 12:00 by quarters, from tomorrow on. */
const opening = (more: object = {}) => ({
  ...{ locationId: practice.locationId, day: '2026-11-25', from: '11:00', until: '12:00' },
  recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=WE' },
  ...more,
})
const open = async (more: object = {}) => {
  const reply = await change({ kind: 'open', openings: [opening(more)] })
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json<Changed>()
}
const absent = { kind: 'absent', absence: { from: { day: '2026-11-25', time: '00:00' }, until: null } }

async function book(slotId: string) {
  const requestId = await addRequest(app)
  const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId, asOf })
  return bookAppointment(app, app.scope, { requestId, holdId, idempotencyKey: randomUUID(), message: null, asOf })
}

describe('changing an agenda', () => {
  test('answers the slots that it makes, as its preview did', async () => {
    const wish = { kind: 'open', openings: [opening({ release: { kind: 'before', minutes: 60 } })] }
    const preview = await call('POST', '/agenda/preview', { change: wish })
    expect(preview.statusCode, preview.body).toBe(200)
    expect(preview.json()).toMatchObject({ counts: { new: 36, changed: 0, gone: 0, places: 36 }, conflicts: [] })
    const done = (await change(wish)).json<Changed>()
    expect(done.counts).toEqual({ new: 36, changed: 0, gone: 0, places: 36 })
    expect(done.slots[0]).toMatchObject({ startsAt: '2026-11-25T10:00:00.000Z', capacity: 1, fate: 'new' })
    const day = (await call('GET', '/agenda')).json().days[1]
    expect(day.slots).toMatchObject([
      { openingId: done.openingIds[0], releaseAt: '2026-11-25T09:00:00.000Z' },
      {},
      {},
      {},
    ])
  })

  test('says in its preview what stands in the way, and is refused for it', async () => {
    await open()
    const wish = { kind: 'open', openings: [opening({ recurrence: null, from: '11:30', until: '12:30' })] }
    const { conflicts } = (await call('POST', '/agenda/preview', { change: wish })).json()
    expect(conflicts).toMatchObject([
      { code: 'places-overlap', startsAt: '2026-11-25T10:30:00.000Z' },
      { code: 'places-overlap', startsAt: '2026-11-25T10:45:00.000Z' },
    ])
    const refused = await change(wish)
    expect([refused.statusCode, refused.json().next.conflicts.length]).toEqual([409, 2])
  })

  test('is refused with the patients it concerns, until they were seen', async () => {
    const { slots } = await open()
    const { id } = await book(slots[0]?.id ?? '')
    const refused = await change(absent)
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({
      type: 'urn:passerelle:problem:visits-affected',
      next: [{ id, startsAt: '2026-11-25T10:00:00.000Z', status: 'booked', reason: 'Douleur lombaire aiguë' }],
    })
    const seen = [...Array.from({ length: 1_500 }, () => randomUUID()), id] // a fortnight of vaccinations
    expect((await change(absent, { affectedSeen: seen })).json()).toMatchObject({ affected: [{ id }], heldPlaces: 0 })
    const [visit] = (await call('GET', '/agenda')).json().days[1].slots
    expect(visit).toMatchObject({ freePlaces: 0, heldPlaces: 0, visits: [{ id, status: 'booked' }] })
  })

  test.each([
    ['a rule that cannot be read', { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=ZZ' } }, 422],
    ['a rule that is none', { recurrence: { rrule: 'each Monday' } }, 400],
    ['a place of somebody else', { locationId: randomUUID() }, 422],
    ['an hour that is over', { recurrence: null, day: '2026-11-23' }, 422],
    ['an hour that does not exist', { recurrence: null, day: '2027-03-28', from: '02:15' }, 422],
    ['nothing', { until: '11:05' }, 422],
  ])('is refused for %s', async (_, more, status) => {
    expect((await change({ kind: 'open', openings: [opening(more)] })).statusCode).toBe(status)
  })

  test.each([
    ['opening', { kind: 'remove', openingId: randomUUID(), reach: 'all', day: '2026-11-25' }],
    ['absence', { kind: 'present', absenceId: randomUUID() }],
  ])('finds no %s that is not there', async (what, wish) => {
    const reply = await change(wish)
    expect([reply.statusCode, reply.json().type]).toEqual([404, `urn:passerelle:problem:${what}-not-found`])
  })

  test('is for those one acts for', async () => {
    const { practitionerId } = await addPractitioner(app)
    expect((await change(absent, { practitionerId })).statusCode).toBe(404)
    const { cookie: who } = await signInAs(app, 'operator')
    expect((await call('POST', '/agenda/changes', { change: absent }, who)).statusCode).toBe(403)
  })
})

describe('what an agenda is made of', () => {
  test('is read in the words it was said in, until it is over', async () => {
    const { openingIds } = await open({ reasons: ['Suture'], cpts: [app.scope.territoryId], leadMinutes: 30 })
    await open({ recurrence: null, day: '2026-11-26', kind: 'range', slotMinutes: null, places: 6 })
    await change({ kind: 'absent', absence: { ...absent.absence, from: { day: '2026-12-24', time: '12:00' } } })
    expect(await openings()).toMatchObject({
      ...{ zone: 'Europe/Paris', today: '2026-11-24' },
      openings: [{}, {}],
      absences: [{ from: { day: '2026-12-24', time: '12:00' }, until: null, recurrence: null, locationId: null }],
      settings: { weeklyCap: null, dailyCap: null, invitationEmail: null },
      cpts: [{ id: app.scope.territoryId }],
    })
    const [weekly, single] = (await openings()).openings.sort((one) => (one.recurrence ? -1 : 1))
    expect(weekly).toMatchObject({
      ...{ id: openingIds[0], day: '2026-11-25', from: '11:00', until: '12:00', slotMinutes: 15, leadMinutes: 30 },
      ...{ reasons: ['Suture'], cpts: [app.scope.territoryId], zone: 'Europe/Paris' },
      recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=WE', exceptOn: [], onPublicHolidays: false },
    })
    expect(single).toMatchObject({ recurrence: null, kind: 'range', slotMinutes: null, places: 6 })
    app.clock += 48 * HOUR
    cookie = (await signInAs(app, 'professional', practice)).cookie
    expect((await openings()).openings).toHaveLength(1)
  })

  test('says who changed what, and undoes it unless it is too late', async () => {
    const { editId, openingIds } = await open()
    app.clock += MINUTE
    const removal = { kind: 'remove', openingId: openingIds[0], reach: 'one', day: '2026-12-02' }
    const removed = (await change(removal)).json<Changed>()
    const [last, first] = (await openings()).edits
    expect(last).toMatchObject({
      ...{ id: removed.editId, by: 'Camille Lorentz', isMine: true, kind: 'remove', undoneAt: null, canUndo: true },
      summary: { reach: 'one', day: '2026-12-02', from: '11:00', until: '12:00', counts: { gone: 4 } },
    })
    expect(first).toMatchObject({ id: editId, kind: 'open', canUndo: false })
    expect((await call('POST', `/agenda/changes/${editId}/undo`)).statusCode).toBe(409)
    app.clock += MINUTE
    const undone = await call('POST', `/agenda/changes/${removed.editId}/undo`)
    expect(undone.json()).toMatchObject({ counts: { new: 4, changed: 0, gone: 0, places: 4 } })
    expect((await openings()).edits).toMatchObject([
      { kind: 'undo', canUndo: true, summary: { undone: 'remove' } },
      { kind: 'remove', canUndo: false, undoneAt: new Date(NOW + 2 * MINUTE).toISOString() },
      { kind: 'open' },
    ])
  })

  test('has caps, which are said to have been set, and no address where mail cannot be sent', async () => {
    const wish = { weeklyCap: 12, dailyCap: null, invitationEmail: null }
    const mailed = await call('PUT', '/agenda/settings', { ...wish, invitationEmail: 'cabinet@example.org' })
    expect([mailed.statusCode, mailed.json().type]).toEqual([422, 'urn:passerelle:problem:mail-not-set-up'])
    expect((await call('PUT', '/agenda/settings', wish)).json()).toEqual(wish)
    await call('PUT', '/agenda/settings', { ...wish, weeklyCap: 10 })
    const { settings, edits } = await openings()
    expect(settings).toEqual({ ...wish, weeklyCap: 10 })
    expect(edits).toHaveLength(2)
    expect(edits.every(({ kind, canUndo }) => kind === 'settings' && !canUndo)).toBe(true)
  })
})

describe('the week of a team', () => {
  test('shows each professional’s slots, absences and busy times, and nothing of patients', async () => {
    const { slots } = await open()
    await book(slots[0]?.id ?? '')
    await holdSlot(app, app.scope, { requestId: await addRequest(app), slotId: slots[1]?.id ?? '', asOf })
    await call('POST', '/agenda/changes', {
      change: {
        kind: 'absent',
        absence: { from: { day: '2026-11-26', time: '12:00' }, until: { day: '2026-11-27', time: '12:00' } },
      },
    })
    await addSlot(app) // a colleague's
    const team = (await call('GET', '/agenda/team?days=2')).json<Team>()
    expect(team).toMatchObject({ zone: 'Europe/Paris', today: '2026-11-24', from: '2026-11-24', days: 2 })
    expect(team.practitioners).toMatchObject([
      {
        id: practice.practitionerId,
        slots: [
          { openingId: expect.any(String), capacity: 1, free: 0, held: 0, booked: 1, state: 'shared' },
          { free: 0, held: 1, booked: 0 },
          { free: 1, held: 0, booked: 0 },
          { free: 1 },
        ],
        closed: [],
        calendars: { stale: false, freshAt: null },
      },
    ])
    const later = (await call('GET', '/agenda/team?from=2026-11-26&days=1')).json<Team>()
    expect(later.practitioners[0]?.closed).toEqual([
      { startsAt: '2026-11-26T11:00:00.000Z', endsAt: '2026-11-26T23:00:00.000Z', why: 'absent' },
    ])
    expect((await call('GET', '/agenda/team?from=2199-12-31&days=7')).statusCode).toBe(400)
  })

  test('leaves out what the agenda took back, and shows what its professional did', async () => {
    const { slots } = await open({ recurrence: null })
    await server.inject({
      method: 'DELETE',
      url: `/api/slots/${slots[0]?.id}`,
      headers: { cookie, host: 'localhost', origin: 'http://localhost' },
    })
    const states = async () =>
      (await call('GET', '/agenda/team?days=2')).json<Team>().practitioners[0]?.slots.map(({ state }) => state)
    expect(await states()).toEqual(['withdrawn', 'shared', 'shared', 'shared'])
    await change(absent)
    expect(await states()).toEqual(['withdrawn'])
  })
})
