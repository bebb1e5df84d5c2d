import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newIdsFrom } from './new-id.ts'

describe('a new id', () => {
  test('is a UUID v7 that tells its millisecond', () => {
    const at = Date.parse('2026-11-24T17:20:00Z')
    const id = newIdsFrom(() => at)()
    expect(z.uuidv7().safeParse(id).success).toBe(true)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  })

  test('is greater than the one before, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 2 }), (instants) => {
        const rest = [...instants]
        const newId = newIdsFrom(() => rest.shift() ?? 0)
        const ids = instants.map(newId)
        expect([...new Set(ids)].sort()).toEqual(ids)
      }),
    )
  })
})
