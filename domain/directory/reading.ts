import { readActivityLine } from './activity-line.ts'
import { type Columns, readHeader } from './columns.ts'
import { newScan, scanLine } from './line-scan.ts'
import { enrol, newRoll } from './roll.ts'
import { hasValidKey } from './rpps.ts'
import { type Bench, judge, legibleRpps, newBench, REJECTIONS, type Rejection, type Verdict } from './verdict.ts'

/** A line that was not taken; `line` counts from 1, the header. `rpps` when it can still be read. */
export interface RejectedLine {
  readonly line: number
  readonly reason: Rejection
  readonly rpps?: string | undefined
}

/** Why no line of the file can be read. */
export type FileFault =
  | { readonly fault: 'empty' | 'compressed' | 'not-utf-8' | 'another-format' }
  | { readonly fault: 'missing-columns'; readonly missing: readonly string[]; readonly unknown: readonly string[] }

export interface Tally {
  /** Of all kinds, without the header. */
  lines: number
  kept: number
  elsewhere: number
  /** Without a commune: a professional without an activity. */
  nowhere: number
  /** Known by an ADELI number only. */
  adeli: number
  /** Kept lines whose RPPS has a wrong key: worth a look, taken all the same. */
  doubtfulKeys: number
  readonly rejected: Record<Rejection, number>
}

export interface ReadingOptions {
  readonly communes: readonly string[]
  /** The text of UTF-8 bytes. */
  readonly decode: (bytes: Uint8Array) => string
  readonly onRejected: (rejected: RejectedLine) => void
}

/** In bytes: what has no line break for longer is no line. */
const LONGEST_LINE = 65_536
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const NOTHING = new Uint8Array(0)

/** Reads the file in pieces of any size, and keeps the lines of the territory's communes. Memory is bounded by those. */
export class DirectoryReading {
  readonly roll = newRoll()
  readonly tally: Tally
  /** The file ends in the middle of a line. */
  wasCutShort = false
  fault: FileFault | undefined
  readonly #options: ReadingOptions
  #bench: Bench | undefined
  #line = 0
  /** The beginning of a line whose end comes with the next piece. */
  #rest: Uint8Array = NOTHING
  #isOverlong = false

  constructor(options: ReadingOptions) {
    this.#options = options
    const rejected = Object.fromEntries(REJECTIONS.map((reason) => [reason, 0])) as Record<Rejection, number>
    this.tally = { lines: 0, kept: 0, elsewhere: 0, nowhere: 0, adeli: 0, doubtfulKeys: 0, rejected }
  }

  get hasSkills(): boolean {
    return this.#bench?.columns.skills !== undefined
  }

  /** Takes the next piece; it may be overwritten afterwards. Says nothing more once there is a fault. */
  feed(piece: Uint8Array): void {
    let start = 0
    while (!this.fault) {
      const end = piece.indexOf(LINE_FEED, start)
      if (end < 0) break
      this.#endLine(piece, start, end)
      start = end + 1
    }
    this.#keepRest(piece.subarray(start))
  }

  /** No piece is left. */
  end(): void {
    if (this.fault) return
    const rest = this.#rest
    if (rest.length === 0 && !this.#isOverlong) {
      if (this.#line === 0) this.fault = { fault: 'empty' }
      return
    }
    if (this.#line === 0) this.#readFirst(rest, 0, rest.length)
    else this.#takeLast(rest)
  }

  #keepRest(tail: Uint8Array): void {
    if (tail.length === 0 || this.fault || this.#isOverlong) return
    this.#isOverlong = this.#rest.length + tail.length > LONGEST_LINE
    if (this.#isOverlong && this.#line === 0) this.fault = { fault: faultOfStart(tail) ?? 'another-format' }
    this.#rest = this.#isOverlong ? NOTHING : concatenated(this.#rest, tail)
  }

  #endLine(piece: Uint8Array, start: number, end: number): void {
    if (this.#isOverlong) this.#reject('field-too-long', ++this.#line)
    else if (this.#rest.length > 0) {
      const whole = concatenated(this.#rest, piece.subarray(start, end))
      this.#takeLine(whole, 0, whole.length)
    } else this.#takeLine(piece, start, end)
    this.#rest = NOTHING
    this.#isOverlong = false
  }

  #takeLine(bytes: Uint8Array, start: number, end: number): void {
    const last = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end
    if (this.#bench) this.#count(this.#bench, bytes, start, last, judge(this.#bench, bytes, start, last))
    else this.#readFirst(bytes, start, last)
  }

  /** A last line without its line break is good when it is whole; else the file was cut there. */
  #takeLast(bytes: Uint8Array): void {
    const bench = this.#bench
    if (!bench) return
    const verdict = this.#isOverlong ? 'field-too-long' : judge(bench, bytes, 0, bytes.length)
    this.wasCutShort = !bench.columns.endsWithSeparator || CUT.has(verdict)
    const isCut = CUT.has(verdict)
    this.#count(bench, bytes, 0, bytes.length, isCut ? 'cut-short' : verdict)
  }

  #readFirst(bytes: Uint8Array, start: number, end: number): void {
    this.#line = 1
    const first = bytes.subarray(hasMark(bytes, start) ? start + 3 : start, end)
    const fault = faultOfStart(first)
    if (fault) this.fault = { fault }
    else this.#takeHeader(this.#options.decode(first))
  }

  #takeHeader(text: string): void {
    const header = readHeader(text)
    if ('columns' in header) this.#bench = newBench(header.columns, this.#options.communes)
    else if (!text.includes('|')) this.fault = { fault: text.trim() ? 'another-format' : 'empty' }
    else this.fault = { fault: 'missing-columns', ...header }
  }

  #count(bench: Bench, bytes: Uint8Array, start: number, end: number, verdict: Verdict): void {
    this.#line++
    if (verdict === 'kept') this.#keep(bench.columns, bytes.subarray(start, end))
    if (verdict === 'kept' || verdict === 'elsewhere' || verdict === 'nowhere' || verdict === 'adeli') {
      this.tally.lines++
      this.tally[verdict]++
      return
    }
    const rpps = verdict === 'empty-line' ? undefined : legibleRpps(bench, bytes)
    this.#reject(verdict, this.#line, rpps === undefined ? undefined : String(rpps).padStart(11, '0'))
  }

  #keep(columns: Columns, bytes: Uint8Array): void {
    const line = readActivityLine(columns, this.#options.decode(bytes))
    if (!hasValidKey(line.rpps)) this.tally.doubtfulKeys++
    enrol(this.roll, line)
  }

  #reject(reason: Rejection, line: number, rpps?: string): void {
    this.tally.lines++
    this.tally.rejected[reason]++
    this.#options.onRejected({ line, reason, rpps })
  }
}

/** What a line looks like whose end is missing. */
const CUT: ReadonlySet<Verdict> = new Set(['field-count', 'unreadable-character', 'field-too-long'])

function concatenated(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length)
  whole.set(head)
  whole.set(tail, head.length)
  return whole
}

const hasMark = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf

/** What the first bytes give away of a file that is none of ours. */
function faultOfStart(bytes: Uint8Array): 'compressed' | 'not-utf-8' | undefined {
  const [first, second] = bytes
  const isZip = first === 0x50 && second === 0x4b && bytes[2] === 0x03
  if (isZip || (first === 0x1f && second === 0x8b)) return 'compressed'
  return scanLine(newScan(0), bytes, 0, bytes.length) === 'unreadable-character' ? 'not-utf-8' : undefined
}
