import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLiveHolder, lockFolder } from './folder-lock.ts'
import { identify } from './processes.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const LEFT = 'passerelle-00000000-0000-4000-8000-000000000000.lock'
const leave = (holder: unknown) => writeFile(join(folder, LEFT), JSON.stringify(holder))

describe('the lock of a data folder', () => {
  test('tells the others what its holder wants them to know', async () => {
    const lock = await lockFolder(folder)
    await lock.tell({ socketFolder: '/tmp/somewhere' })
    await lock.tell({ url: 'http://localhost:3000' })
    const known = { pid: process.pid, socketFolder: '/tmp/somewhere', url: 'http://localhost:3000' }
    expect(await findLiveHolder(folder)).toMatchObject(known)
  })

  test('is refused to a second one, until released', async () => {
    const lock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder-in-use' })
    await lock.release()
    expect(await readdir(folder)).toEqual([])
    await expect(lockFolder(folder)).resolves.toBeDefined()
  })

  test.each([
    ['a process that is gone', async () => ({ pid: 2 ** 22 + 1, startedAt: 'long ago', isHeld: true })],
    [
      'another process that was given the same number',
      async () => ({ ...(await identify(process.ppid)), startedAt: 'before', isHeld: true }),
    ],
    ['nobody, being empty', async () => ''],
  ])('is taken over from %s', async (_who, holder) => {
    await leave(await holder())
    await lockFolder(folder)
    expect(await findLiveHolder(folder)).toMatchObject({ pid: process.pid })
  })

  test('goes to one only, when many find it stale together', async () => {
    await leave({ pid: 2 ** 22 + 1, startedAt: 'long ago', isHeld: true })
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)))
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await findLiveHolder(folder)).toMatchObject({ pid: process.pid })
    expect(await readdir(folder)).toHaveLength(1)
  })
})
