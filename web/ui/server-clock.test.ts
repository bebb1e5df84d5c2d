import { describe, expect, test } from 'vitest'
import { narrow, offsetFromHeader, offsetFromMessage } from './server-clock.ts'

const noon = Date.parse('2026-11-24T12:00:00Z')

describe('the offset of the server clock', () => {
  test('is known to the second and the travel from one header', () => {
    expect(offsetFromHeader('Tue, 24 Nov 2026 12:00:05 GMT', noon, noon + 200)).toEqual({ least: 4_800, most: 6_000 })
  })
  test('is nothing when the header cannot be read', () => {
    expect(offsetFromHeader('soon', noon, noon)).toBeUndefined()
  })
  test('is known to a second from a pushed message', () => {
    expect(offsetFromMessage('2026-11-24T12:00:02.000Z', noon)).toEqual({ least: 2_000, most: 3_000 })
  })
  test.each([
    ['is the first sample', undefined, { least: 0, most: 900 }, { least: 0, most: 900 }],
    ['narrows with each sample', { least: 0, most: 900 }, { least: 400, most: 1_300 }, { least: 400, most: 900 }],
    [
      'starts afresh when a clock was set',
      { least: 0, most: 900 },
      { least: 5_000, most: 5_100 },
      { least: 5_000, most: 5_100 },
    ],
  ])('%s', (_case, known, sample, result) => {
    expect(narrow(known, sample)).toEqual(result)
  })
})
