import { chmod, chown, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'

const NOBODY = 65534

/** PostgreSQL refuses to run as root: then it runs as nobody. Spread into the options of `spawn`. */
export function postgresUser(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
}

/** The system's name of who starts Passerelle, the only one that PostgreSQL lets in. */
export const ourName = (): string => userInfo().username

/** Gives a file or folder to the user PostgreSQL runs as. */
export async function handOver(path: string): Promise<void> {
  const { uid, gid } = postgresUser()
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

/** The folders from `path` up to the root that another user cannot pass through. */
export async function closedFolders(path: string): Promise<{ path: string; mode: number }[]> {
  const { mode } = await stat(path)
  const closed = (mode & 0o001) === 0 ? [{ path, mode: mode & 0o7777 }] : []
  return dirname(path) === path ? closed : [...closed, ...(await closedFolders(dirname(path)))]
}

/** Lets the user of PostgreSQL pass through `path` and its parents, without letting it list or read them. */
export async function makeTraversable(path: string, report: (event: string) => void): Promise<void> {
  if (postgresUser().uid === undefined) return
  for (const folder of await closedFolders(path)) {
    await chmod(folder.path, folder.mode | 0o001)
    report(`${folder.path} can now be passed through (o+x), so that PostgreSQL reaches its data`)
  }
}
