import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach } from 'vitest'
import { findLiveHolder } from '../server/postgres/folder-lock.ts'
import { postgresProcesses } from '../server/postgres/processes.ts'
import { until } from './until.ts'

const bootstrap = fileURLToPath(new URL('../cli/bootstrap.mjs', import.meta.url))

/** A supervised Passerelle in a process group of its own, as a terminal would start it. */
export interface Instance {
  readonly pid: number
  readonly url: string
  readonly said: () => string
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Sends a signal to the whole group, as Ctrl-C does. */
  readonly signalGroup: (signal: NodeJS.Signals) => void
}

interface Start {
  readonly data: string
  readonly port: number
  readonly command?: string
}

const groups: number[] = []
const folders: { folder: string; data: string }[] = []

/** Leaves nothing after a test, whatever became of it. */
afterEach(async () => {
  for (const group of groups.splice(0)) await endGroup(group)
  for (const { folder, data } of folders.splice(0)) {
    const postmaster = await postmasterOf(data).catch(() => undefined)
    if (postmaster) signal(postmaster, 'SIGQUIT')
    await until(`an unused ${folder}`, () =>
      rm(folder, { recursive: true, force: true }).then(
        () => true,
        () => false,
      ),
    )
  }
})

async function endGroup(group: number): Promise<void> {
  signal(-group, 'SIGTERM')
  await until('the end of the group', () => !signal(-group, 0)).catch(() => signal(-group, 'SIGKILL'))
}

/** An empty folder, removed after the test, and the data folder at `path` inside it. */
export async function newDataFolder(path = 'data'): Promise<{ folder: string; data: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))
  const made = { folder, data: join(folder, path) }
  folders.push(made)
  return made
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

/** Starts Passerelle and answers at once; `ended` tells a refusal. */
export function begin({ data, port, command = 'serve' }: Start): Omit<Instance, 'url'> {
  const env = { ...process.env, PASSERELLE_DATA: data, PORT: String(port), DATABASE_URL: '', NODE_OPTIONS: '' }
  const child = spawn(process.execPath, [bootstrap, command], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('no process')
  groups.push(pid)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return {
    pid,
    said: () => said,
    ended: once(child, 'close').then(([code, by]) => by ?? code),
    signalGroup: (name) => void signal(-pid, name),
  }
}

/** Starts Passerelle and waits until it serves. */
export async function start(options: Start): Promise<Instance> {
  const instance = begin(options)
  const ready = () => /^Passerelle ready on (\S+)$/m.exec(instance.said())?.[1]
  const gone = instance.ended.then((how) => Promise.reject(new Error(`ended with ${how}: ${instance.said()}`)))
  const url = await Promise.race([until('the ready line', ready, 60_000), gone])
  gone.catch(() => undefined)
  return { ...instance, url }
}

/** Whether the server answers there, with its database. */
export const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Signals a process or a group; whether there was one. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

export async function postmasterOf(data: string): Promise<number> {
  return Number.parseInt(await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

export async function socketFolderOf(data: string): Promise<string> {
  const holder = await findLiveHolder(data)
  if (!holder?.socketFolder) throw new Error(`Nobody tells of a socket in ${data}`)
  return holder.socketFolder
}

/** The HTTP server's process: the only child of the supervisor that runs our program. */
export async function serverOf(supervisor: number): Promise<number | undefined> {
  for (const { pid, parent, command } of await processes()) {
    if (parent === supervisor && command.includes('server-process')) return pid
  }
  return undefined
}

/** Every PostgreSQL process of that data folder, the sessions' own included. */
export const processesOn = async (data: string): Promise<number[]> =>
  postgresProcesses(join(await realpath(data), 'postgres'))

/** What a stop should have taken with it: processes, PostgreSQL's status file, its socket's folder, locks. */
export async function leftOn(data: string, socketFolder: string): Promise<string[]> {
  const left = (await processesOn(data)).map((pid) => `process ${pid}`)
  for (const path of [socketFolder, join(data, 'postgres', 'postmaster.pid')]) if (existsSync(path)) left.push(path)
  return [...left, ...(await readdir(data)).filter((name) => /lock|initialising|\.new$/.test(name))]
}

async function processes(): Promise<{ pid: number; parent: number; command: string }[]> {
  if (!existsSync('/proc/self/stat')) {
    const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,command='])
    return stdout.split('\n').map((line) => {
      const [, pid = '', parent = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return { pid: Number(pid), parent: Number(parent), command }
    })
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const read = async (pid: string) => {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return [{ pid: Number(pid), parent, command: command.replaceAll('\0', ' ') }]
  }
  return (await Promise.all(pids.map((pid) => read(pid).catch(() => [])))).flat()
}
