import { describe, expect, test } from 'vitest'
import { newId } from './new-id.ts'

describe('an id', () => {
  test('is a UUID v7 of now, and no other is the same', () => {
    const before = Date.now()
    const ids = Array.from({ length: 1_000 }, newId)
    expect(new Set(ids).size).toBe(1_000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const made = Number.parseInt(ids[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16)
    expect(made).toBeGreaterThanOrEqual(before)
    expect(made).toBeLessThanOrEqual(Date.now())
  })
})
