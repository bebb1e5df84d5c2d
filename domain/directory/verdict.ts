import type { Columns } from './columns.ts'
import { fieldEnd, fieldStart, newScan, type Scan, scanLine } from './line-scan.ts'

/** Why a line cannot be taken, in the order in which it is checked. */
export const REJECTIONS = [
  'empty-line',
  'unreadable-character',
  'field-too-long',
  'field-count',
  'cut-short',
  'identifier-type',
  'rpps-missing',
  'rpps-malformed',
  'name-missing',
  'profession-missing',
  'commune-malformed',
] as const
export type Rejection = (typeof REJECTIONS)[number]

/** What becomes of a line: kept, left aside without blame (elsewhere, no commune, an ADELI number only), or rejected. */
export type Verdict = 'kept' | 'elsewhere' | 'nowhere' | 'adeli' | Rejection

/** What lines are judged by. */
export interface Bench {
  readonly columns: Columns
  /** Keys of the communes of the territory. */
  readonly communes: ReadonlySet<number>
  readonly scan: Scan
}

export const newBench = (columns: Columns, communes: readonly string[]): Bench => ({
  columns,
  communes: new Set(
    communes.map((code) =>
      communeKey(
        Uint8Array.from(code, (c) => c.charCodeAt(0)),
        0,
        code.length,
      ),
    ),
  ),
  scan: newScan(columns.count),
})

const ZERO = 0x30
const NINE = 0x39
const LETTER_A = 0x41
const LETTER_B = 0x42
const SPACE = 0x20
const ADELI = 0x30
const RPPS = 0x38
const RPPS_DIGITS = 11

/** Judges the line in [start, end) of `bytes`, from its bytes alone: most lines of the file concern another territory. */
export function judge(bench: Bench, bytes: Uint8Array, start: number, end: number): Verdict {
  if (isBlank(bytes, start, end)) return 'empty-line'
  const fault = scanLine(bench.scan, bytes, start, end)
  if (fault) return fault
  if (!hasAllFields(bench)) return 'field-count'
  return identityFault(bench, bytes) ?? placeVerdict(bench, bytes)
}

/** The RPPS of the judged line when its eleven digits can be read, even if the rest of the line cannot. */
export function legibleRpps({ columns, scan }: Bench, bytes: Uint8Array): number | undefined {
  const own = rppsIn(scan, bytes, columns.at.identifier, 0)
  return own ?? rppsIn(scan, bytes, columns.at.nationalIdentifier, 1)
}

function hasAllFields({ columns, scan }: Bench): boolean {
  const isLastEmpty = fieldStart(scan, columns.count) === scan.end
  if (columns.endsWithSeparator) return scan.separators === columns.count && isLastEmpty
  return scan.separators === columns.count - 1 || (scan.separators === columns.count && isLastEmpty)
}

function identityFault({ columns: { at }, scan }: Bench, bytes: Uint8Array): Rejection | 'adeli' | undefined {
  const isAdeli = isOne(scan, bytes, at.identifierType, ADELI)
  if (!isAdeli && !isOne(scan, bytes, at.identifierType, RPPS)) return 'identifier-type'
  if (!isAdeli && isEmpty(scan, bytes, at.identifier)) return 'rpps-missing'
  if (!isAdeli && rppsIn(scan, bytes, at.identifier, 0) === undefined) return 'rpps-malformed'
  if (isEmpty(scan, bytes, at.familyName)) return 'name-missing'
  if (isEmpty(scan, bytes, at.profession)) return 'profession-missing'
  const hasRpps = !isAdeli || rppsIn(scan, bytes, at.nationalIdentifier, 1) !== undefined
  return hasRpps ? undefined : adeliVerdict(scan, bytes, at.commune)
}

const adeliVerdict = (scan: Scan, bytes: Uint8Array, commune: number) =>
  communeKey(bytes, fieldStart(scan, commune), fieldEnd(scan, commune)) < 0 ? 'commune-malformed' : 'adeli'

function placeVerdict({ columns, communes, scan }: Bench, bytes: Uint8Array): Verdict {
  const key = communeKey(bytes, fieldStart(scan, columns.at.commune), fieldEnd(scan, columns.at.commune))
  if (key < 0) return 'commune-malformed'
  if (key === 0) return 'nowhere'
  return communes.has(key) ? 'kept' : 'elsewhere'
}

/** A number for a commune's code (`42218`, `2A004`); 0 when there is none, -1 when it cannot be one. */
function communeKey(bytes: Uint8Array, start: number, end: number): number {
  if (isBlank(bytes, start, end)) return 0
  if (end - start !== 5) return -1
  let key = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (!isDigit(byte) && !(at === start + 1 && isCorsican(key, byte))) return -1
    key = key * 32 + byte - ZERO
  }
  return key + 1
}

const isCorsican = (department: number, byte: number) => department === 2 && (byte === LETTER_A || byte === LETTER_B)

/** The eleven digits of column `index`, after `prefix` bytes; undefined when there is anything else. */
function rppsIn(scan: Scan, bytes: Uint8Array, index: number, prefix: 0 | 1): number | undefined {
  if (index > scan.separators || index >= scan.separatorAt.length) return undefined
  const start = fieldStart(scan, index)
  if (fieldEnd(scan, index) - start !== RPPS_DIGITS + prefix) return undefined
  if (prefix === 1 && bytes[start] !== RPPS) return undefined
  let number = 0
  for (let at = start + prefix; at < start + prefix + RPPS_DIGITS; at++) {
    const byte = bytes[at] ?? 0
    if (!isDigit(byte)) return undefined
    number = number * 10 + byte - ZERO
  }
  return number
}

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE

const isOne = (scan: Scan, bytes: Uint8Array, index: number, byte: number) =>
  fieldEnd(scan, index) - fieldStart(scan, index) === 1 && bytes[fieldStart(scan, index)] === byte

const isEmpty = (scan: Scan, bytes: Uint8Array, index: number) =>
  isBlank(bytes, fieldStart(scan, index), fieldEnd(scan, index))

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE) return false
  return true
}
