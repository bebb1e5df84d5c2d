/** Why the bytes of a line cannot be read at all. */
export type ScanFault = 'unreadable-character' | 'field-too-long'

/** Where the separators of the last scanned line are. One is used again for all lines of a file: it makes no garbage. */
export interface Scan {
  readonly separatorAt: Int32Array
  /** Separators seen; those past the end of `separatorAt` are only counted. */
  separators: number
  /** Where the field that has no separator yet begins. */
  fieldStart: number
  start: number
  end: number
}

const SEPARATOR = 0x7c
const TAB = 0x09
const SPACE = 0x20
/** In bytes: longer than any official field, and short enough for every index of the database. */
export const LONGEST_FIELD = 400

export const newScan = (columns: number): Scan => ({
  separatorAt: new Int32Array(columns + 1),
  separators: 0,
  fieldStart: 0,
  start: 0,
  end: 0,
})

/**
 * Finds the separators of the line that stands in [start, end) of `bytes`. Refuses what is not UTF-8, the replacement
 * character that stands for a letter lost before us, and control characters, which no name holds.
 */
export function scanLine(scan: Scan, bytes: Uint8Array, start: number, end: number): ScanFault | undefined {
  scan.start = start
  scan.end = end
  scan.separators = 0
  scan.fieldStart = start
  let at = start
  while (at < end) {
    const byte = bytes[at] ?? 0
    if (byte === SEPARATOR && endField(scan, at) > LONGEST_FIELD) return 'field-too-long'
    const length = isPlain(byte) ? 1 : characterLength(bytes, at, end)
    if (length === 0) return 'unreadable-character'
    at += length
  }
  return end - scan.fieldStart > LONGEST_FIELD ? 'field-too-long' : undefined
}

/** The length of the field that ends at `at`. */
function endField(scan: Scan, at: number): number {
  const length = at - scan.fieldStart
  if (scan.separators < scan.separatorAt.length) scan.separatorAt[scan.separators] = at
  scan.separators++
  scan.fieldStart = at + 1
  return length
}

/** How many bytes the UTF-8 character at `at` has; 0 when it is none that may stand in a field. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return isPlain(lead) || lead === TAB ? 1 : 0
  const length = announcedLength(lead)
  const isWhole = length > 0 && at + length <= end && maySecond(lead, bytes[at + 1] ?? 0)
  return isWhole && areContinuations(bytes, at + 2, at + length) && !isReplacement(bytes, at) ? length : 0
}

const isPlain = (byte: number) => byte >= SPACE && byte < 0x80

const maySecond = (lead: number, second: number) => second >= lowestSecond(lead) && second <= highestSecond(lead)

function areContinuations(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return false
  return true
}

const isReplacement = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd

function announcedLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

/** RFC 3629: no character is written longer than it needs, none is half of a surrogate pair, none is past U+10FFFF. */
function lowestSecond(lead: number): number {
  if (lead === 0xe0) return 0xa0
  return lead === 0xf0 ? 0x90 : 0x80
}

function highestSecond(lead: number): number {
  if (lead === 0xed) return 0x9f
  return lead === 0xf4 ? 0x8f : 0xbf
}

/** Where column `index` of the scanned line begins; the line must have it. */
export const fieldStart = (scan: Scan, index: number): number =>
  index === 0 ? scan.start : (scan.separatorAt[index - 1] ?? 0) + 1

/** The first byte after column `index`. */
export const fieldEnd = (scan: Scan, index: number): number =>
  index < scan.separators ? (scan.separatorAt[index] ?? scan.end) : scan.end
