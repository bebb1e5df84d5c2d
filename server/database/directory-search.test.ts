import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { normalisedName } from '../../domain/identity/name.ts'
import { testApp } from './test-app.ts'

describe('searched_words', () => {
  test('normalises names as the domain does', async () => {
    const app = await testApp(0)
    const names = fc.sample(fc.string({ unit: fc.constantFrom(..."aéÈœŒæçÑüïbZ09 -'’.·ŷ") }), 200)
    const { rows } = await sql<{ words: string }>`
      select searched_words(name) as words from unnest(${names}::text[]) with ordinality as given (name, place)
      order by place`.execute(app.admin)
    expect(rows.map(({ words }) => words)).toEqual(names.map(normalisedName))
  })
})
