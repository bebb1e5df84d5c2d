import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { HTTPMethods, InjectOptions } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { can, ROLES, type Role } from '../../domain/access/roles.ts'
import { MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import type { Operation } from './operation.ts'
import { type IdOf, inputsFor, NASTY, spoilt } from './test-inputs.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

/** Every operation there is, those added later too. */
const eight = Date.parse('2026-11-24T08:00:00Z')
let app: TestApp
let server: TestServer

beforeEach(async () => {
  app = await testApp(eight)
  server = await testServer(app)
})
afterEach(() => server.close())

type Contracted = Operation & { readonly endpoint: Endpoint }
const operations = (): Contracted[] =>
  [...server.operations.values()].filter((operation): operation is Contracted => operation.endpoint !== undefined)
const guarded = () => operations().filter(({ permission }) => permission !== 'public')
const mayCall = ({ permission }: Operation, role: Role) => permission === 'public' || can(role, permission)

/** One of each thing in a territory, by the name that routes give to its id. */
async function arrange(scope: TestApp['scope']): Promise<IdOf> {
  const there = { ...app, scope, now: app.now }
  const practitioner = await addPractitioner(there, { territoryId: scope.territoryId })
  const requestId = await addRequest(there)
  const held = { requestId: await addRequest(there), territoryId: scope.territoryId, practitioner }
  const [holdId, appointmentId] = [await addHold(held), await addAppointment(held)]
  const draftId = randomUUID()
  await app.admin
    .insertInto('request_draft')
    .values({
      id: draftId,
      territory_id: scope.territoryId,
      account_id: randomUUID(),
      key_id: 'test',
      content: app.cipher.seal(scope.territoryId, draftId, '{}'),
      updated_at: new Date(eight),
    })
    .execute()
  const slotId = await addSlot(app, { practitioner })
  const feedId = await addFeed(practitioner.practitionerId)
  const calendarId = await addCalendar(practitioner.practitionerId)
  const editId = await addEdit(practitioner)
  const preparationId = await addPreparation(there, practitioner)
  const refillId = randomUUID()
  const freed = { slot_id: slotId, request_id: requestId, proposed_at: new Date(eight) }
  await app.admin
    .insertInto('slot_refill')
    .values({ id: refillId, territory_id: scope.territoryId, ...freed })
    .execute()
  const ids: Record<string, string> = {
    ...practitioner,
    requestId,
    holdId,
    appointmentId,
    draftId,
    slotId,
    feedId,
    calendarId,
    refillId,
    editId,
    preparationId,
  }
  return (name) => ids[name]
}

async function addPreparation(
  { scope }: Pick<TestApp, 'scope'>,
  { practitionerId }: Held['practitioner'],
): Promise<string> {
  const id = randomUUID()
  await app.admin
    .insertInto('agenda_preparation')
    .values({
      ...{ id, territory_id: scope.territoryId, practitioner_id: practitionerId, openings: '[]' },
      ...{ token_hash: randomBytes(32), prepared_by: randomUUID(), prepared_by_name: 'Camille Lorentz' },
      ...{ prepared_at: new Date(eight), expires_at: new Date(eight + 24 * 60 * MINUTE) },
    })
    .execute()
  return id
}

async function addFeed(practitionerId: string): Promise<string> {
  const id = randomUUID()
  const made = { name: 'Téléphone', token_hash: Buffer.from(id), created_by: randomUUID(), created_at: new Date(eight) }
  await app.admin
    .insertInto('calendar_feed')
    .values({ id, practitioner_id: practitionerId, ...made })
    .execute()
  return id
}

async function addEdit({ practitionerId }: { practitionerId: string }): Promise<string> {
  const id = randomUUID()
  const none = JSON.stringify({ openings: [], absences: [] })
  await app.admin
    .insertInto('agenda_edit')
    .values({
      ...{ id, practitioner_id: practitionerId, at: new Date(eight), kind: 'open', summary: '{}' },
      ...{ account_id: randomUUID(), account_name: 'Camille Lorentz', before: none, after: none },
    })
    .execute()
  return id
}

async function addCalendar(practitioner_id: string): Promise<string> {
  const id = randomUUID()
  const address = app.cipher.seal(practitioner_id, `${id}/address`, 'https://10.0.0.1/agenda.ics')
  const created_at = new Date(eight)
  const row = { id, practitioner_id, kind: 'ics', name: 'Agenda', key_id: 'test', address, created_at }
  await app.admin.insertInto('calendar_source').values(row).execute()
  return id
}

interface Held {
  readonly requestId: string
  readonly territoryId: string
  readonly practitioner: { practitionerId: string; locationId: string }
}

async function addHold({ requestId, territoryId, practitioner }: Held): Promise<string> {
  const slotId = await addSlot(app, { practitioner, startsIn: 60 * MINUTE })
  const place = await app.admin.selectFrom('place').select('id').where('slot_id', '=', slotId).executeTakeFirstOrThrow()
  const id = randomUUID()
  await app.admin
    .insertInto('slot_hold')
    .values({
      ...{ id, place_id: place.id, slot_id: slotId, request_id: requestId, territory_id: territoryId },
      ...{ held_by: randomUUID(), held_at: new Date(eight), expires_at: new Date(eight + 3 * MINUTE) },
      counts_to_cap: true,
    })
    .execute()
  return id
}

async function addAppointment({ requestId, territoryId, practitioner }: Held): Promise<string> {
  const slotId = await addSlot(app, { practitioner, startsIn: 90 * MINUTE })
  const slot = await app.admin.selectFrom('slot').selectAll().where('id', '=', slotId).executeTakeFirstOrThrow()
  const place = await app.admin.selectFrom('place').select('id').where('slot_id', '=', slotId).executeTakeFirstOrThrow()
  const { practitioner_id, location_id, kind, start_at, end_at, modality } = slot
  const id = randomUUID()
  await app.admin
    .insertInto('appointment')
    .values({
      ...{ id, territory_id: territoryId, request_id: requestId, place_id: place.id, slot_id: slotId },
      ...{ practitioner_id, location_id, kind, start_at, end_at, modality, status: 'booked' },
      ...{ idempotency_key: randomUUID(), counts_to_cap: true, with_attending: false },
      ...{ booked_by: randomUUID(), booked_at: new Date(eight) },
    })
    .execute()
  return id
}

const parametersOf = ({ endpoint }: Contracted) => [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

function call({ endpoint }: Contracted, given: { cookie?: string; path?: string; query?: object; body?: unknown }) {
  const { cookie, path = endpoint.path, query = {}, body } = given
  const options: InjectOptions = {
    method: endpoint.method as HTTPMethods & 'GET',
    url: `/api${path}`,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, textOf(value)])),
    headers: { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  }
  return server.inject(options)
}

/** The address of an operation, each parameter replaced by what is given for its name; half characters cannot travel in one. */
const fill = ({ endpoint }: Contracted, given: (name: string) => unknown) =>
  endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(textOf(given(name)).replace(/\p{Surrogate}/gu, '?')),
  )

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const one = <Value>(values: fc.Arbitrary<Value>): Value => fc.sample(values, { numRuns: 1, seed: 1 })[0] as Value

test('asks for a session, before it reads anything', async () => {
  for (const operation of guarded()) {
    const { statusCode } = await call(operation, { path: fill(operation, () => 'nonsense'), body: { nonsense: 1 } })
    expect(statusCode, operation.id).toBe(401)
  }
})

test.each(ROLES)('refuses a %s what their role does not permit, before it reads anything', async (role) => {
  const { cookie } = await signInAs(app, role)
  for (const operation of guarded().filter((each) => !mayCall(each, role))) {
    const given = { cookie, path: fill(operation, () => 'nonsense'), body: { nonsense: 1 } }
    expect((await call(operation, given)).statusCode, operation.id).toBe(403)
  }
})

test.each(ROLES)('finds nothing for a %s under the ids of another territory', async (role) => {
  const { cookie } = await signInAs(app, role)
  const ours = await arrange(app.scope)
  const theirs = await arrange(await addTerritory(app.admin))
  await server.live.catchUp()
  for (const operation of guarded().filter((each) => mayCall(each, role))) {
    const names = parametersOf(operation).filter((name) => name.endsWith('Id'))
    if (names.length === 0) continue
    expect(
      names.filter((name) => !theirs(name)),
      `arrange these for ${operation.id}`,
    ).toEqual([])
    const { body, query } = operation.endpoint
    const reply = await call(operation, {
      cookie,
      path: fill(operation, theirs),
      ...(query && { query: one(inputsFor(query, ours, { whole: false })) as object }),
      ...(body && { body: one(inputsFor(body, ours, { whole: false })) }),
    })
    expect(reply.statusCode, `${operation.id}: ${reply.body}`).toBe(404)
  }
})

test('never fails, whatever is sent', { timeout: 120_000 }, async () => {
  for (const operation of operations().filter(({ streams }) => !streams)) {
    const ours = await arrange(app.scope)
    await server.live.catchUp()
    const role = ROLES.find((each) => mayCall(operation, each)) ?? 'operator'
    const practitionerId = ours('practitionerId') ?? ''
    const { cookie } = await signInAs(app, role, role === 'professional' ? { practitionerId } : {})
    const { body, query } = operation.endpoint
    const nasty = fc.constantFrom(...NASTY)
    const sound = inputsFor(operation.endpoint.params, ours, { whole: true }) as fc.Arbitrary<Record<string, string>>
    const parameter = (name: string) =>
      fc.oneof(
        sound.map((values) => values[name]),
        sound.map((values) => values[name]?.toUpperCase()),
        nasty,
      )
    const given = fc.record({
      parameters: fc.record(Object.fromEntries(parametersOf(operation).map((name) => [name, parameter(name)]))),
      query: query
        ? fc.oneof(inputsFor(query, ours, { whole: true }), spoilt(inputsFor(query, ours, { whole: true })))
        : fc.constant({}),
      body: body
        ? fc.oneof(inputsFor(body, ours, { whole: true }), spoilt(inputsFor(body, ours, { whole: true })))
        : fc.constant(undefined),
    })
    const holds = async ({
      parameters,
      query,
      body,
    }: {
      parameters: Record<string, unknown>
      query: unknown
      body: unknown
    }) => {
      const path = fill(operation, (name) => parameters[name])
      const reply = await call(operation, { cookie, path, query: Object(query), body })
      expect(reply.statusCode, `${operation.id}: ${reply.body}`).toBeLessThan(500)
      app.clock += 60 // so that sign-in is not only refused for being tried too often
    }
    await fc.assert(fc.asyncProperty(given, holds), { numRuns: 40 })
  }
})
