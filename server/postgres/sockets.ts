import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { handOver } from './user.ts'

/** A socket's whole path must fit in 107 bytes, 103 on some systems. */
const LONGEST_FOLDER = 80
const PREFIX = 'passerelle-'

const shortPlace = () => (tmpdir().length > LONGEST_FOLDER ? '/tmp' : tmpdir())

/** A private folder with a short path, for PostgreSQL's only socket: no port is open. */
export async function makeSocketFolder(): Promise<string> {
  const folder = await mkdtemp(join(shortPlace(), PREFIX))
  await chmod(folder, 0o700)
  await handOver(folder)
  return folder
}

/** Removes a folder that `makeSocketFolder` made, and no other, whatever a left-behind file says. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (basename(folder).startsWith(PREFIX)) await rm(folder, { recursive: true, force: true })
}
