import { type Departures, departures } from '../../domain/directory/departures.ts'
import { DirectoryReading, type FileFault, type RejectedLine, type Tally } from '../../domain/directory/reading.ts'
import { peopleOn, rppsOn } from '../../domain/directory/roll.ts'
import { dayIn } from '../../domain/time/dated.ts'
import type { App } from '../app.ts'
import { type GonePerson, markGone } from '../database/directory-gone.ts'
import { getDirectoryGround, listPresentRpps } from '../database/directory-import.ts'
import type { Scope } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { type Changes, type DirectoryRun, saveBatch } from './save-directory-batch.ts'

export type ImportingApp = Pick<App, 'within' | 'now' | 'newId'>

export interface ImportDirectory {
  /** The bytes of the file, in order; each piece may be overwritten once the next one is asked for. */
  readonly source: AsyncIterable<Uint8Array>
  /** Somebody confirms that more than half of the territory left. */
  readonly confirmsGone?: boolean
  readonly onRejected?: (line: RejectedLine) => void
  readonly onProgress?: (progress: ImportProgress) => void
}

export type ImportProgress =
  | { readonly step: 'reading'; readonly bytes: number; readonly lines: number }
  | { readonly step: 'saving'; readonly people: number; readonly of: number }

export interface ImportReport {
  readonly tally: Readonly<Tally>
  readonly wasCutShort: boolean
  /** Whether the file has skills; without, known specialties stay. */
  readonly hasSkills: boolean
  /** Professionals and places of the territory in this file. */
  readonly people: number
  readonly places: number
  readonly changes: Readonly<Changes>
  readonly gone: readonly GonePerson[]
  readonly withheld: Departures['withheld']
  /** Not found, but a rejected line bears their RPPS: they stay. */
  readonly spared: number
}

/** People per transaction: short enough for others to go on, long enough to go fast. */
const BATCH = 500

/**
 * Brings the territory's directory to what the official file says. Batches are transactions of their own: an import
 * that is interrupted leaves whole professionals behind, and is simply made again. The same file twice changes nothing.
 */
export async function importDirectory(app: ImportingApp, scope: Scope, asked: ImportDirectory): Promise<ImportReport> {
  const at = app.now()
  const { zone, communes, present } = await app.within(scope, async (tx) => ({
    ...(await getDirectoryGround(tx, scope.territoryId)),
    present: new Set(await listPresentRpps(tx)),
  }))
  const knownBefore = present.size
  const blurred = new Set<string>()
  const reading = await read(asked, communes, ({ rpps }) => {
    if (rpps && present.has(rpps)) blurred.add(rpps)
  })
  const people = new Set(rppsOn(reading.roll))
  for (const rpps of people) present.delete(rpps)
  const notFound = [...present].filter((rpps) => !blurred.has(rpps)).sort()
  const { wasCutShort, hasSkills, tally, roll } = reading
  const { gone, withheld } = departures(knownBefore, notFound, {
    wasCutShort,
    isConfirmed: asked.confirmsGone ?? false,
  })

  const provesAbsence = !wasCutShort && !withheld
  const run: DirectoryRun = { app, scope, at, zone, day: dayIn(zone, at), reading, blurred, provesAbsence }
  return {
    tally,
    wasCutShort,
    hasSkills,
    people: people.size,
    changes: await savePeople(run, asked, people.size),
    places: roll.places.size,
    gone: await sayGone(run, gone),
    withheld,
    spared: present.size - notFound.length,
  }
}

async function read(
  { source, onRejected, onProgress }: ImportDirectory,
  communes: readonly string[],
  onAnyRejected: (line: RejectedLine) => void,
): Promise<DirectoryReading> {
  const reading = new DirectoryReading({
    communes,
    decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
    onRejected: (line) => {
      onAnyRejected(line)
      onRejected?.(line)
    },
  })
  let bytes = 0
  for await (const piece of source) {
    reading.feed(piece)
    if (reading.fault) break
    bytes += piece.byteLength
    onProgress?.({ step: 'reading', bytes, lines: reading.tally.lines })
  }
  reading.end()
  if (reading.fault) refuseFile(reading.fault)
  return reading
}

function refuseFile(fault: FileFault): never {
  if (fault.fault !== 'missing-columns') return refuse('directory-unreadable', [fault.fault])
  const missing = fault.missing.map((name) => `missing:${name}`)
  return refuse('directory-columns-missing', [...missing, ...fault.unknown.map((name) => `unknown:${name}`)])
}

async function savePeople(run: DirectoryRun, { onProgress }: ImportDirectory, of: number): Promise<Changes> {
  const changes: Changes = { added: 0, changed: 0, unchanged: 0, returned: 0 }
  let people = 0
  for (const batch of inBatches(peopleOn(run.reading.roll))) {
    const saved = await saveBatch(run, batch)
    for (const fate of saved) changes[fate]++
    people += batch.length
    onProgress?.({ step: 'saving', people, of })
  }
  return changes
}

async function sayGone(run: DirectoryRun, rpps: readonly string[]): Promise<GonePerson[]> {
  const gone: GonePerson[] = []
  for (const batch of inBatches(rpps)) gone.push(...(await leave(run, batch)))
  return gone
}

const leave = ({ app, scope, day, at }: DirectoryRun, rpps: readonly string[]) =>
  app.within(scope, (tx) => markGone(tx, scope.territoryId, rpps, { day, at }))

function* inBatches<Item>(items: Iterable<Item>): Generator<Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
