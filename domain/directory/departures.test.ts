import { describe, expect, test } from 'vitest'
import { departures } from './departures.ts'

const whole = { wasCutShort: false, isConfirmed: false }

describe('those not found in the file', () => {
  test.each([
    ['are gone', 10, ['a', 'b'], whole, 2, undefined],
    ['are gone up to half', 2, ['a'], whole, 1, undefined],
    ['are not gone when they are more than half', 3, ['a', 'b'], whole, 0, 'shrunk'],
    ['are gone all the same when somebody confirms', 2, ['a', 'b'], { ...whole, isConfirmed: true }, 2, undefined],
    ['are never gone by a file cut short', 9, ['a'], { wasCutShort: true, isConfirmed: true }, 0, 'cut-short'],
    ['may be nobody', 9, [], { wasCutShort: true, isConfirmed: false }, 0, undefined],
    ['may be nobody where nobody was known', 0, [], whole, 0, undefined],
  ] as const)('%s', (_case, knownBefore, notFound, options, gone, reason) => {
    const result = departures(knownBefore, notFound, options)
    expect(result.gone).toHaveLength(gone)
    expect(result.withheld?.reason).toBe(reason)
  })
})
