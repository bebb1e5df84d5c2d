import { describe, expect, test } from 'vitest'
import { figureWords, trendValue, weekNumberOf, withDelay } from './board-words.ts'
import { outlinesOf, SIDE } from './map-outlines.ts'
import { rampOf } from './ramp.ts'

describe('a figure', () => {
  test.each([
    ['requests', 214, null, '214'],
    ['unplaced', 6, 190, '6'],
    ['within24h', 91, 100, '91\u00a0%'],
    ['noShow', 1, 4, undefined],
    ['noShow', 0, 5, '0\u00a0%'],
  ] as const)('%s, %i of %s reads %s', (name, numerator, denominator, words) => {
    expect(figureWords(name, { numerator, denominator })).toBe(words)
  })

  test('is drawn as a count or in per cent, never divided by nothing', () => {
    expect(trendValue('within24h', { numerator: 1, denominator: 4 })).toBe(25)
    expect(trendValue('within24h', { numerator: 0, denominator: 0 })).toBe(0)
    expect(trendValue('unplaced', { numerator: 3, denominator: 40 })).toBe(3)
    expect(weekNumberOf('2026-W07')).toBe('7')
  })
})

describe('the map', () => {
  test('has up to five classes on half hours, and tells in which a delay is', () => {
    const { limits, classOf } = rampOf([60, 100, 125, 160, 200, 240, 305, 400, 500, 700])
    expect(limits).toEqual([120, 210, 300, 510])
    expect([60, 120, 299, 300, 700].map(classOf)).toEqual([1, 2, 3, 4, 5])
    expect(rampOf([90, 90, 90]).limits).toEqual([90])
  })

  test('leaves out delays of too few, the longest first', () => {
    const commune = (code: string, medianDelayMinutes: number | null) => ({
      code,
      name: code,
      requests: 9,
      medianDelayMinutes,
    })
    const sorted = withDelay([commune('a', 90), commune('b', null), commune('c', 300)])
    expect(sorted.map(({ code }) => code)).toEqual(['c', 'a'])
  })

  test('fits the territory into its square, on top of what surrounds it', () => {
    const square = (west: number, code: string, inside: boolean) => ({
      properties: { code, name: code, inside },
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [west, 45],
            [west + 1, 45],
            [west + 1, 46],
            [west, 45],
          ],
        ],
      },
    })
    const [around, own] = outlinesOf([square(4, 'own', true), square(3, 'around', false)])
    expect([around?.code, own?.code]).toEqual(['around', 'own'])
    const numbers = own?.path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? []
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(SIDE)
  })
})
