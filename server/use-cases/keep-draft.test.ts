import { beforeEach, describe, expect, test } from 'vitest'
import { addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import { keepDraft } from './keep-draft.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(Date.parse('2026-11-24T13:22:07Z'))
})

describe('a draft', () => {
  test('is kept again and again, by its author alone', async () => {
    const id = app.newId()
    await Promise.all([1, 2, 3].map((age) => keepDraft(app, app.scope, { id, content: { age } })))
    const somebody = { ...app.scope, actor: app.newId() }
    await expect(keepDraft(app, somebody, { id, content: {} })).rejects.toMatchObject({ code: 'draft-not-found' })
  })

  test('does not exist in another territory, not even for its author', async () => {
    const id = app.newId()
    await keepDraft(app, app.scope, { id, content: { age: 3 } })
    const elsewhere = { ...(await addTerritory(app.admin)), actor: app.scope.actor }
    await expect(keepDraft(app, elsewhere, { id, content: {} })).rejects.toMatchObject({ code: 'draft-not-found' })
  })
})
