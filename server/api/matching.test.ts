import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OfferList } from '../../contract/matching.ts'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

const NOW = Date.parse('2026-11-24T13:22:07Z')

let app: TestApp
let server: TestServer
let cookie: string
beforeEach(async () => {
  app = await testApp(NOW)
  server = await testServer(app)
  ;({ cookie } = await signInAs(app, 'operator'))
})
afterEach(() => server.close())

async function offers(requestId: string, query = ''): Promise<OfferList> {
  await server.live.catchUp()
  const answer = await server.inject({ url: `/api/requests/${requestId}/offers${query}`, headers: { cookie } })
  expect(answer.statusCode).toBe(200)
  return OfferList.parse(answer.json())
}

describe('listOffers', () => {
  test('ranks the médecin traitant first, even later than others, and says why', async () => {
    const attending = await addPractitioner(app)
    const later = await addSlot(app, { practitioner: attending, startsIn: 4 * HOUR })
    const sooner = await addSlot(app)
    const list = await offers(await addRequest(app, { attendingId: attending.practitionerId }))
    expect(list.offers.map(({ slotId, rank }) => [rank, slotId])).toEqual([
      [1, later],
      [2, sooner],
    ])
    expect(list.offers[0]).toMatchObject({ group: 'attending', aheadBy: 'attending-physician' })
    expect(list.offers[0]?.reasons.map(({ code }) => code)).toContain('attending-physician')
    expect(list).toMatchObject({ count: 2, practitioners: 2, fresh: true, next: null })
    expect(list.asOf.first).toEqual([later, sooner])
  })

  test('puts the territory before a neighbour, and shows no slot of a stranger', async () => {
    const neighbour = await addPractitioner(app, { standing: 'neighbour' })
    const near = await addSlot(app, { practitioner: neighbour, startsIn: 10 * MINUTE })
    const own = await addSlot(app, { startsIn: 3 * HOUR })
    const other = await addTerritory(app.admin)
    await addSlot(app, { practitioner: await addPractitioner(app, { territoryId: other.territoryId }) })
    const list = await offers(await addRequest(app))
    expect(list.offers.map(({ slotId, group }) => [slotId, group])).toEqual([
      [own, 'territory'],
      [near, 'neighbour'],
    ])
  })

  test('turns pages without losing or repeating one, even when some are taken meanwhile', async () => {
    const slots = await Promise.all(
      Array.from({ length: 7 }, (_, i) => addSlot(app, { startsIn: (i + 1) * 20 * MINUTE })),
    )
    const requestId = await addRequest(app)
    const first = await offers(requestId, '?limit=3')
    await app.admin
      .updateTable('slot')
      .set({ free_places: 0, version: 2 })
      .where('id', '=', slots[2] ?? '')
      .execute()
    const second = await offers(requestId, `?limit=3&after=${first.next}`)
    const third = await offers(requestId, `?limit=3&after=${second.next}`)
    const shown = [first, second, third].flatMap((page) => page.offers)
    expect(shown.map(({ slotId }) => slotId)).toEqual(slots)
    expect(shown.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(third.next).toBeNull()
    expect(shown.map(({ aheadBy }) => aheadBy === null)).toEqual([false, false, false, false, false, false, true])
  })

  test('tells on demand who was left out, and why', async () => {
    await addSlot(app, { startsIn: 30 * HOUR })
    await addSlot(app, { minAgeMonths: 720 })
    const { excluded } = await offers(await addRequest(app), '?excluded=true')
    expect(excluded?.map(({ reasons, overridable }) => [reasons, overridable])).toEqual([
      [['patient-too-young'], true],
      [['too-late'], true],
    ])
  })

  test('says when the picture is old, and never that there is nothing', async () => {
    await addSlot(app)
    const requestId = await addRequest(app)
    await offers(requestId)
    app.clock += 6_000
    const answer = await server.inject({ url: `/api/requests/${requestId}/offers`, headers: { cookie } })
    expect(answer.json()).toMatchObject({ fresh: false, count: 1 })
  })

  test('shows the places that are left, however often they were shown before', async () => {
    const slotId = await addSlot(app, { places: 3, startsIn: 3 * HOUR })
    const [mine, theirs] = [await addRequest(app), await addRequest(app)]
    const { asOf } = await offers(mine)
    const payload = { requestId: mine, asOf }
    await server.inject({ method: 'POST', url: `/api/slots/${slotId}/holds`, headers: { cookie }, payload })
    expect((await offers(theirs)).offers[0]).toMatchObject({ slotId, freePlaces: 2 })
  })

  test('a slot held a moment ago is gone for the others', async () => {
    const slotId = await addSlot(app)
    const [mine, theirs] = [await addRequest(app), await addRequest(app)]
    const { asOf } = await offers(mine)
    const held = await server.inject({
      method: 'POST',
      url: `/api/slots/${slotId}/holds`,
      headers: { cookie },
      payload: { requestId: mine, asOf },
    })
    expect(held.statusCode).toBe(201)
    expect((await offers(theirs)).count).toBe(0)
  })

  test.each([
    ['an instant that no calendar has', 1e300, 1],
    ['an instant before the first policy', -1e12, 1],
    ['an instant to come', NOW + HOUR, 1],
    ['half a rank', NOW, 1.5],
  ])('refuses a forged cursor with %s', async (_what, at, rank) => {
    const after = Buffer.from(JSON.stringify([0, 0, true, 0, 'x', at, rank])).toString('base64url')
    const requestId = await addRequest(app)
    const answer = await server.inject({ url: `/api/requests/${requestId}/offers?after=${after}`, headers: { cookie } })
    expect(answer.statusCode).toBe(400)
  })

  test.each(['x', 'bm90IG91cnM'])('refuses the cursor %s, which is none of ours', async (after) => {
    const requestId = await addRequest(app)
    const answer = await server.inject({ url: `/api/requests/${requestId}/offers?after=${after}`, headers: { cookie } })
    expect(answer.statusCode).toBe(400)
  })
})

test('previewOffers ranks what is still being typed, without a road nor an age', async () => {
  await addSlot(app)
  await server.live.catchUp()
  const payload = { dueAt: new Date(NOW + 24 * HOUR).toISOString() }
  const answer = await server.inject({ method: 'POST', url: '/api/offers', headers: { cookie }, payload })
  const list = OfferList.parse(answer.json())
  expect(list.count).toBe(1)
  expect(list.offers[0]?.reasons.map(({ code }) => code)).not.toContain('travel')
})

test('getCapacity counts the places of today by the hour', async () => {
  await addSlot(app, { places: 4 })
  await server.live.catchUp()
  const answer = await server.inject({ url: '/api/capacity', headers: { cookie } })
  expect(answer.json().hours[14]).toEqual({ hour: 14, taken: 0, free: 4 })
})

test('a picture that is not read yet is an outage, never an empty list', async () => {
  const requestId = await addRequest(app)
  const answer = await server.inject({ url: `/api/requests/${requestId}/offers`, headers: { cookie } })
  expect(answer.statusCode).toBe(503)
})

test('a lost race is told as one even when the picture is not read yet', async () => {
  const slotId = await addSlot(app)
  const shown = { watermark: '1', at: '2026-11-24T13:22:05Z', policyVersion: 1, count: 0, first: [] }
  const hold = async () => {
    const payload = { requestId: await addRequest(app), asOf: { ...shown, digest: '0'.repeat(16) } }
    return server.inject({ method: 'POST', url: `/api/slots/${slotId}/holds`, headers: { cookie }, payload })
  }
  expect((await hold()).statusCode).toBe(201)
  expect((await hold()).json()).toMatchObject({ status: 409, type: 'urn:passerelle:problem:slot-taken' })
})

describe('what an offer says besides', () => {
  test('that one just comes, without booking', async () => {
    const slotId = await addSlot(app)
    await app.admin.updateTable('slot').set({ booking: 'WALKIN' }).where('id', '=', slotId).execute()
    const { offers: list } = await offers(await addRequest(app))
    expect(list).toMatchObject([{ slotId, booking: 'WALKIN' }])
  })

  test('that a calendar was not read lately: marked, in the same place, and told with the capacity', async () => {
    const practitioner = await addPractitioner(app)
    const silent = await addSlot(app, { practitioner, startsIn: HOUR })
    const other = await addSlot(app, { startsIn: 2 * HOUR })
    const since = new Date(NOW - 31 * MINUTE)
    await app.admin
      .insertInto('calendar_source')
      .values({
        ...{ id: app.newId(), practitioner_id: practitioner.practitionerId, kind: 'ics', name: 'Cabinet' },
        ...{ key_id: 'test', address: Buffer.from(''), created_at: since, succeeded_at: since },
      })
      .execute()
    const { offers: list } = await offers(await addRequest(app))
    const mark = { code: 'calendar-stale', since: since.toISOString() }
    expect(list.map(({ slotId }) => slotId)).toEqual([silent, other])
    expect(list.map(({ reasons }) => reasons.filter(({ code }) => code === 'calendar-stale'))).toEqual([[mark], []])
    const capacity = await server.inject({ url: '/api/capacity', headers: { cookie } })
    const { practitionerId } = practitioner
    expect(capacity.json().calendars).toMatchObject([{ practitionerId, since: since.toISOString() }])
  })

  test('nothing of a reason that is not accepted, but who was left out for it', async () => {
    const slotId = await addSlot(app)
    await app.admin
      .updateTable('slot')
      .set({ reasons: ['Plaies'] })
      .where('id', '=', slotId)
      .execute()
    const { count, excluded } = await offers(await addRequest(app), '?excluded=true')
    expect(count).toBe(0)
    expect(excluded).toMatchObject([{ slotId, reasons: ['reason-not-accepted'], overridable: true }])
    const payload = { dueAt: new Date(NOW + 24 * HOUR).toISOString(), reason: 'Plaie du genou' }
    const preview = await server.inject({ method: 'POST', url: '/api/offers', headers: { cookie }, payload })
    expect(OfferList.parse(preview.json()).count).toBe(1)
  })
})
