import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { type Calendars, openCalendars } from './calendars.ts'
import type { FetchOptions } from './fetch.ts'
import type { ReaderOptions } from './reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendars-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const outfile = join(folder, 'worker.mjs')
buildSync({
  entryPoints: [fileURLToPath(new URL('../../../cli/calendar-worker.ts', import.meta.url))],
  ...{ outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
})

/** The worker as its sources are now: what is in `dist` may be older. */
export const testWorker = pathToFileURL(outfile)

/** The client as it is, with the hosts that a test allows, and bounds that it need not wait for. */
export const testCalendars = ({
  reader,
  ...options
}: Partial<FetchOptions> & { reader?: Partial<ReaderOptions> } = {}): Calendars =>
  openCalendars({ allowedHosts: [], ...options, reader: { worker: testWorker, ...reader } })
