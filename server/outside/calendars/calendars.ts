import type { CalendarTrouble } from '../../../contract/calendars.ts'
import { windowOf } from '../../../domain/agenda/calendar-health.ts'
import type { Instant } from '../../../domain/time/interval.ts'
import type {
  CalendarAddress,
  CalendarChanges,
  CalendarReading,
  CalendarState,
  CollectionState,
} from '../../calendar-reading.ts'
import { readChanges, readCollection } from './caldav.ts'
import { openDav } from './dav.ts'
import { findCalendars } from './discovery.ts'
import { CalendarFailure } from './failure.ts'
import { type FetchOptions, openFetch } from './fetch.ts'
import { entry, readIcs, type Visit } from './ics.ts'
import { openReader, type ReaderOptions } from './reader.ts'

/** The calendars that professionals have elsewhere. */
export interface Calendars {
  /** What changed since `state`, or all; a trouble is an answer. Throws only when we are closing. */
  readonly read: (from: CalendarAddress, state: CalendarState | undefined, when: When) => Promise<CalendarReading>
  readonly close: () => void
}

interface When {
  readonly now: Instant
  /** Of the professional, for hours without a zone. */
  readonly zone: string
}

interface CalendarsOptions extends FetchOptions {
  readonly reader: ReaderOptions
}

/** Each has a thread with its memory. */
const AT_ONCE = 4
/** Shorter than the lease of its clock. */
const LONGEST_MS = 45_000

export function openCalendars({ reader: readerOptions, ...fetchOptions }: CalendarsOptions): Calendars {
  const fetch = openFetch(fetchOptions)
  const closing = new AbortController()
  const oneOfFew = turnstile(AT_ONCE)

  const visit = async (from: CalendarAddress, state: CalendarState | undefined, { now, zone }: When) => {
    const { username, password } = from
    const given = username === null ? undefined : { username, password: password ?? '' }
    const { url, credentials } = entry(from.address, given)
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(LONGEST_MS)])
    const reader = openReader(readerOptions)
    const window = windowOf(now)
    try {
      const here = { fetch, reader, url, credentials, zone, window, signal }
      const read = from.kind === 'ics' ? await wholeFile(here, state) : await account(here, state)
      const expandedUntil = read.isWhole || !state ? window.end : state.expandedUntil
      return { ...read, state: { ...read.state, zone, expandedUntil } }
    } finally {
      await reader.close()
    }
  }

  return {
    read: (from, state, when) =>
      oneOfFew(async () => {
        try {
          return await visit(from, usable(state, when), when)
        } catch (error) {
          if (closing.signal.aborted) throw error
          return { trouble: troubleOf(error) }
        }
      }),
    close: () => closing.abort(),
  }
}

function troubleOf(error: unknown): CalendarTrouble {
  if (error instanceof CalendarFailure) return error.trouble
  throw error
}

/** For how long occurrences must be known ahead: the horizon of the slots, and a day for the zones. */
const AHEAD = 61 * 24 * 3_600_000

const usable = (state: CalendarState | undefined, { now, zone }: When) =>
  state && state.zone === zone && state.expandedUntil >= now + AHEAD ? state : undefined

type Changes = Omit<CalendarChanges, 'state'> & { readonly state: Pick<CalendarState, 'ics' | 'collections'> }

async function wholeFile(here: Visit, state: CalendarState | undefined): Promise<Changes> {
  const { marks, items } = await readIcs(here, state?.ics)
  return { state: { ics: marks }, items: items ?? [], gone: [], isWhole: items !== undefined }
}

async function account({ url, ...here }: Visit, state: CalendarState | undefined): Promise<Changes> {
  const dav = openDav({ ...here, entry: url })
  const { window } = here
  const changed = state?.collections && (await changesOf(state.collections, (one) => readChanges(dav, one, window)))
  if (changed) return joined(changed, false)
  const calendars = await findCalendars(dav, url)
  const whole = []
  for (const calendar of calendars) whole.push(await readCollection(dav, calendar, window))
  return joined(whole, true)
}

type CollectionRead = Awaited<ReturnType<typeof readCollection>>

/** Those of each calendar; undefined as soon as one cannot tell. */
async function changesOf(
  collections: readonly CollectionState[],
  read: (collection: CollectionState) => Promise<CollectionRead | undefined>,
): Promise<CollectionRead[] | undefined> {
  const changes = []
  for (const collection of collections) {
    const change = await read(collection)
    if (!change) return undefined
    changes.push(change)
  }
  return changes
}

const joined = (reads: readonly CollectionRead[], isWhole: boolean): Changes => ({
  state: { collections: reads.map(({ state }) => state) },
  items: reads.flatMap(({ items }) => items),
  gone: reads.flatMap(({ gone }) => gone),
  isWhole,
})

/** Lets so many in at once; the others wait their turn. */
function turnstile(atOnce: number) {
  let inside = 0
  const waiting: (() => void)[] = []
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (inside >= atOnce) await new Promise<void>((resume) => waiting.push(resume))
    else inside++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside--
    }
  }
}
