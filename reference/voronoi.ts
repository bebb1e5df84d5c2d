/** Kilometres east and north of an origin. */
export type Point = readonly [east: number, north: number]

/** A corner of a cell, and the site on the other side of the border that begins there; undefined on the outer bound. */
export interface Corner {
  readonly at: Point
  readonly beyond: number | undefined
}

/** The part of a convex `bound` that is nearer to the site than to any other. */
export function cellOf(site: number, sites: readonly Point[], bound: readonly Point[]): Corner[] {
  const own = sites[site]
  if (!own) return []
  return sites.reduce<Corner[]>(
    (cell, other, number) => (number === site ? cell : nearerTo(own, other, number, cell)),
    bound.map((at) => ({ at, beyond: undefined })),
  )
}

function nearerTo(own: Point, other: Point, number: number, cell: readonly Corner[]): Corner[] {
  const side = ({ at }: Corner) => squaredDistance(at, other) - squaredDistance(at, own)
  return cell.flatMap((corner, index) => {
    const next = cell[(index + 1) % cell.length] ?? corner
    const [here, there] = [side(corner), side(next)]
    const kept = here >= 0 ? [corner] : []
    if (here >= 0 === there >= 0) return kept
    const at = between(corner.at, next.at, here / (here - there))
    return [...kept, { at, beyond: here >= 0 ? number : corner.beyond }]
  })
}

const squaredDistance = ([ax, ay]: Point, [bx, by]: Point): number => (ax - bx) ** 2 + (ay - by) ** 2

const between = ([ax, ay]: Point, [bx, by]: Point, share: number): Point => [
  ax + (bx - ax) * share,
  ay + (by - ay) * share,
]

/** The convex outline around `points`, counterclockwise. */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by)
  return [...halfHull(sorted), ...halfHull(sorted.reverse())]
}

function halfHull(points: readonly Point[]): Point[] {
  const half: Point[] = []
  for (const point of points) {
    while (!turnsLeft(half.at(-2), half.at(-1), point)) half.pop()
    half.push(point)
  }
  return half.slice(0, -1)
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (!a || !b) return true
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0
}
