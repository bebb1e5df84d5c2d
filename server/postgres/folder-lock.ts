import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderTrouble, Trouble } from '../trouble.ts'
import { identify, isAlive, type ProcessIdentity } from './processes.ts'

/** What the process that holds a data folder tells the others. */
export interface Holder extends ProcessIdentity {
  /** The folder of PostgreSQL's socket, once it answers. */
  readonly socketFolder?: string
  /** Where the server answers, once it does. */
  readonly url?: string
}

export interface FolderLock {
  readonly tell: (more: Omit<Partial<Holder>, keyof ProcessIdentity>) => Promise<void>
  readonly release: () => Promise<void>
}

const lockOf = (folder: string) => join(folder, 'passerelle.lock')

/** Who left the lock of this folder, dead or alive; undefined without a lock. */
async function readHolder(folder: string): Promise<Holder | undefined> {
  const text = await readFile(lockOf(folder), 'utf8').catch(() => '')
  try {
    const { pid, startedAt, ...more } = JSON.parse(text)
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, ...more } : undefined
  } catch {
    return undefined
  }
}

/** Who holds this folder now. */
export async function findLiveHolder(folder: string): Promise<Holder | undefined> {
  const holder = await readHolder(folder)
  return holder && (await isAlive(holder)) ? holder : undefined
}

/**
 * Takes the folder for this process; refused while another live Passerelle has it.
 * The lock appears complete or not at all, and one that its holder left by dying is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const self = await identify(process.pid)
  if (!self) throw new Error('This process cannot read its own start time')
  const mine = join(folder, `.lock-${randomUUID()}`)
  const write = (holder: Holder) => writeFile(mine, JSON.stringify(holder), { mode: 0o644 })
  try {
    await write(self)
    await take(folder, mine)
  } catch (error) {
    throw error instanceof Trouble ? error : folderTrouble(folder, error)
  } finally {
    await rm(mine, { force: true })
  }
  let told: Holder = self
  return {
    tell: async (more) => {
      told = { ...told, ...more }
      await write(told)
      await rename(mine, lockOf(folder))
    },
    release: () => rm(lockOf(folder), { force: true }),
  }
}

async function take(folder: string, mine: string): Promise<void> {
  for (;;) {
    try {
      return await link(mine, lockOf(folder))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await findLiveHolder(folder)
    if (holder) throw inUse(folder, holder)
    await removeStale(folder, `${mine}-stale`)
  }
}

/** Moves the dead lock away; puts it back when a live process took the folder in between. */
async function removeStale(folder: string, away: string): Promise<void> {
  try {
    await rename(lockOf(folder), away)
  } catch {
    return // another process was faster
  }
  const moved: unknown = JSON.parse((await readFile(away, 'utf8').catch(() => 'null')) || 'null')
  const alive = isIdentity(moved) && (await isAlive(moved))
  if (alive) await link(away, lockOf(folder)).catch(() => undefined)
  await rm(away, { force: true })
}

const isIdentity = (value: unknown): value is ProcessIdentity =>
  typeof value === 'object' && value !== null && 'pid' in value && 'startedAt' in value

function inUse(folder: string, { pid, url }: Holder): Trouble {
  const where = url ? ` and serves on ${url}` : ''
  return new Trouble(
    'folder-in-use',
    `Another Passerelle (process ${pid}) uses ${folder}${where}. Stop it first, or give this one its own folder with PASSERELLE_DATA.`,
  )
}
