import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lettersOf } from './commune-index.ts'
import { prefixMeter } from './prefix-distance.ts'

/** The same distance, from its definition: slow and plain. */
function plainDistance(typed: string, name: string): number {
  const known = new Map<string, number>()
  const between = (i: number, j: number): number => {
    if (i < 0 || j < 0) return Number.POSITIVE_INFINITY
    if (i === 0 || j === 0) return i + j
    const key = `${i} ${j}`
    const isSwap = typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1]
    const value =
      known.get(key) ??
      Math.min(
        between(i - 1, j) + 1,
        between(i, j - 1) + 1,
        between(i - 1, j - 1) + Number(typed[i - 1] !== name[j - 1]),
        isSwap ? between(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    known.set(key, value)
    return value
  }
  return Math.min(...Array.from({ length: name.length + 1 }, (_, end) => between(typed.length, end)))
}

const distance = (typed: string, name: string, limit: number) =>
  prefixMeter(lettersOf(typed), limit, lettersOf(name))(0, name.length)

describe('the distance to the beginning of a name', () => {
  test.each([
    ['nothing to change', 'villars', 'villars', 0, true],
    ['only a beginning', 'villa', 'villars', 0, false],
    ['a letter less', 'vilars', 'villars', 1, true],
    ['a letter more', 'villlars', 'villars', 1, true],
    ['another letter', 'vitlars', 'villars', 1, true],
    ['two letters swapped', 'vilalrs', 'villars', 1, true],
    ['two wrong letters', 'vatlars', 'villars', 2, true],
  ] as const)('counts %s', (_what, typed, name, wrong, isWhole) => {
    expect(distance(typed, name, 2)).toEqual({ distance: wrong, isWhole })
  })

  test('gives up beyond its limit', () => {
    expect(distance('vatlars', 'villars', 1)).toBeUndefined()
  })

  test('is the one of the whole table, whatever the letters', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 2), (typed, name, limit) => {
        const expected = plainDistance(typed, name)
        expect(distance(typed, name, limit)?.distance).toBe(expected > limit ? undefined : expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('does not remember the name before', () => {
    const letters = lettersOf('villarslyon')
    const measure = prefixMeter(lettersOf('lion'), 1, letters)
    expect(measure(0, 7)).toBeUndefined()
    expect(measure(7, 11)).toEqual({ distance: 1, isWhole: true })
    expect(measure(0, 7)).toBeUndefined()
  })
})
