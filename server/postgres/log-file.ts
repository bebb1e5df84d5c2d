import { copyFile, mkdir, stat, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'

const LARGEST_BYTES = 10 * 1024 * 1024
const PERIOD_MS = 60_000

/** Keeps PostgreSQL's log and the one before it, each of some ten megabytes; what it answers stops that. */
export async function rotateLog(file: string): Promise<() => void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await rotateOnce(file)
  const timer = setInterval(() => void rotateOnce(file).catch(() => undefined), PERIOD_MS).unref()
  return () => clearInterval(timer)
}

/** PostgreSQL appends to the open file, so it is copied and emptied, not renamed. */
async function rotateOnce(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size < LARGEST_BYTES) return
  await copyFile(file, `${file}.1`)
  await truncate(file)
}
