import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { CareRequestBody } from '../../contract/requests.ts'
import type { Actor } from '../app.ts'
import { addPractitioner, type TestApp, testApp } from '../database/test-app.ts'
import { loadReference } from '../reference.ts'
import { createCareRequest } from './create-care-request.ts'

const reference = loadReference(fileURLToPath(new URL('../../reference', import.meta.url)))

let app: TestApp
beforeEach(async () => {
  app = await testApp(Date.parse('2026-11-24T13:22:07Z'))
})

const body = (more: Partial<CareRequestBody> = {}) =>
  CareRequestBody.parse({
    idempotencyKey: app.newId(),
    source: 'sas',
    patient: { familyName: 'Essai', givenName: 'Camille', phone: '06 39 98 41 07' },
    ageMonths: 400,
    residenceCommune: '42218',
    attending: { status: 'none' },
    reason: 'Douleur lombaire aiguë',
    delay: { kind: '24h' },
    ...more,
  })
const create = (wish: ReturnType<typeof body>, actor: Actor = app.scope) =>
  createCareRequest(app, actor, wish, reference)

describe('a request made again with its key', () => {
  test('is the same request', async () => {
    const wish = body()
    expect(await create(wish)).toBe(await create(wish))
  })

  test('is refused for another patient, another reason or somebody else, rather than lost', async () => {
    const wish = body()
    await create(wish)
    const { idempotencyKey } = wish
    const reused = { code: 'key-reused' }
    await expect(create(body({ idempotencyKey, reason: 'Plaie de la main' }))).rejects.toMatchObject(reused)
    await expect(create(body({ idempotencyKey, patient: {} }))).rejects.toMatchObject(reused)
    await expect(create(wish, { ...app.scope, actor: app.newId() })).rejects.toMatchObject(reused)
  })
})

describe('a professional who asks for a colleague', () => {
  const asking = async () => {
    const { practitionerId } = await addPractitioner(app)
    return { practitionerId, actor: { ...app.scope, role: 'professional', actingFor: [practitionerId] } as const }
  }

  test('asks in their own name', async () => {
    const { practitionerId, actor } = await asking()
    const id = await create(body({ source: 'professional' }), actor)
    const row = app.admin.selectFrom('care_request').select(['requester_id', 'state']).where('id', '=', id)
    expect(await row.executeTakeFirst()).toEqual({ requester_id: practitionerId, state: 'QUALIFIED' })
  })

  test('never in a colleague’s, nor as the regulation, nor with its decision', async () => {
    const { actor } = await asking()
    const { practitionerId: requesterId } = await addPractitioner(app)
    const inTheirs = body({ source: 'professional', requesterId })
    await expect(create(inTheirs, actor)).rejects.toMatchObject({ code: 'practitioner-not-found' })
    await expect(create(body(), actor)).rejects.toMatchObject({ code: 'forbidden' })
    const decided = body({ source: 'professional', regulation: { decided: true } })
    await expect(create(decided, actor)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
