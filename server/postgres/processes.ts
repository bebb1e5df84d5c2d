import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it began, in the words of the system; comparable, not readable. */
  readonly startedAt: string
}

const run = promisify(execFile)
const ps = (...args: string[]) =>
  run('ps', args, { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } }).then(
    ({ stdout }) => stdout,
    () => '',
  )

/** The live process `pid`; undefined when there is none, or only its remains. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = await startOf(pid)
  return startedAt === undefined ? undefined : { pid, startedAt }
}

/** Whether that very process, and not another with its number, still runs. */
export const isAlive = async ({ pid, startedAt }: ProcessIdentity): Promise<boolean> =>
  (await startOf(pid)) === startedAt

async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return startOnLinux(pid)
  if (process.platform === 'win32') return receivesSignals(pid) ? 'running' : undefined
  return (await ps('-o', 'lstart=', '-p', String(pid))).trim() || undefined
}

/** The kernel's count since boot, with the boot's own name; a process that nobody reaped yet is gone already. */
async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const [state, ...others] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    return `${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()} ${others[18]}`
  } catch {
    return undefined
  }
}

function receivesSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** What the titles of the PostgreSQL processes of that data folder carry: its `cluster_name`. */
export const markOf = (data: string): string =>
  `passerelle_${createHash('sha256').update(data).digest('hex').slice(0, 12)}`

/** Every live PostgreSQL process of that data folder: each works inside it, or carries its mark in its title. */
export async function postgresProcesses(data: string): Promise<number[]> {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
    const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, data)) ? [pid] : [])))
    return found.flat()
  }
  const lines = (await ps('-axo', 'pid=,command=')).split('\n')
  const mark = markOf(data)
  const ours = lines.filter((line) => line.includes('postgres') && (line.includes(mark) || line.includes(data)))
  return ours.map((line) => Number.parseInt(line, 10))
}

async function worksIn(pid: number, folder: string): Promise<boolean> {
  try {
    const [name, place] = await Promise.all([readFile(`/proc/${pid}/comm`, 'utf8'), readlink(`/proc/${pid}/cwd`)])
    return name.trim() === 'postgres' && place === folder
  } catch {
    return false
  }
}

/** Sends `signal` to those that still exist. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // gone meanwhile
    }
  }
}

/** Waits until `list` finds nothing, at most `patienceMs`; what is left then. */
export async function waitForNone(list: () => Promise<number[]>, patienceMs: number): Promise<number[]> {
  const deadline = Date.now() + patienceMs
  let left = await list()
  while (left.length > 0 && Date.now() < deadline) {
    await delay(20)
    left = await list()
  }
  return left
}
