export type TroubleCode =
  | 'bad-settings'
  | 'folder-in-use'
  | 'folder-not-writable'
  | 'disk-full'
  | 'port-in-use'
  | 'no-postgres-binaries'
  | 'postgres-will-not-start'
  | 'data-from-newer-postgres'
  | 'data-from-older-postgres'
  | 'data-from-newer-passerelle'
  | 'database-unreachable'
  | 'database-rights-missing'
  | 'server-will-not-start'
  | 'territory-unknown'
  | 'file-unreadable'

/** What whoever starts Passerelle must settle: the message is a sentence for their terminal, without a stack. */
export class Trouble extends Error {
  readonly code: TroubleCode

  constructor(code: TroubleCode, sentence: string) {
    super(sentence)
    this.name = 'Trouble'
    this.code = code
  }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']) // the last is PostgreSQL's
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'])

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Whether the file system or PostgreSQL says that it has no room left. */
export const isDiskFull = (error: unknown): boolean => DISK_FULL.has(codeOf(error))

/** What the file system refused about `folder`, as a trouble; anything else is thrown as it came. */
export function folderTrouble(folder: string, error: unknown): Trouble {
  const code = codeOf(error)
  if (isDiskFull(error)) return diskFull(folder)
  if (!NOT_WRITABLE.has(code)) throw error
  const advice = 'Give this user the right to write there, or choose another folder with PASSERELLE_DATA.'
  return new Trouble('folder-not-writable', `Passerelle cannot write in ${folder} (${code}). ${advice}`)
}

export const diskFull = (folder: string) =>
  new Trouble('disk-full', `The disk that holds ${folder} is full. Free some space, then start again: no data is lost.`)
