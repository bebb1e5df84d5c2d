import { type Calendars, openCalendars } from './calendars.ts'
import type { FetchOptions } from './fetch.ts'
import type { ReaderOptions } from './reader.ts'

export const testWorker = new URL('./test-worker.mjs', import.meta.url)

/** The client as it is, with the hosts that a test allows, and bounds that it need not wait for. */
export const testCalendars = ({
  reader,
  ...options
}: Partial<FetchOptions> & { reader?: Partial<ReaderOptions> } = {}): Calendars =>
  openCalendars({ allowedHosts: [], ...options, reader: { worker: testWorker, ...reader } })
