import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Binaries, findBinaries } from './binaries.ts'
import { initialise } from './initialise.ts'
import { launch } from './launch.ts'
import { handOver } from './user.ts'

export interface ThrowAwayPostgres {
  /** The folder of its only socket: no port is open. Anybody who reaches it may connect as `postgres`. */
  readonly host: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/**
 * Starts a PostgreSQL that forgets everything, in a private folder short enough for a socket path (107 bytes). While it
 * runs, only a `durable` one waits for the disk.
 */
export async function startThrowAway(
  bin?: Binaries['bin'],
  { durable = false }: { readonly durable?: boolean } = {},
): Promise<ThrowAwayPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'pg-'))
  const data = join(home, 'data')
  try {
    await handOver(home)
    const programs = bin ?? (await findBinaries(join(home, 'runtime'))).bin
    await initialise(programs, data, { durable: false })
    const settings = { listen_addresses: '', fsync: durable ? 'on' : 'off', log_min_messages: 'fatal', timezone: 'UTC' }
    const logFile = join(home, 'postgres.log')
    const server = await launch({ bin: programs, data, socketFolder: home, logFile, settings })
    const forget = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    process.once('exit', forget) // nobody stopped it: what it still writes is worth nothing
    const stop = async () => {
      process.off('exit', forget)
      await server.stop()
      await rm(home, { recursive: true })
    }
    return { host: home, pid: server.pid, stop }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}
