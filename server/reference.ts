import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Commune, type CommuneAlias, departmentOf, type Precision } from '../domain/territory/commune.ts'
import { buildCommuneIndex, type CommuneIndex } from '../domain/territory/commune-index.ts'
import type { DemonstrationTerritory } from '../domain/territory/territory.ts'

/** The committed reference data; each file is read at its first use. */
export interface Reference {
  readonly communeOf: (code: string) => Commune | undefined
  readonly index: CommuneIndex
  readonly territories: readonly DemonstrationTerritory[]
  /** GeoJSON, ready to send. */
  readonly departmentOutlines: string
  readonly communeCells: string
}

type CommuneRow = readonly [string, string, string, number, number, number, number]

interface CommuneFile {
  readonly precisions: readonly Precision[]
  readonly rows: readonly CommuneRow[]
  readonly aliases: readonly (readonly [code: string, name: string, communeCode: string])[]
}

/** Reads from `folder`, the `reference` folder at the root of the package, in sources and in a build alike. */
export function loadReference(folder: string): Reference {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const file = once(() => JSON.parse(read('communes.json')) as CommuneFile)
  const communes = once(() => communesOf(file()))
  const byCode = once(() => new Map(communes().map((commune) => [commune.code, commune])))
  const index = once(() => buildCommuneIndex(communes(), aliasesOf(file())))
  const territories = once(() => JSON.parse(read('territories.json')) as DemonstrationTerritory[])
  const departmentOutlines = once(() => read('departments.json'))
  const communeCells = once(() => read('cells.json'))
  return {
    communeOf: (code) => byCode().get(code),
    get index() {
      return index()
    },
    get territories() {
      return territories()
    },
    get departmentOutlines() {
      return departmentOutlines()
    },
    get communeCells() {
      return communeCells()
    },
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const communesOf = ({ rows, precisions }: CommuneFile): Commune[] =>
  rows.map(([code, name, postalCodes, population, milliLatitude, milliLongitude, precision]) => ({
    code,
    name,
    postalCodes: postalCodes.split(' ').filter(Boolean),
    population,
    department: departmentOf(code),
    latitude: milliLatitude / 1000,
    longitude: milliLongitude / 1000,
    precision: precisions[precision] ?? 'department',
  }))

const aliasesOf = ({ aliases }: CommuneFile): CommuneAlias[] =>
  aliases.map(([code, name, communeCode]) => ({ code, name, communeCode }))
