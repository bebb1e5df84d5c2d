import type { Reference } from '../reference.ts'

interface Cell {
  readonly type: 'Feature'
  readonly properties: {
    readonly code: string
    readonly name: string
    readonly territory: string
    readonly inside: boolean
  }
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: unknown[] }
}

/** The schematic cells of a territory's communes and of those around; read at the first call, kept afterwards. */
export function outlinesOf(reference: Pick<Reference, 'communeCells'>) {
  let cells: readonly Cell[] | undefined
  return (inside: ReadonlySet<string>) => {
    cells ??= (JSON.parse(reference.communeCells) as { features: Cell[] }).features
    const ours = cells.filter(({ properties }) => properties.inside && inside.has(properties.code))
    const drawn = new Set(ours.map(({ properties }) => properties.territory))
    const around = cells.filter(({ properties }) => drawn.has(properties.territory))
    const byCode = new Map(around.map((cell) => [cell.properties.code, cell])) // neighbours draw the same commune twice
    return [...byCode.values()].map(({ type, geometry, properties: { code, name } }) => ({
      type,
      properties: { code, name, inside: inside.has(code) },
      geometry,
    }))
  }
}
