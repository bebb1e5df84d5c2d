import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Running } from '../server/keep-running.ts'
import type { ServerSettings } from '../server/main.ts'
import { Trouble, type TroubleCode } from '../server/trouble.ts'

/** What the server's process says to the one that watches it. */
export type ServerWord =
  | { readonly ready: string }
  | { readonly trouble: { readonly code: TroubleCode; readonly message: string } }

export interface RunningServer extends Running {
  readonly url: string
  readonly pid: number
}

const STOP_PATIENCE_MS = 10_000
const program = fileURLToPath(new URL('../dist/server-process.js', import.meta.url))

/** Starts the HTTP server in a process of its own; it leaves by itself if ours disappears. */
export async function forkServer(settings: ServerSettings): Promise<RunningServer> {
  const { port, host, dataFolder, database } = settings
  const place =
    database.kind === 'embedded'
      ? { PASSERELLE_SOCKET: database.socketFolder, DATABASE_URL: '' }
      : { DATABASE_URL: database.url }
  const env = { ...process.env, PORT: String(port), HOST: host, PASSERELLE_DATA: dataFolder, ...place }
  const child = fork(program, [], { env, execArgv: ['--enable-source-maps'] })
  const ended = once(child, 'exit').then(
    ([code, signal]) => `${signal ?? `code ${code}`}`,
    (error: Error) => error.message,
  )
  const word = new Promise<ServerWord>((heard) => child.once('message', (message) => heard(message as ServerWord)))
  const first = await Promise.race([word, ended])
  if (typeof first === 'string') throw new Trouble('server-will-not-start', `The server did not start (${first}).`)
  if ('trouble' in first) {
    await ended
    throw new Trouble(first.trouble.code, first.trouble.message)
  }
  return {
    url: first.ready,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      if (child.connected) child.send('stop')
      const stuck = delay(STOP_PATIENCE_MS, 'stuck' as const, { ref: false })
      if ((await Promise.race([ended, stuck])) === 'stuck') child.kill('SIGKILL')
      await ended
    },
  }
}
