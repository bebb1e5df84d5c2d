import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { addPractitioner, addRequest, addSlot, addTerritory, type TestApp, testApp } from './test-app.ts'
import type { Scope } from './within.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(Date.parse('2026-11-24T13:22:07Z'))
})

const inScope = (scope: Scope, statement: ReturnType<typeof sql>) =>
  app.within(scope, async (tx) => (await statement.execute(tx)).numAffectedRows)
const REFUSED = { code: '42501' }

describe('a territory that sees a slot', () => {
  test('may lock it, but not change it, share another, nor take it back', async () => {
    const slotId = await addSlot(app)
    await inScope(app.scope, sql`select id from slot where id = ${slotId} for update`)
    const change = sql`update slot set free_places = 0 where id = ${slotId}`
    await expect(inScope(app.scope, change)).rejects.toMatchObject(REFUSED)
    const copy = sql`insert into slot (id, opening_id, practitioner_id, location_id, kind, start_at, end_at, modality,
      visibility, capacity, free_places) select ${randomUUID()}, opening_id, practitioner_id, location_id, kind, start_at,
      end_at, modality, visibility, capacity, free_places from slot where id = ${slotId}`
    await expect(inScope(app.scope, copy)).rejects.toMatchObject(REFUSED)
    const places = sql`insert into place (id, slot_id, ordinal) values (${randomUUID()}, ${slotId}, 9)`
    await expect(inScope(app.scope, places)).rejects.toMatchObject(REFUSED)
    await expect(inScope(app.scope, sql`delete from place where slot_id = ${slotId}`)).rejects.toMatchObject(REFUSED)
  })

  test('is published for good: nobody deletes it, so that its version keeps growing', async () => {
    const { practitionerId, locationId } = await addPractitioner(app)
    const slotId = await addSlot(app, { practitioner: { practitionerId, locationId } })
    const owner = { ...app.scope, actingFor: [practitionerId] }
    await expect(inScope(owner, sql`delete from slot where id = ${slotId}`)).rejects.toMatchObject(REFUSED)
  })

  test('neither holds nor books it for a request of another one', async () => {
    const slotId = await addSlot(app)
    const elsewhere = await addTerritory(app.admin)
    const theirs = await addRequest(app, { territoryId: elsewhere.territoryId })
    for (const territoryId of [app.scope.territoryId, elsewhere.territoryId]) {
      const hold = sql`insert into slot_hold (id, place_id, slot_id, request_id, territory_id, held_by, held_at, expires_at,
        counts_to_cap) select ${randomUUID()}, id, slot_id, ${theirs}, ${territoryId}, ${randomUUID()}, now(), now(), true
        from place where slot_id = ${slotId}`
      await expect(inScope(app.scope, hold)).rejects.toMatchObject(REFUSED)
    }
    const book = sql`insert into appointment (id, territory_id, request_id, place_id, slot_id, practitioner_id, location_id,
      kind, start_at, end_at, modality, status, idempotency_key, counts_to_cap, with_attending, booked_by, booked_at)
      select ${randomUUID()}, ${app.scope.territoryId}, ${theirs}, p.id, s.id, practitioner_id, location_id, kind, start_at,
      end_at, modality, 'booked', ${randomUUID()}, true, false, ${randomUUID()}, now()
      from slot s join place p on p.slot_id = s.id where s.id = ${slotId}`
    await expect(inScope(app.scope, book)).rejects.toMatchObject(REFUSED)
  })
})

test('whoever moves a request or an appointment never changes whose it is', async () => {
  const { practitionerId } = await addPractitioner(app)
  const elsewhere = { ...(await addTerritory(app.admin)), actingFor: [practitionerId] }
  for (const table of ['care_request', 'appointment']) {
    const take = sql`update ${sql.table(table)} set territory_id = ${elsewhere.territoryId}`
    await expect(inScope(elsewhere, take)).rejects.toMatchObject(REFUSED)
  }
})

describe('of an agenda', () => {
  test('a territory that sees it knows the caps, and not where appointments are sent', async () => {
    const { practitionerId } = await addPractitioner(app)
    await app.admin
      .insertInto('agenda_settings')
      .values({ practitioner_id: practitionerId, weekly_cap: 3, invitation_email: 'camille@cabinet.example' })
      .execute()
    const rows = async (scope: Scope, statement: ReturnType<typeof sql>) =>
      app.within(scope, async (tx) => (await statement.execute(tx)).rows)
    const caps = sql`select * from caps_of(${practitionerId})`
    const owner = { ...(await addTerritory(app.admin)), actingFor: [practitionerId] }
    const stranger = await addTerritory(app.admin)
    expect(await rows(app.scope, caps)).toEqual([{ weekly_cap: 3, daily_cap: null }])
    expect(await rows(owner, caps)).toHaveLength(1)
    expect(await rows(stranger, caps)).toEqual([])
    const settings = sql`select * from agenda_settings`
    expect(await rows(owner, settings)).toHaveLength(1)
    for (const scope of [app.scope, stranger]) expect(await rows(scope, settings)).toEqual([])
  })

  test('nothing is prepared for somebody whom the territory does not see', async () => {
    const { practitionerId } = await addPractitioner(app)
    const prepare = (scope: Scope) =>
      inScope(
        scope,
        sql`insert into agenda_preparation (id, territory_id, practitioner_id, openings, token_hash, prepared_by,
          prepared_by_name, prepared_at, expires_at) values (${randomUUID()}, ${scope.territoryId}, ${practitionerId}, '[]',
          ${Buffer.from(randomUUID())}, ${randomUUID()}, '', now(), now())`,
      )
    expect(await prepare(app.scope)).toBe(1n)
    await expect(prepare(await addTerritory(app.admin))).rejects.toMatchObject(REFUSED)
  })

  test('no slot is put before a request of another territory', async () => {
    const slotId = await addSlot(app)
    const elsewhere = await addTerritory(app.admin)
    const [own, theirs] = [await addRequest(app), await addRequest(app, { territoryId: elsewhere.territoryId })]
    const propose = (scope: Scope, requestId: string) =>
      inScope(
        scope,
        sql`insert into slot_refill (id, territory_id, slot_id, request_id, proposed_at)
          values (${randomUUID()}, ${scope.territoryId}, ${slotId}, ${requestId}, now())`,
      )
    expect(await propose(app.scope, own)).toBe(1n)
    await expect(propose(app.scope, theirs)).rejects.toMatchObject(REFUSED)
    await expect(propose(elsewhere, theirs)).rejects.toMatchObject(REFUSED) // sees no such slot
  })
})
