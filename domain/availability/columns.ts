/** Numbers of slots, one row a slot: what a search reads fast. */
export interface Columns {
  readonly start: Float64Array
  readonly end: Float64Array
  readonly version: Float64Array
  readonly practice: Int32Array
  readonly location: Int32Array
  readonly week: Int32Array
  readonly kind: Uint8Array
  readonly modality: Uint8Array
  readonly visibility: Uint8Array
  readonly minAge: Uint16Array
  readonly maxAge: Uint16Array
  readonly capacity: Uint16Array
  readonly free: Uint16Array
  readonly counted: Uint16Array
  readonly withdrawn: Uint8Array
  readonly booking: Uint8Array
  /** Which of the four that follow say something, as bits: most say nothing, and are then not looked at. */
  readonly terms: Uint8Array
  /** From then on what is free is the professional's own again; never when infinite. */
  readonly releaseAt: Float64Array
  readonly leadMinutes: Uint16Array
  /** Number of the list of reasons accepted. */
  readonly reasons: Uint32Array
  /** Number of the list of territories that visibility CPTS means. */
  readonly cpts: Uint32Array
  /** Of the slot's id: what the digest of a list is made of. */
  readonly mark: Uint32Array
}
/** What a professional may ask besides, as bits of `terms`. */
export const RELEASES = 1
export const ASKS_NOTICE = 2
export const NAMES_REASONS = 4
export const NAMES_CPTS = 8

interface Terms {
  readonly releaseAt: number | null
  readonly leadMinutes: number
  readonly reasons: readonly string[]
  readonly cpts: readonly string[] | null
}

export const termsOf = ({ releaseAt, leadMinutes, reasons, cpts }: Terms): number =>
  (releaseAt === null ? 0 : RELEASES) |
  (leadMinutes > 0 ? ASKS_NOTICE : 0) |
  (reasons.length > 0 ? NAMES_REASONS : 0) |
  (cpts === null ? 0 : NAMES_CPTS)

export const NO_MAX_AGE = 0xffff

/** Room for `rows` slots. */
export const newColumns = (rows: number): Columns => ({
  start: new Float64Array(rows),
  end: new Float64Array(rows),
  version: new Float64Array(rows),
  practice: new Int32Array(rows),
  location: new Int32Array(rows),
  week: new Int32Array(rows),
  kind: new Uint8Array(rows),
  modality: new Uint8Array(rows),
  visibility: new Uint8Array(rows),
  minAge: new Uint16Array(rows),
  maxAge: new Uint16Array(rows),
  capacity: new Uint16Array(rows),
  free: new Uint16Array(rows),
  counted: new Uint16Array(rows),
  withdrawn: new Uint8Array(rows),
  booking: new Uint8Array(rows),
  terms: new Uint8Array(rows),
  releaseAt: new Float64Array(rows),
  leadMinutes: new Uint16Array(rows),
  reasons: new Uint32Array(rows),
  cpts: new Uint32Array(rows),
  mark: new Uint32Array(rows),
})

/** The same rows, and as many more. */
export function grown(columns: Columns): Columns {
  const larger = newColumns(columns.start.length * 2)
  for (const name of Object.keys(columns) as (keyof Columns)[]) larger[name].set(columns[name])
  return larger
}
