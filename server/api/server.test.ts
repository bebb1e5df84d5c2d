import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../database/test-app.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { signInAs, type TestServer, testServer } from './test-server.ts'

const eight = Date.parse('2026-11-24T08:00:00Z')
const json = { 'content-type': 'application/json' }
let app: TestApp
let server: TestServer
let cookie: string

beforeEach(async () => {
  app = await testApp(eight)
  server = await testServer(app)
  cookie = (await signInAs(app, 'operator')).cookie
})

const put = (payload: string, headers: Record<string, string> = {}) =>
  server.inject({ method: 'PUT', url: '/api/session/grant', headers: { cookie, ...json, ...headers }, payload })

describe('the door', () => {
  test.each<[string, () => Promise<unknown>, string, number]>([
    ['JSON that is none', () => put('{"grantId":'), 'invalid-input', 400],
    ['an empty body', () => put(''), 'invalid-input', 400],
    ['a body of another shape', () => put('[]'), 'invalid-input', 400],
    ['a forbidden key', () => put('{"__proto__":{}}'), 'invalid-input', 400],
    ['NUL', () => put('{"grantId":"\\u0000"}'), 'invalid-input', 400],
    ['NUL in a key', () => put('{"\\u0000":1}'), 'invalid-input', 400],
    ['half a character', () => put('{"grantId":"\\ud800"}'), 'invalid-input', 400],
    ['a body deeper than any', () => put(`${'['.repeat(60_000)}${']'.repeat(60_000)}`), 'invalid-input', 400],
    ['a body too large', () => put(`{"grantId":"${'x'.repeat(256 * 1024)}"}`), 'body-too-large', 413],
    ['another media type', () => put('grantId=1', { 'content-type': 'text/plain' }), 'unsupported-media-type', 415],
    [
      'a form',
      () => put('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      'unsupported-media-type',
      415,
    ],
    ['another origin', () => put('{}', { origin: 'https://elsewhere.example' }), 'wrong-origin', 403],
    ['an origin that is none', () => put('{}', { origin: 'null' }), 'wrong-origin', 403],
    ['another site', () => put('{}', { 'sec-fetch-site': 'cross-site' }), 'wrong-origin', 403],
    ['an address that leads nowhere', () => server.inject('/api/nothing'), 'not-found', 404],
    ['an address that cannot be read', () => server.inject('/api/%E0%A4%A'), 'invalid-input', 400],
    ['another method', () => server.inject({ method: 'PUT', url: '/api/session' }), 'not-found', 404],
    ['nobody', () => server.inject('/api/session'), 'not-signed-in', 401],
  ])('refuses %s', async (_, ask, code, status) => {
    const reply = (await ask()) as Awaited<ReturnType<typeof put>>
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-type']).toMatch('application/problem+json')
    const title = fr.refusals[code as keyof typeof fr.refusals]
    expect(reply.json()).toMatchObject({ type: `urn:passerelle:problem:${code}`, status, title })
  })

  test('lets our own screens in', async () => {
    const reply = await put('{"grantId":"x"}', { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' })
    expect(reply.json()).toMatchObject({ fields: [{ field: 'grantId' }] })
  })

  test('asks browsers to be careful, whatever the answer', async () => {
    for (const url of ['/', '/healthz', '/api/session', '/api/openapi.json', '/nothing']) {
      const { headers } = await server.inject(url)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store')
    }
  })

  test('says nothing of the inside when something unexpected happens', async () => {
    server = await testServer({ ...app, within: () => Promise.reject(new Error('secret of the inside')) })
    const reply = await server.inject({ url: '/api/session', headers: { cookie } })
    expect(reply.statusCode).toBe(500)
    expect(reply.json()).toEqual({ type: 'urn:passerelle:problem:unexpected', title: fr.unexpected, status: 500 })
  })

  test.each([
    Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL' }),
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    Object.assign(new Error('connect'), { code: 'ENOENT', syscall: 'connect' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('says that the service does not answer while the database is away (%s)', async (error) => {
    server = await testServer({ ...app, within: () => Promise.reject(error) })
    const reply = await server.inject({ url: '/api/session', headers: { cookie } })
    expect(reply.json()).toEqual({
      type: 'urn:passerelle:problem:unavailable',
      title: fr.refusals.unavailable,
      status: 503,
    })
  })
})

describe('the limit of calls', () => {
  const call = (options: InjectOptions) => server.inject({ url: '/api/session', ...options })
  const away = { remoteAddress: '192.0.2.1' }

  test('counts a session, and an address without one, minute by minute', async () => {
    server = await testServer(app, { rateLimit: 8 })
    for (let n = 0; n < 8; n += 1) expect((await call({ ...away, headers: { cookie } })).statusCode).toBe(200)
    const refused = await call({ ...away, headers: { cookie } })
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60'])
    expect((await call(away)).statusCode).toBe(401) // the first call of the session had counted for its address
    expect((await call(away)).statusCode).toBe(429)
    app.clock += 60_000
    expect((await call({ ...away, headers: { cookie } })).statusCode).toBe(200)
  })

  test('counts made-up cookies on their address', async () => {
    server = await testServer(app, { rateLimit: 8 })
    const statuses: number[] = []
    for (const letter of 'abcd') {
      const made = { cookie: `passerelle_session=${letter.repeat(43)}` }
      statuses.push((await call({ ...away, headers: made })).statusCode)
    }
    expect(statuses).toEqual([401, 401, 429, 429])
  })

  test('does not hinder benchmarks on the machine itself', async () => {
    for (let n = 0; n < 400; n += 1) await call({})
    expect((await call({})).statusCode).toBe(401)
    for (let n = 0; n < 300; n += 1) await call(away)
    expect((await call(away)).statusCode).toBe(429)
  })
})

describe('GET /metrics', () => {
  const token = 'a-token-long-enough'
  test.each([
    ['this machine', '127.0.0.1', {}, 200],
    ['this machine, by IPv6', '::1', {}, 200],
    ['another one', '192.0.2.1', {}, 403],
    ['another one that says it is this one', '192.0.2.1', { 'x-forwarded-for': '127.0.0.1' }, 403],
    ['another one, through a proxy here', '127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, 403],
    ['another one with the token', '192.0.2.1', { authorization: `Bearer ${token}` }, 200],
    ['another one with another token', '192.0.2.1', { authorization: 'Bearer no' }, 403],
  ])('from %s', async (_, remoteAddress, headers, status) => {
    server = await testServer(app, { metricsToken: token, trustProxy: true })
    await server.inject({ url: '/api/session', headers: { cookie } })
    const reply = await server.inject({ url: '/metrics', remoteAddress, headers })
    expect(reply.statusCode).toBe(status)
    if (status === 200) expect(reply.body).toContain('operation="getSession",status="200"')
  })
})

describe('the state of the process', () => {
  test.each([
    [true, true, 200, 200],
    [true, false, 200, 503],
    [false, true, 503, 503],
  ])('with a database %s and a picture %s', async (answers, fresh, alive, ready) => {
    const health = { databaseAnswers: async () => answers, pictureIsFresh: () => fresh }
    server = await testServer(app, { health })
    expect((await server.inject('/healthz')).statusCode).toBe(alive)
    expect((await server.inject('/readyz')).statusCode).toBe(ready)
  })
})

describe('the screens', () => {
  let webFolder: string
  beforeEach(async () => {
    webFolder = await mkdtemp(join(tmpdir(), 'web-'))
    await mkdir(join(webFolder, 'assets'))
    await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Passerelle</title>')
    await writeFile(join(webFolder, 'assets', 'app-1a2b.js'), '1;'.repeat(2_000))
    server = await testServer(app, { webFolder })
  })
  afterEach(() => rm(webFolder, { recursive: true }))

  test('keep what cannot change for a year, and ask again for the page', async () => {
    const script = await server.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'gzip' } })
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
    })
    expect((await server.inject('/')).headers['cache-control']).toBe('no-cache')
  })

  test.each([
    ['/demandes/12', 'text/html', 200],
    ['/demandes/12', 'application/json', 404],
    ['/assets/gone.js', '*/*', 404],
    ['/api/nothing', 'text/html', 404],
    ['/fhir/nothing', 'text/html', 404],
    ['/..%2f..%2fpackage.json', '*/*', 404],
  ])('%s as %s: %i', async (url, accept, status) => {
    expect((await server.inject({ url, headers: { accept } })).statusCode).toBe(status)
  })

  test('say so when they are not built', async () => {
    server = await testServer(app, { webFolder: join(webFolder, 'none') })
    expect((await server.inject('/')).statusCode).toBe(503)
  })
})

test('OpenAPI 3.1 describes the API to anybody, and every reference leads somewhere', async () => {
  const reply = await server.inject('/api/openapi.json')
  const { openapi, paths, components } = reply.json()
  expect(openapi).toBe('3.1.0')
  expect(paths['/api/session'].post.operationId).toBe('signIn')
  const named = [...reply.body.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
  expect(named).toContain('Problem')
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(named))
})
