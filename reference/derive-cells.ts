/** Writes cells.json, schematic commune borders of the demonstration territories: `npx tsx reference/derive-cells.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Commune } from '../domain/territory/commune.ts'
import type { DemonstrationTerritory } from '../domain/territory/territory.ts'
import { distanceKm } from '../domain/territory/travel.ts'
import { loadReference } from '../server/reference.ts'
import { type Corner, cellOf, hullOf, type Point } from './voronoi.ts'

/** Farther communes cannot touch a cell of the territory. */
const REACH_KM = 20
/** How far the outermost cells go beyond their centres. */
const MARGIN_KM = 3
const KM_PER_DEGREE = 111.2

const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000

/** A flat map around the middle of the territory: precise enough for thirty kilometres. */
function flatMap(centre: Commune) {
  const perLongitude = KM_PER_DEGREE * Math.cos((centre.latitude * Math.PI) / 180)
  return {
    pointOf: ({ latitude, longitude }: Commune): Point => [longitude * perLongitude, latitude * KM_PER_DEGREE],
    degreesOf: ([east, north]: Point) => [round(east / perLongitude), round(north / KM_PER_DEGREE)] as const,
  }
}

const around = ([east, north]: Point): Point[] =>
  Array.from({ length: 12 }, (_, hour) => (hour * Math.PI) / 6).map((angle) => [
    east + MARGIN_KM * Math.cos(angle),
    north + MARGIN_KM * Math.sin(angle),
  ])

/** The communes of a territory and those around them, except neighbours whose position is only that of a wider area. */
function cellsOf({ key, communes: members }: DemonstrationTerritory, all: readonly Commune[]) {
  const inside = new Set(members)
  const own = all.filter(({ code }) => inside.has(code))
  const [centre] = own
  if (!centre) throw new Error(`No commune in ${key}`)
  const { pointOf, degreesOf } = flatMap(centre)
  const communes = all
    .filter(({ code, precision }) => inside.has(code) || precision === 'point' || precision === 'by-hand')
    .filter((commune) => own.some((member) => distanceKm(member, commune) < REACH_KM))
  const sites = communes.map(pointOf)
  const numbers = communes.map((_, number) => number)
  const isInside = (number: number) => inside.has(communes[number]?.code ?? '')
  const cellIn = (bound: readonly Point[]) => (number: number) => cellOf(number, sites, bound)

  const wide = numbers.filter(isInside).map(cellIn(hullOf(sites)))
  const neighbours = new Set(wide.flatMap((cell) => cell.flatMap(({ beyond }) => beyond ?? [])))
  const drawn = numbers.filter((number) => isInside(number) || neighbours.has(number))
  const cellOfDrawn = cellIn(hullOf(drawn.flatMap((number) => around(sites[number] ?? [0, 0]))))

  return drawn.map((number) => {
    const { code = '', name = '' } = communes[number] ?? {}
    const coordinates = [ringOf(cellOfDrawn(number), degreesOf)]
    const properties = { code, name, territory: key, inside: isInside(number) }
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } }
  })
}

function ringOf(cell: readonly Corner[], degreesOf: (point: Point) => readonly [number, number]) {
  const ring = cell.map(({ at }) => degreesOf(at))
  return [...ring, ...ring.slice(0, 1)]
}

function deriveCells() {
  const reference = loadReference(import.meta.dirname)
  const features = reference.territories.flatMap((territory) => cellsOf(territory, reference.index.communes))
  const head = {
    type: 'FeatureCollection',
    note: 'Schematic: cells around the centres of communes, not their official borders',
    attribution: 'Positions: geonames.org, CC BY 4.0',
  }
  const rows = features.map((feature) => JSON.stringify(feature)).join(',\n')
  const body = `${JSON.stringify(head).slice(0, -1)},"features":[\n${rows}\n]}\n`
  writeFileSync(join(import.meta.dirname, 'cells.json'), body)
  console.log(`${features.length} cells, ${body.length} characters`)
}

deriveCells()
