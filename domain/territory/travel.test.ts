import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Precision } from './commune.ts'
import { DEFAULT_TRAVEL_MODEL, distanceKm, type Place, travelMinutes } from './travel.ts'

const place = (latitude: number, longitude: number, precision: Precision = 'point'): Place => ({
  latitude,
  longitude,
  precision,
})
const SAINT_ETIENNE = place(45.434, 4.39)
const VILLARS = place(45.468, 4.355)
const SAINT_BONNET = place(45.424, 4.067)
const LYON = place(45.748, 4.847)

const precision = fc.constantFrom<Precision>('point', 'by-hand', 'postal-code', 'epci', 'department')
const anyPlace = fc.record({
  latitude: fc.double({ min: -85, max: 85, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  precision,
})
const minutes = (from: Place, to: Place) => travelMinutes(from, to, DEFAULT_TRAVEL_MODEL)

describe('a great-circle distance', () => {
  test('is known between Saint-Étienne and Lyon, and across the meridian of date', () => {
    expect(distanceKm(SAINT_ETIENNE, LYON)).toBeCloseTo(49.8, 0)
    expect(distanceKm(place(0, 179.5), place(0, -179.5))).toBeCloseTo(111.2, 0)
  })
})

describe('the travel time', () => {
  test.each([
    ['within a commune is its least', SAINT_ETIENNE, SAINT_ETIENNE, 4, 4],
    ['is short to the next town', SAINT_ETIENNE, VILLARS, 10, 20],
    ['is slow to the country', SAINT_ETIENNE, SAINT_BONNET, 35, 50],
    ['is faster by large roads', SAINT_ETIENNE, LYON, 50, 75],
  ] as const)('%s', (_case, from, to, least, most) => {
    expect(minutes(from, to)).toBeGreaterThanOrEqual(least)
    expect(minutes(from, to)).toBeLessThanOrEqual(most)
  })

  test('does not promise less than an uncertain position allows', () => {
    expect(minutes(SAINT_ETIENNE, { ...SAINT_ETIENNE, precision: 'postal-code' })).toBe(8)
    expect(minutes({ ...SAINT_ETIENNE, precision: 'epci' }, SAINT_ETIENNE)).toBe(12)
  })

  test('is the same both ways, whole and never negative', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (a, b) => {
        expect(minutes(a, b)).toBe(minutes(b, a))
        expect(Number.isInteger(minutes(a, b))).toBe(true)
        expect(minutes(a, b)).toBeGreaterThan(0)
      }),
    )
  })

  test('never falls when the distance grows', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyPlace, (from, b, c) => {
        const [near, far] = [b, c].sort((x, y) => distanceKm(from, x) - distanceKm(from, y)) as [Place, Place]
        expect(minutes(from, { ...near, precision: far.precision })).toBeLessThanOrEqual(minutes(from, far))
      }),
    )
  })
})
