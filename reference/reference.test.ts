import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isPublicHoliday } from '../domain/time/holidays.ts'
import { loadReference } from '../server/reference.ts'

type Ring = readonly (readonly [longitude: number, latitude: number])[]

interface Features<Properties, Coordinates> {
  readonly features: readonly {
    readonly properties: Properties
    readonly geometry: { readonly coordinates: Coordinates }
  }[]
}

const reference = loadReference(import.meta.dirname)
const { territories } = reference
const departments = JSON.parse(reference.departmentOutlines) as Features<{ code: string; name: string }, Ring[][]>
const cells = JSON.parse(reference.communeCells) as Features<
  { code: string; name: string; territory: string; inside: boolean },
  Ring[]
>
const hand = JSON.parse(readFileSync(join(import.meta.dirname, 'hand-positions.json'), 'utf8')) as {
  rows: [code: string, name: string, latitude: number, longitude: number][]
}

const isInside = (ring: Ring, longitude: number, latitude: number) =>
  ring.filter(([bx, by], at) => {
    const [ax, ay] = ring[at - 1] ?? [bx, by]
    return ay > latitude !== by > latitude && longitude < ((bx - ax) * (latitude - ay)) / (by - ay) + ax
  }).length %
    2 ===
  1

const luhn = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)

describe.each(territories)('the territory $key', ({ key, finess, communes, enrolments, holidayRegion }) => {
  test('has a well-formed FINESS number', () => {
    expect(finess).toMatch(/^\d{9}$/)
    expect(luhn(finess) % 10).toBe(0)
  })

  test('has communes that exist, each once, in the departments of its SAS', () => {
    expect(communes.filter((code) => reference.communeOf(code) === undefined)).toEqual([])
    expect(new Set(communes).size).toBe(communes.length)
    const served = new Set(enrolments.map(({ department }) => department))
    expect(communes.filter((code) => !served.has(code.slice(0, 2)))).toEqual([])
  })

  test('has positions to tell its communes apart', () => {
    const vague = communes.filter((code) => !/point|by-hand/.test(reference.communeOf(code)?.precision ?? ''))
    expect(vague).toEqual([])
  })

  test('has a cell for each commune, and neighbours around them', () => {
    const own = cells.features.filter(({ properties }) => properties.territory === key)
    const inside = own.filter(({ properties }) => properties.inside).map(({ properties }) => properties.code)
    expect(inside.sort()).toEqual([...communes].sort())
    expect(own.length).toBeGreaterThan(inside.length)
  })

  test('keeps the holidays of its region', () => {
    expect(isPublicHoliday('2026-12-26', holidayRegion)).toBe(key === 'COSEN')
  })

  test('has enrolments that end after they begin', () => {
    for (const { from, until = '9999-12-31', source } of enrolments) {
      expect(from < until).toBe(true)
      expect(source).not.toBe('')
    }
  })
})

describe('the three SAS of Nord Velay Forez', () => {
  test('began on three days, one of them after a summer', () => {
    const lines = territories.find(({ key }) => key === 'NVF')?.enrolments ?? []
    expect(lines.map(({ sas, season, from, until }) => [sas, season, from, until ?? ''].join(' ').trim())).toEqual([
      'SAS 42 permanent 2022-12-01',
      'SAS 63 permanent 2023-10-01',
      'SAS 43 summer 2024-07-01 2024-08-31',
      'SAS 43 permanent 2025-02-01',
    ])
  })
})

describe('the outlines', () => {
  test('are those of a hundred departments: all but Mayotte', () => {
    const codes = departments.features.map(({ properties }) => properties.code)
    expect(new Set(codes).size).toBe(100)
    expect(codes).toContain('75')
    expect(codes).not.toContain('976')
  })

  test('are closed', () => {
    const rings = [
      ...departments.features.flatMap(({ geometry }) => geometry.coordinates.flat()),
      ...cells.features.flatMap(({ geometry }) => geometry.coordinates),
    ]
    expect(rings.filter((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)))).toEqual([])
  })

  test.each(cells.features)('of cells hold the centre they are drawn around: $properties.name', (cell) => {
    const commune = reference.communeOf(cell.properties.code)
    expect(commune?.name).toBe(cell.properties.name)
    const [ring = []] = cell.geometry.coordinates
    expect(isInside(ring, commune?.longitude ?? 0, commune?.latitude ?? 0)).toBe(true)
  })

  test.each(hand.rows)('of departments hold the commune placed by hand: %s %s', (code, name, latitude, longitude) => {
    expect(reference.communeOf(code)).toMatchObject({ name, latitude, longitude, precision: 'by-hand' })
    const outline = departments.features.find(({ properties }) => properties.code === code.slice(0, 2))
    expect(outline?.geometry.coordinates.some(([ring = []]) => isInside(ring, longitude, latitude))).toBe(true)
  })
})

test.each([
  ['communes.json', 2_000_000],
  ['departments.json', 350_000],
  ['cells.json', 250_000],
])('%s stays under %d bytes', (name, most) => {
  expect(statSync(join(import.meta.dirname, name)).size).toBeLessThan(most)
})
