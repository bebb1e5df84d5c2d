import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first journey keeps the data of a demonstration that was loaded and stopped; the others begin with a copy. */
    loadedDemonstration: string
  }
}

/** Vitest global setup: an empty folder for the time of the run. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'loaded-'))
  provide('loadedDemonstration', folder)
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}
