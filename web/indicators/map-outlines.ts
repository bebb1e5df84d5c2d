import { z } from 'zod'

/** The drawing is a square of this side. */
export const SIDE = 400
const MARGIN = 6

export interface Outline {
  readonly code: string
  readonly name: string
  readonly inside: boolean
  readonly path: string
}

interface Feature {
  readonly properties: { readonly code: string; readonly name: string; readonly inside: boolean }
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: readonly unknown[] }
}

const Ring = z.array(z.tuple([z.number(), z.number()]))
type Point = readonly [number, number]

/** SVG paths that fill the square with the territory, its surroundings cut at the edge; those of the territory last, on top. */
export function outlinesOf(features: readonly Feature[]): Outline[] {
  const drawn = features.map(({ properties, geometry }) => ({ ...properties, rings: ringsOf(geometry) }))
  const inside = drawn.filter((one) => one.inside)
  const project = projectionOn((inside.length > 0 ? inside : drawn).flatMap(({ rings }) => rings.flat()))
  return drawn
    .sort((one, other) => Number(one.inside) - Number(other.inside))
    .map(({ rings, ...properties }) => ({ ...properties, path: rings.map((ring) => pathOf(ring, project)).join('') }))
}

const ringsOf = ({ type, coordinates }: Feature['geometry']): Point[][] =>
  type === 'Polygon' ? z.array(Ring).parse(coordinates) : z.array(z.array(Ring)).parse(coordinates).flat()

/** Degrees of longitude are shortened as on the ground, then everything fits the square. */
function projectionOn(points: readonly Point[]) {
  const latitudes = points.map(([, latitude]) => latitude)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const shortening = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const eastings = points.map(([longitude]) => longitude * shortening)
  const [west, east] = [Math.min(...eastings), Math.max(...eastings)]
  const scale = (SIDE - 2 * MARGIN) / (Math.max(east - west, north - south) || 1)
  const [left, top] = [(SIDE - (east - west) * scale) / 2, (SIDE - (north - south) * scale) / 2]
  return ([longitude, latitude]: Point) =>
    [left + (longitude * shortening - west) * scale, top + (north - latitude) * scale] as const
}

const pathOf = (ring: readonly Point[], project: (point: Point) => Point): string =>
  `M${ring
    .map((point) =>
      project(point)
        .map((value) => value.toFixed(1))
        .join(' '),
    )
    .join('L')}Z`
