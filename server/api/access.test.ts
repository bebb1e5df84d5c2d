import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addAccount, addPractitioner, addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import { hashPassword } from '../password.ts'
import { cookieOf, signInAs, type TestServer, testServer } from './test-server.ts'

const eight = Date.parse('2026-11-24T08:00:00Z')
const password = 'passerelle-demo'
let passwordHash: string
let app: TestApp
let server: TestServer
let email: string

beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

beforeEach(async () => {
  app = await testApp(eight)
  server = await testServer(app)
  email = (await addAccount(app, { passwordHash })).email
})

const enter = (payload: object, remoteAddress = '192.0.2.1', headers = {}) =>
  server.inject({ method: 'POST', url: '/api/session', payload, remoteAddress, headers })
const read = (cookie: string) => server.inject({ url: '/api/session', headers: { cookie } })
const wrong = () => ({ email, password: 'not-this-one' })

describe('POST /session', () => {
  test('opens a session that says who is signed in, and as what', async () => {
    const reply = await enter({ email: email.toUpperCase(), password })
    expect(reply.statusCode).toBe(201)
    expect(reply.json()).toMatchObject({
      email,
      grant: { role: 'operator', territory: { id: app.scope.territoryId } },
      practitioners: [],
      sas: ['42'],
      emergencyPhone: '04 65 71 00 15',
      zone: 'Europe/Paris',
      serverTime: '2026-11-24T08:00:00.000Z',
    })
    expect(reply.headers['set-cookie']).toMatch(/^passerelle_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await read(cookieOf(reply))).statusCode).toBe(200)
  })

  test('binds the cookie to this host behind TLS', async () => {
    server = await testServer(app, { trustProxy: true })
    const reply = await enter({ email, password }, undefined, { 'x-forwarded-proto': 'https' })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-passerelle_session=.*; Secure; SameSite=Lax$/)
    expect(reply.headers['strict-transport-security']).toBeDefined()
  })

  test('keeps the token out of the database', async () => {
    const token = cookieOf(await enter({ email, password })).split('=')[1] ?? ''
    const rows = await app.admin.selectFrom('session').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test.each([
    ['a wrong password', async () => wrong(), 401, 'wrong-credentials'],
    ['an unknown e-mail', async () => ({ email: 'nobody@example.org', password }), 401, 'wrong-credentials'],
    [
      'a disabled account',
      async () => {
        await app.admin
          .updateTable('account')
          .set({ disabled_at: new Date(eight) })
          .execute()
        return { email, password }
      },
      401,
      'wrong-credentials',
    ],
    [
      'an account whose grants have ended',
      async () => {
        await app.admin.updateTable('account_grant').set({ during: '[2020-01-01,2026-01-01)' }).execute()
        return { email, password }
      },
      403,
      'forbidden',
    ],
    ['an e-mail that is none', async () => ({ email: 'somebody', password }), 400, 'invalid-input'],
    ['no password', async () => ({ email }), 400, 'invalid-input'],
  ])('refuses %s', async (_, arrange, status, code) => {
    const reply = await enter(await arrange())
    expect(reply.statusCode).toBe(status)
    expect(reply.json()).toMatchObject({ type: `urn:passerelle:problem:${code}`, status })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  test('names the fields at fault in French', async () => {
    expect((await enter({ email: 'somebody' })).json()).toMatchObject({
      fields: [
        { field: 'email', message: 'Format non reconnu. Vérifiez la saisie.' },
        { field: 'password', message: 'Ce champ est obligatoire.' },
      ],
    })
  })

  test('slows guessing an account from one address, and lets its owner in from another', async () => {
    for (let n = 0; n < 10; n += 1) expect((await enter(wrong())).statusCode).toBe(401)
    expect((await enter({ email, password })).json()).toMatchObject({
      type: 'urn:passerelle:problem:too-many-requests',
    })
    expect((await enter({ email, password }, '198.51.100.7')).statusCode).toBe(201)
    app.clock += 11 * MINUTE
    expect((await enter({ email, password })).statusCode).toBe(201)
  })

  test('behind a proxy, counts the address that the proxy saw, whatever the caller wrote before it', async () => {
    server = await testServer(app, { trustProxy: true })
    const guess = (made: number) => enter(wrong(), '10.0.0.1', { 'x-forwarded-for': `203.0.113.${made}, 192.0.2.1` })
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).statusCode).toBe(401)
    expect((await guess(99)).statusCode).toBe(429)
  })

  test('counts attempts made at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 16 }, async () => (await enter(wrong())).statusCode))
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(6)
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
  ])('slows guessing many accounts from one network (%s, %s)', async (one, other) => {
    const guess = (address: string) => enter({ email: `${randomUUID()}@example.org`, password }, address)
    for (let n = 0; n < 30; n += 1) expect((await guess(n % 2 ? one : other)).statusCode).toBe(401)
    expect((await guess(one)).statusCode).toBe(429)
  })
})

describe('a session', () => {
  test('ends when it is left alone, and is kept while it is used', async () => {
    const cookie = cookieOf(await enter({ email, password }))
    app.clock += 11 * HOUR
    expect((await read(cookie)).statusCode).toBe(200)
    app.clock += 11 * HOUR
    expect((await read(cookie)).statusCode).toBe(200)
    app.clock += 2 * HOUR
    expect((await read(cookie)).statusCode).toBe(401) // a day after sign-in
  })

  test('left alone for twelve hours is over', async () => {
    const cookie = cookieOf(await enter({ email, password }))
    app.clock += 12 * HOUR
    expect((await read(cookie)).statusCode).toBe(401)
  })

  test('ends at once at sign-out', async () => {
    const cookie = cookieOf(await enter({ email, password }))
    await read(cookie)
    const reply = await server.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect([reply.statusCode, reply.body]).toEqual([204, ''])
    expect((await read(cookie)).statusCode).toBe(401)
  })

  test('ends within five seconds when the account is disabled', async () => {
    const cookie = cookieOf(await enter({ email, password }))
    await app.admin
      .updateTable('account')
      .set({ disabled_at: new Date(eight) })
      .execute()
    app.clock += 5_000
    expect((await read(cookie)).statusCode).toBe(401)
  })

  test.each(['', 'passerelle_session=', 'passerelle_session=x', `passerelle_session=${'b'.repeat(43)}`])(
    'is not opened by %s',
    async (cookie) => {
      expect((await read(cookie)).json()).toMatchObject({ type: 'urn:passerelle:problem:not-signed-in', status: 401 })
    },
  )

  test('names the practitioners for whom one acts', async () => {
    const { practitionerId } = await addPractitioner(app)
    const doctor = await signInAs(app, 'professional', { practitionerId })
    expect((await read(doctor.cookie)).json()).toMatchObject({ practitioners: [{ id: practitionerId }] })
    const secretary = await signInAs(app, 'delegate')
    expect((await read(secretary.cookie)).json()).toMatchObject({ practitioners: [] })
    const delegation = { account_id: secretary.accountId, practitioner_id: practitionerId }
    await app.admin
      .insertInto('delegation')
      .values({ ...delegation, id: randomUUID(), during: '[2026-01-01,)' })
      .execute()
    app.clock += 5_000
    expect((await read(secretary.cookie)).json()).toMatchObject({ practitioners: [{ id: practitionerId }] })
  })
})

describe('PUT /session/grant', () => {
  const select = (cookie: string, grantId: string) =>
    server.inject({ method: 'PUT', url: '/api/session/grant', headers: { cookie }, payload: { grantId } })

  test('goes on in another territory, at once', async () => {
    const { cookie, accountId } = await signInAs(app, 'operator')
    const { territoryId } = await addTerritory(app.admin)
    const grant = { id: randomUUID(), account_id: accountId, territory_id: territoryId, role: 'coordinator' }
    await app.admin
      .insertInto('account_grant')
      .values({ ...grant, during: '[2026-01-01,)' })
      .execute()
    const reply = await select(cookie, grant.id)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({ grant: { role: 'coordinator', territory: { id: territoryId } } })
    expect(reply.json().grants).toHaveLength(2)
    expect((await read(cookie)).json()).toMatchObject({ grant: { id: grant.id } })
  })

  test('refuses the grant of somebody else', async () => {
    const { cookie } = await signInAs(app, 'operator')
    const other = await signInAs(app, 'regulator')
    expect((await select(cookie, other.grantId)).statusCode).toBe(403)
  })
})
