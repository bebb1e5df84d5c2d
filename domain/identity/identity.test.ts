import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { initials, normalisedName } from './name.ts'
import { e164 } from './phone.ts'

describe('e164', () => {
  test.each([
    ['06 39 98 41 07', '+33639984107'],
    ['04.65.71.00.15', '+33465710015'],
    ['+33 (0)6 39 98 41 07', '+33639984107'],
    ['0033639984107', '+33639984107'],
    ['+262 692 12 34 56', '+262692123456'],
    ['06 39 98', undefined],
    ['0039 06 1234', '+39061234'],
    ['bonjour', undefined],
    ['', undefined],
  ])('%s is %s', (dialled, expected) => {
    expect(e164(dialled)).toBe(expected)
  })

  test('is the same however the number is cut', () => {
    const number = fc.stringMatching(/^0[1-9][0-9]{8}$/)
    fc.assert(
      fc.property(number, fc.constantFrom(' ', '.', '-', ''), (digits, separator) => {
        expect(e164((digits.match(/../g) ?? []).join(separator))).toBe(e164(digits))
      }),
    )
  })
})

describe('normalisedName', () => {
  test.each([
    ['Étienne  Lefèvre', 'etienne lefevre'],
    ["D'Œuvre-Cœur", 'd oeuvre coeur'],
    ['  Zoë ', 'zoe'],
  ])('%s is found by %s', (name, expected) => {
    expect(normalisedName(name)).toBe(expected)
  })

  test('normalised twice is normalised once', () => {
    fc.assert(fc.property(fc.string(), (name) => normalisedName(normalisedName(name)) === normalisedName(name)))
  })
})

test('initials tell two patients apart, and nothing more', () => {
  expect(initials('Marie', 'Durand')).toBe('M. D.')
  expect(initials(null, 'Durand')).toBe('D.')
  expect(initials(null, null)).toBeNull()
})
