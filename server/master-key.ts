import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cipher, cipherOf } from './cipher.ts'
import type { Settings } from './settings.ts'
import { folderTrouble, Trouble } from './trouble.ts'

const LENGTH = 32

/**
 * The cipher of this installation. Its key is that of the settings, else of the data folder, where the first start
 * makes one: whoever loses it loses every identity, so it is backed up apart from the database.
 */
export async function openCipher({ key, dataFolder }: Pick<Settings, 'key' | 'dataFolder'>): Promise<Cipher> {
  const master = decode(key ?? (await keyIn(dataFolder)), key ? 'PASSERELLE_KEY' : fileIn(dataFolder))
  return cipherOf(master, createHash('sha256').update(master).digest('hex').slice(0, 8))
}

const fileIn = (dataFolder: string) => join(dataFolder, 'keys', 'master.key')

async function keyIn(dataFolder: string): Promise<string> {
  try {
    return await readFile(fileIn(dataFolder), 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw folderTrouble(dataFolder, error)
    await makeKey(dataFolder).catch((cause: unknown) => {
      throw folderTrouble(dataFolder, cause)
    })
    return readFile(fileIn(dataFolder), 'utf8')
  }
}

/** Whole or not at all, on the disk before it is used; when another process was first, its key stays. */
async function makeKey(dataFolder: string): Promise<void> {
  await mkdir(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
  const draft = `${fileIn(dataFolder)}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(`${randomBytes(LENGTH).toString('base64')}\n`)
    await file.sync()
    await link(draft, fileIn(dataFolder)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
}

function decode(text: string, place: string): Buffer {
  const master = Buffer.from(text.trim(), 'base64')
  if (master.length === LENGTH) return master
  throw new Trouble('bad-settings', `${place} must hold ${LENGTH} bytes in base64.`)
}
