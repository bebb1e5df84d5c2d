import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../database/test-app.ts'
import { signInAs, type TestServer, testServer } from './test-server.ts'

const eight = Date.parse('2026-11-24T08:00:00Z')
let app: TestApp
let server: TestServer
let cookie: string

beforeEach(async () => {
  app = await testApp(eight)
  server = await testServer(app)
  cookie = (await signInAs(app, 'operator')).cookie
})
afterEach(() => server.close())

const get = async (url: string) => (await server.inject({ url: `/api${url}`, headers: { cookie } })).json()

describe('GET /territory', () => {
  test('answers where one works: communes, SAS and policy in force', async () => {
    expect(await get('/territory')).toMatchObject({
      id: app.scope.territoryId,
      zone: 'Europe/Paris',
      communes: [{ code: '42218', name: 'Saint-Étienne', inTerritory: true }, { code: '42279' }],
      sas: [{ code: '42', from: '2022-12-01', until: null, season: null, active: true }],
      policy: { version: 1, holdMinutes: 3, holdExtensionMinutes: 1, weeklyCap: 20 },
    })
  })
})

describe('GET /communes', () => {
  test('finds by name, accents and abbreviations forgiven, the territory first', async () => {
    const { communes } = await get('/communes?q=st%20etienne')
    expect(communes).toHaveLength(8)
    expect(communes[0]).toMatchObject({ code: '42218', inTerritory: true })
    expect(communes[1]).toMatchObject({ inTerritory: false })
  })
})

describe('GET /territory/map', () => {
  test('draws the communes of the territory and those around', async () => {
    const { type, features } = await get('/territory/map')
    expect(type).toBe('FeatureCollection')
    const inside = features.filter((feature: { properties: { inside: boolean } }) => feature.properties.inside)
    expect(inside.map((feature: { properties: { code: string } }) => feature.properties.code)).toContain('42218')
    expect(features.length).toBeGreaterThan(inside.length)
  })
})
