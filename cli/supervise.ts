import { mkdir } from 'node:fs/promises'
import type { DatabaseAddress } from '../server/database/address.ts'
import { embedded } from '../server/database/address.ts'
import { isOutage } from '../server/database/outage.ts'
import { prepareDatabase } from '../server/database/prepare.ts'
import { keepRunning } from '../server/keep-running.ts'
import { type FolderLock, lockFolder } from '../server/postgres/folder-lock.ts'
import { startLasting } from '../server/postgres/lasting.ts'
import { isFull } from '../server/postgres/launch.ts'
import type { Settings } from '../server/settings.ts'
import { diskFull, folderTrouble, isDiskFull, Trouble } from '../server/trouble.ts'
import { requireFreePort } from './ports.ts'
import { forkServer } from './server-child.ts'
import type { Steps } from './steps.ts'

export interface Supervision {
  readonly settings: Settings
  readonly steps: Steps
  /** Fills the database before the server opens; `stopping` says that nobody waits for it any more. */
  readonly fill?: { readonly title: string; readonly work: Fill }
  /** Once the server answers. */
  readonly onReady?: (url: string) => Promise<void>
}

export type Fill = (database: DatabaseAddress, stopping: AbortSignal) => Promise<void>

type Undo = () => Promise<void>

/**
 * Owns the database and the server until SIGINT, SIGTERM or SIGHUP: whichever of both ends comes back at the same
 * address. Stops in the reverse order of the start, and leaves no process, socket or lock.
 */
export async function supervise(supervision: Supervision): Promise<void> {
  const stopping = stopSignal()
  const undo: Undo[] = []
  try {
    await start(supervision, stopping, undo)
    await aborted(stopping)
  } catch (error) {
    if (!stopping.aborted) throw await troubleOf(error, supervision.settings)
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

/** What stopped a start, for people: a full disk, whoever met it first, or a database that was lost. */
export async function troubleOf(error: unknown, { database, dataFolder }: Settings): Promise<unknown> {
  if (error instanceof Trouble) return error
  const isYours = database?.kind === 'yours'
  if (isDiskFull(error)) return diskFull(isYours ? 'the database of DATABASE_URL' : dataFolder)
  if (!isOutage(error)) return error
  if (!isYours && (await isFull(dataFolder))) return diskFull(dataFolder)
  return new Trouble(
    'database-unreachable',
    'The database was lost during the start. Start again: nothing is half done.',
  )
}

async function start(supervision: Supervision, stopping: AbortSignal, undo: Undo[]): Promise<void> {
  const { settings, steps, fill, onReady } = supervision
  const { host, port } = settings
  const lock = settings.database ? undefined : await openFolder(settings.dataFolder, undo)
  await requireFreePort(host, port)
  const title = settings.database ? 'Find your database' : 'Start PostgreSQL'
  const database = await steps.run(title, async () => settings.database ?? startDatabase(supervision, undo))
  stopping.throwIfAborted()
  await steps.run('Prepare the database', () => prepareDatabase(database))
  stopping.throwIfAborted()
  if (fill) await steps.run(fill.title, () => fill.work(database, stopping))
  stopping.throwIfAborted()

  const first = await steps.run('Start the server', () => forkServer({ ...settings, database }))
  const sameAddress = { ...settings, database, port: Number(new URL(first.url).port || 80) }
  const kept = keepRunning(first, { name: 'The server', start: () => forkServer(sameAddress), report: steps.say })
  undo.push(kept.stop)
  await lock?.tell({ url: first.url, ...(database.kind === 'embedded' && { socketFolder: database.socketFolder }) })
  await onReady?.(first.url)
  steps.say(`Passerelle ready on ${first.url}`)
}

/** Makes the data folder when it is missing and takes it for this process. */
export async function openFolder(dataFolder: string, undo: Undo[]): Promise<FolderLock> {
  await mkdir(dataFolder, { recursive: true, mode: 0o711 }).catch((error: unknown) => {
    throw folderTrouble(dataFolder, error)
  })
  const lock = await lockFolder(dataFolder)
  undo.push(lock.release)
  return lock
}

async function startDatabase({ settings, steps }: Supervision, undo: Undo[]): Promise<DatabaseAddress> {
  const postgres = await startLasting(settings.dataFolder, steps.say)
  undo.push(postgres.stop)
  return embedded(postgres.socketFolder)
}

const PARENT_CHECK_MS = 200

/**
 * Aborted by the first word to stop; further ones change nothing, the stop is under way. npm passes a signal to its
 * shell only, so the end of whoever started us through npm counts as a word too.
 */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  const parent = process.ppid
  const check = () => process.ppid !== parent && controller.abort()
  if (process.env.npm_lifecycle_event) setInterval(check, PARENT_CHECK_MS).unref()
  return controller.signal
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const alive = setInterval(() => undefined, 60_000) // keeps this process while it has nothing to do
    const end = () => {
      clearInterval(alive)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
