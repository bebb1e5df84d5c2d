import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { postgresProcesses, signalAll, waitForNone } from './processes.ts'
import { removeSocketFolder } from './sockets.ts'

const STAGES = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const

/**
 * Ends the PostgreSQL that a killed Passerelle left on this data, as gently as it allows, and its remains:
 * a new one refuses to start beside them. The caller holds the folder's lock.
 */
export async function endOrphans(data: string): Promise<void> {
  const [postmaster, , , , socketFolder] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  )
  const list = () => postgresProcesses(data)
  let left = await list()
  for (const { signal, patienceMs } of STAGES) {
    if (left.length === 0) break
    const head = left.filter((pid) => pid === Number(postmaster))
    signalAll(head.length > 0 && signal !== 'SIGKILL' ? head : left, signal)
    left = await waitForNone(list, patienceMs)
  }
  await rm(join(data, 'postmaster.pid'), { force: true })
  if (socketFolder) await removeSocketFolder(socketFolder)
}

/** After the postmaster was killed: its sessions leave by themselves when they notice; the others are ended. */
export async function endRemains(data: string): Promise<void> {
  const list = () => postgresProcesses(data)
  const left = await waitForNone(list, 1_000)
  signalAll(left, 'SIGKILL')
  await waitForNone(list, 5_000)
  await rm(join(data, 'postmaster.pid'), { force: true })
}
