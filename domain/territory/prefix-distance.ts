/** `distance` to the nearest beginning of a name; `isWhole` when that beginning is all of it. */
export interface PrefixDistance {
  readonly distance: number
  readonly isWhole: boolean
}

const FAR = 100

/**
 * Measures how many letters to change, add, drop or swap with their neighbour before `typed` begins the part of
 * `letters` from `start` to `end`. Looks no further than `limit`: undefined beyond. Keeps its rows between calls.
 */
export function prefixMeter(typed: Uint8Array, limit: number, letters: Uint8Array) {
  const width = 2 * limit + 1
  const newRow = () => new Uint8Array(width + 2).fill(FAR)
  const rows = [newRow(), newRow(), newRow()] as const
  const tables = Array.from(
    { length: typed.length + 1 },
    (_, skipped): Table => ({ typed: typed.subarray(skipped), letters, limit, width }),
  )

  return (start: number, end: number): PrefixDistance | undefined => {
    let same = 0
    while (same < typed.length && start + same < end && typed[same] === letters[start + same]) same += 1
    const table = tables[same]
    return table && measure(table, rows, start + same, end)
  }
}

interface Table {
  readonly typed: Uint8Array
  readonly letters: Uint8Array
  readonly limit: number
  /** Cells of a row in use, from 1; cell `c` of row `i` stands for the letter `i - limit + c - 1` of the name. */
  readonly width: number
}

type Rows = readonly [row: Uint8Array, previous: Uint8Array, older: Uint8Array]

/** The distance once the letters that both begin with are left out: they never cost anything. */
function measure(table: Table, rows: Rows, start: number, end: number): PrefixDistance | undefined {
  let [row, previous, older] = rows
  for (let c = 1; c <= table.width; c++) {
    older[c] = FAR
    previous[c] = c > table.limit ? c - table.limit - 1 : FAR
  }
  for (let i = 1; i <= table.typed.length; i++) {
    if (fillRow(table, [row, previous, older], i, start, end) > table.limit) return undefined
    const free = older
    older = previous
    previous = row
    row = free
  }
  return nearestOf(table, previous, end - start)
}

/** Fills the row of the typed letter `i`; answers its least value. */
function fillRow(table: Table, rows: Rows, i: number, start: number, end: number): number {
  const [row] = rows
  let least = FAR
  for (let c = 1; c <= table.width; c++) {
    const at = start + i - table.limit + c - 1
    const cost = at < start || at > end ? FAR : costAt(table, rows, i, c, at, start)
    row[c] = cost
    if (cost < least) least = cost
  }
  return least
}

/** The least of: a letter too few or too many, the letter before `at` changed or the same, two letters swapped. */
function costAt({ typed, letters }: Table, rows: Rows, i: number, c: number, at: number, start: number): number {
  const [row, previous, older] = rows
  const oneMoreOrLess = Math.min(cell(previous, c + 1), cell(row, c - 1)) + 1
  if (at === start) return oneMoreOrLess
  const isSame = typed[i - 1] === letters[at - 1]
  const cost = Math.min(oneMoreOrLess, cell(previous, c) + (isSame ? 0 : 1))
  if (i < 2 || at < start + 2) return cost
  const isSwap = typed[i - 2] === letters[at - 1] && typed[i - 1] === letters[at - 2]
  return isSwap ? Math.min(cost, cell(older, c) + 1) : cost
}

const cell = (row: Uint8Array, at: number): number => row[at] ?? FAR

function nearestOf({ typed, limit, width }: Table, row: Uint8Array, length: number): PrefixDistance | undefined {
  let distance = FAR
  let isWhole = false
  for (let c = 1; c <= width; c++) {
    const value = cell(row, c)
    if (value > distance) continue
    isWhole = typed.length - limit + c - 1 === length
    distance = value
  }
  return distance > limit ? undefined : { distance, isWhole }
}
