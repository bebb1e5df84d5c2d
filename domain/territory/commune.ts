/** Where a position comes from, best first: a published point, a guess, or the mean of the points of a wider area. */
export type Precision = 'point' | 'by-hand' | 'postal-code' | 'epci' | 'department'

/** A commune of the official geographical code; `latitude` and `longitude` are degrees WGS 84. */
export interface Commune {
  readonly code: string
  readonly name: string
  readonly postalCodes: readonly string[]
  readonly population: number
  readonly department: string
  readonly latitude: number
  readonly longitude: number
  readonly precision: Precision
}

/** Another name under which people know a commune: a municipal district, or a commune that became part of it. */
export interface CommuneAlias {
  readonly code: string
  readonly name: string
  readonly communeCode: string
}

/** The department a commune code begins with: `2A` for `2A004`, `974` for `97411`. */
export const departmentOf = (communeCode: string): string => communeCode.slice(0, /^9[78]/.test(communeCode) ? 3 : 2)
