import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addPractitioner, addTerritory, type TestApp, testApp } from '../database/test-app.ts'
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

async function addNamed(givenName: string, familyName: string, territoryId = app.scope.territoryId) {
  const { practitionerId } = await addPractitioner(app, { territoryId })
  const name = { given_name: givenName, family_name: familyName }
  const row = await app.admin.updateTable('practitioner').set(name).where('id', '=', practitionerId).returning('rpps')
  return (await row.executeTakeFirstOrThrow()).rpps
}

async function search(query: Record<string, string>) {
  const reply = await server.inject({ url: '/api/practitioners', query, headers: { cookie } })
  return reply.json().practitioners as { name: string; rpps: string; communes: string[]; inTerritory: boolean }[]
}

describe('GET /practitioners', () => {
  test('forgives accents, case, hyphens and the order of the names', async () => {
    await addNamed('Hélène', 'Bonnefoy-Œuvrard')
    for (const q of ['helene', 'BONNEFOY', 'bonnefoy hel', 'oeuvrard', 'Œuv', "hélène' bonne"]) {
      expect(await search({ q })).toMatchObject([{ name: 'Dr Hélène Bonnefoy-Œuvrard', communes: ['Saint-Étienne'] }])
    }
    expect(await search({ q: 'nefoy' })).toEqual([])
  })

  test('finds by RPPS, and by its beginning', async () => {
    const rpps = await addNamed('Hélène', 'Bonnefoy')
    expect(await search({ q: rpps })).toHaveLength(1)
    expect(await search({ q: rpps.slice(0, 9) })).not.toHaveLength(0)
  })

  test('puts those of the territory first, then family names', async () => {
    const { territoryId } = await addTerritory(app.admin)
    await addNamed('Anne', 'Martin', territoryId)
    await addNamed('Martine', 'Astier')
    await addNamed('Zoé', 'Martinez')
    const found = await search({ q: 'martin' })
    expect(found.map(({ name, inTerritory }) => [name, inTerritory])).toEqual([
      ['Dr Zoé Martinez', true],
      ['Dr Martine Astier', true],
      ['Dr Anne Martin', false],
    ])
  })

  test.each(["' & !", '--', '%%', '<->', ':*'])('finds nobody by %s', async (q) => {
    await addNamed('Hélène', 'Bonnefoy')
    expect(await search({ q })).toEqual([])
  })
})
