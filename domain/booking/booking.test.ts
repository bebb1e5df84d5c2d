import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../time/interval.ts'
import { extendedExpiry, holdExpiry, isLive } from './hold.ts'
import { isTooEarly, stateAfter, statusAfter } from './outcome.ts'

describe('a hold', () => {
  const hold = { id: 'h', slotId: 's', requestId: 'r', expiresAt: holdExpiry({ holdMinutes: 3 }, 0), extended: false }

  test('lasts as long as was voted, to the millisecond', () => {
    expect(isLive(hold, 3 * MINUTE - 1)).toBe(true)
    expect(isLive(hold, 3 * MINUTE)).toBe(false)
  })

  test('is prolonged from its end, not from now', () => {
    expect(extendedExpiry(hold, { holdExtensionMinutes: 1 })).toBe(4 * MINUTE)
  })
})

describe('an outcome', () => {
  test.each([
    ['came', 'fulfilled', 'FULFILLED'],
    ['late', 'fulfilled', 'FULFILLED'],
    ['sent-on', 'fulfilled', 'FULFILLED'],
    ['did-not-come', 'noshow', 'NO_SHOW'],
  ] as const)('%s makes the appointment %s and the request %s', (outcome, status, state) => {
    expect(statusAfter(outcome)).toBe(status)
    expect(stateAfter(outcome)).toBe(state)
  })

  test.each([
    ['did-not-come', -1, true],
    ['did-not-come', 0, false],
    ['late', -1, true],
    ['sent-on', -HOUR, false],
    ['came', -HOUR, false],
    ['came', -13 * HOUR, true],
  ] as const)('%s, %i ms from the start: too early is %s', (outcome, fromStart, tooEarly) => {
    expect(isTooEarly(outcome, 100 * HOUR, 100 * HOUR + fromStart)).toBe(tooEarly)
  })
})
