import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { folderTrouble, Trouble } from '../trouble.ts'
import { identify, isAlive, type ProcessIdentity } from './processes.ts'

/** What the process that holds a data folder tells the others. */
export interface Holder extends ProcessIdentity {
  /** False while it still looks whether others want the folder too. */
  readonly isHeld: boolean
  /** The folder of PostgreSQL's socket, once it answers. */
  readonly socketFolder?: string
  /** Where the server answers, once it does. */
  readonly url?: string
}

export interface FolderLock {
  readonly tell: (more: Pick<Holder, 'socketFolder' | 'url'>) => Promise<void>
  readonly release: () => Promise<void>
}

/** A claim is one file, whose name is never used again: who finds its process dead may remove it. */
interface Claim {
  readonly name: string
  readonly holder: Holder
}

const CLAIM = /^passerelle-[0-9a-f-]+\.lock$/
const PAUSE_MS = 20

/** Who holds this folder now. */
export async function findLiveHolder(folder: string): Promise<Holder | undefined> {
  return (await listLiveClaims(folder)).find(({ holder }) => holder.isHeld)?.holder
}

/**
 * Takes the folder for this process; refused while another live Passerelle has it. Each claims first and looks after:
 * who sees no other claim has it, and of those who see each other the first by name waits for the others to withdraw.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const self = await identify(process.pid)
  if (!self) throw new Error('This process cannot read its own start time')
  try {
    for (;;) {
      const name = `passerelle-${randomUUID()}.lock`
      await writeClaim(folder, { name, holder: { ...self, isHeld: false } })
      if (await wins(folder, name)) return await hold(folder, { name, holder: { ...self, isHeld: true } })
      await delay(PAUSE_MS)
    }
  } catch (error) {
    throw error instanceof Trouble ? error : folderTrouble(folder, error)
  }
}

/** Whether no other claim is left; a claim that does not win is withdrawn. */
async function wins(folder: string, name: string): Promise<boolean> {
  try {
    for (;;) {
      const others = (await listLiveClaims(folder)).filter((claim) => claim.name !== name)
      if (others.length === 0) return true
      const held = others.find(({ holder }) => holder.isHeld)
      if (held) throw inUse(folder, held.holder)
      if (others.some((other) => other.name < name)) break
      await delay(PAUSE_MS)
    }
  } catch (error) {
    await rm(join(folder, name), { force: true })
    throw error
  }
  await rm(join(folder, name), { force: true })
  return false
}

async function hold(folder: string, { name, holder }: Claim): Promise<FolderLock> {
  let told = holder
  await writeClaim(folder, { name, holder })
  return {
    tell: async (more) => {
      told = { ...told, ...more }
      await writeClaim(folder, { name, holder: told })
    },
    release: () => rm(join(folder, name), { force: true }),
  }
}

/** The file appears complete or not at all. */
async function writeClaim(folder: string, { name, holder }: Claim): Promise<void> {
  const unfinished = join(folder, `.${name}`)
  try {
    await writeFile(unfinished, JSON.stringify(holder), { mode: 0o644 })
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The claims of live processes; those of dead ones are removed. */
async function listLiveClaims(folder: string): Promise<Claim[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => CLAIM.test(name))
  const claims = await Promise.all(names.map((name) => readLiveClaim(folder, name)))
  return claims.filter((claim) => claim !== undefined)
}

async function readLiveClaim(folder: string, name: string): Promise<Claim | undefined> {
  const file = join(folder, name)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined // withdrawn meanwhile
  const holder = parse(text)
  if (holder && (await isAlive(holder))) return { name, holder }
  await rm(file, { force: true }).catch(() => undefined) // a reader may lack the right
  return undefined
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inUse(folder: string, { pid, url }: Holder): Trouble {
  const where = url ? ` and serves on ${url}` : ''
  return new Trouble(
    'folder-in-use',
    `Another Passerelle (process ${pid}) uses ${folder}${where}. Stop it first, or give this one its own folder with PASSERELLE_DATA.`,
  )
}
