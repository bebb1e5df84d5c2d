import type { DatabaseAddress } from '../server/database/address.ts'
import { embedded } from '../server/database/address.ts'
import { prepareDatabase } from '../server/database/prepare.ts'
import { findLiveHolder } from '../server/postgres/folder-lock.ts'
import { startLasting } from '../server/postgres/lasting.ts'
import type { Settings } from '../server/settings.ts'
import { Trouble } from '../server/trouble.ts'
import { openFolder } from './supervise.ts'

/**
 * Runs a command's work on the database: that of `DATABASE_URL`, else of the running server of the data folder, else
 * one started for the command and stopped after it. The schema is the newest in each case.
 */
export async function withDatabase<Result>(
  settings: Settings,
  work: (database: DatabaseAddress) => Promise<Result>,
): Promise<Result> {
  const { database, dataFolder } = settings
  if (database) return onPrepared(database, work)

  const holder = await findLiveHolder(dataFolder)
  if (holder?.socketFolder) return work(embedded(holder.socketFolder))
  if (holder) throw busy(dataFolder, holder.pid)

  const undo: (() => Promise<void>)[] = []
  try {
    await openFolder(dataFolder, undo)
    const postgres = await startLasting(dataFolder, console.error)
    undo.push(postgres.stop)
    return await onPrepared(embedded(postgres.socketFolder), work)
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

async function onPrepared<Result>(database: DatabaseAddress, work: (database: DatabaseAddress) => Promise<Result>) {
  await prepareDatabase(database)
  return work(database)
}

const busy = (folder: string, pid: number) =>
  new Trouble(
    'folder-in-use',
    `Another Passerelle (process ${pid}) is starting, or runs a command, on ${folder}. Try again in a moment.`,
  )
