import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { keepRunning } from '../keep-running.ts'
import { folderTrouble, Trouble } from '../trouble.ts'
import { findBinaries } from './binaries.ts'
import { guardEntry, initialise, majorOf } from './initialise.ts'
import { type Launch, launch } from './launch.ts'
import { rotateLog } from './log-file.ts'
import { endOrphans, endRemains } from './orphans.ts'
import { markOf } from './processes.ts'
import { makeSocketFolder, removeSocketFolder } from './sockets.ts'
import { makeTraversable } from './user.ts'

export interface LastingPostgres {
  /** The folder of its only socket, the same as long as this process lives. */
  readonly socketFolder: string
  readonly stop: () => Promise<void>
}

/** No word of a person reaches the log: neither the values of a row (detail) nor the text of a statement. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  log_timezone: 'UTC',
  timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/**
 * Starts the PostgreSQL of a data folder whose lock the caller holds, making its cluster the first time, and starts
 * it again whenever it ends, on the same socket, until it is stopped.
 */
export async function startLasting(dataFolder: string, report: (event: string) => void): Promise<LastingPostgres> {
  try {
    return await start(await realpath(dataFolder), report)
  } catch (error) {
    throw error instanceof Trouble ? error : folderTrouble(dataFolder, error)
  }
}

async function start(folder: string, report: (event: string) => void): Promise<LastingPostgres> {
  const data = join(folder, 'postgres')
  const logFile = join(folder, 'logs', 'postgres.log')
  await makeTraversable(folder, report)
  const major = await majorOf(data)
  const { bin } = await findBinaries(join(folder, 'runtime'), major)
  if (major === undefined) await initialise(bin, data, { durable: true })
  await endOrphans(data)
  await guardEntry(data)
  const endRotation = await rotateLog(logFile)
  const socketFolder = await makeSocketFolder()
  const cleanUp = async () => {
    endRotation()
    await removeSocketFolder(socketFolder)
  }

  const settings = { ...SETTINGS, cluster_name: markOf(data) }
  const how: Launch = { bin, data, socketFolder, logFile, settings }
  const first = await launch(how).catch(async (error: unknown) => {
    await cleanUp()
    throw error
  })
  const startAgain = async () => {
    await endRemains(data)
    return launch(how)
  }
  const kept = keepRunning(first, { name: 'PostgreSQL', start: startAgain, report })
  return { socketFolder, stop: () => kept.stop().finally(cleanUp) }
}
