import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Running } from '../keep-running.ts'
import { diskFull, Trouble } from '../trouble.ts'
import { postgresUser } from './user.ts'

/** Where a PostgreSQL runs and with what. */
export interface Launch {
  readonly bin: string
  readonly data: string
  readonly socketFolder: string
  readonly logFile: string
  readonly settings: Readonly<Record<string, string>>
}

export interface RunningPostgres extends Running {
  /** Of the postmaster, whose children are the sessions. */
  readonly pid: number
}

const FAST_PATIENCE_MS = 20_000
const IMMEDIATE_PATIENCE_MS = 5_000

/** Starts PostgreSQL in its own process group, since Ctrl-C reaches the whole of ours, and waits until it answers. */
export async function launch({ bin, data, socketFolder, logFile, settings }: Launch): Promise<RunningPostgres> {
  const logBefore = await sizeOf(logFile)
  const log = await open(logFile, 'a')
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', socketFolder, ...options], {
    ...postgresUser(),
    cwd: data,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = once(server, 'exit').then(
    ([code, signal]) => `${signal ?? `code ${code}`}`,
    (error: Error) => error.message,
  )
  await log.close()

  const fastShutdown = () => server.kill('SIGINT')
  process.once('exit', fastShutdown)
  const left = ended.then(() => {
    process.off('exit', fastShutdown)
    return 'left' as const
  })
  while (!(await isReady(data, server.pid))) {
    if ((await Promise.race([left, delay(10)])) === 'left') throw await whyNot(data, logFile, logBefore)
  }
  return {
    ended,
    pid: server.pid ?? 0,
    stop: async () => {
      const patiently = async (signal: NodeJS.Signals, patienceMs: number) => {
        server.kill(signal)
        return (await Promise.race([left, delay(patienceMs, 'waiting' as const, { ref: false })])) === 'left'
      }
      if (await patiently('SIGINT', FAST_PATIENCE_MS)) return
      if (await patiently('SIGQUIT', IMMEDIATE_PATIENCE_MS)) return
      server.kill('SIGKILL')
      await ended
    },
  }
}

/** The socket is there before PostgreSQL answers; its own status line tells when it does. */
const isReady = (data: string, pid: number | undefined) =>
  readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (status) => Number.parseInt(status, 10) === pid && /^ready/m.test(status),
    () => false,
  )

const sizeOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  )

async function whyNot(data: string, logFile: string, from: number): Promise<Trouble> {
  const said = (await readFile(logFile)).subarray(from).toString('utf8')
  return explain(data, said, `PostgreSQL did not start; its log is ${logFile}`)
}

const DISK_FULL = /No space left on device|Disk quota exceeded|Check free disk space|wrote only \d+ of \d+ bytes/
const LOG_SEGMENT_BYTES = 16 * 1024 * 1024

/** What PostgreSQL's own words mean for whoever started it; on a full disk it may have found none. */
export async function explain(folder: string, said: string, otherwise: string): Promise<Trouble> {
  if (DISK_FULL.test(said) || (await isFull(folder))) return diskFull(folder)
  const fatal = /(?:FATAL|PANIC|initdb: error):\s*(.+)/.exec(said)?.[1] ?? said.trim().split('\n').at(-1)
  return new Trouble('postgres-will-not-start', `${otherwise}${fatal ? `: ${fatal}` : ''}`)
}

/** Whether PostgreSQL could not begin another segment of its write-ahead log there. */
export const isFull = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize < LOG_SEGMENT_BYTES,
    () => false,
  )
