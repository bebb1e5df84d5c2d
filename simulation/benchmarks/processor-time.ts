import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

/** Processor milliseconds that a process has used so far, with its children if asked; undefined where nothing tells. */
export function processorMs(pid: number, { children = false } = {}): number | undefined {
  const own = ticksOf(pid)
  if (!own) return undefined
  if (!children) return own.alone * TICK_MS
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const theirs = pids.map((name) => ticksOf(Number(name))).filter((ticks) => ticks?.parent === pid)
  return (own.alone + own.ended + theirs.reduce((total, ticks) => total + (ticks?.alone ?? 0), 0)) * TICK_MS
}

/** What the process used itself, and what its ended children had used; undefined when it is not there (any more). */
function ticksOf(pid: number): { parent: number; alone: number; ended: number } | undefined {
  const line = readIfThere(`/proc/${pid}/stat`)
  if (line === undefined) return undefined
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ') // proc(5), from its third field on
  const sum = (...at: number[]) => at.reduce((total, index) => total + Number(fields[index]), 0)
  return { parent: Number(fields[1]), alone: sum(11, 12), ended: sum(13, 14) }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return undefined
  }
}
