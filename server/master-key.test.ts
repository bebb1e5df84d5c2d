import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCipher } from './master-key.ts'

let dataFolder: string
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'key-'))
})
afterEach(() => rm(dataFolder, { recursive: true }))

describe('the master key', () => {
  test('is made once, for its owner only', async () => {
    const [first, second] = await Promise.all([openCipher({ dataFolder }), openCipher({ dataFolder })])
    const territory = randomUUID()
    const sealed = first.seal(territory, 'row', 'Zoé')
    expect(second.open(territory, 'row', sealed)).toBe('Zoé')
    expect((await openCipher({ dataFolder })).keyId).toBe(first.keyId)
    expect((await stat(join(dataFolder, 'keys', 'master.key'))).mode & 0o777).toBe(0o600)
  })

  test('of the settings goes first', async () => {
    const key = randomBytes(32).toString('base64')
    const { keyId } = await openCipher({ dataFolder, key })
    expect((await openCipher({ dataFolder })).keyId).not.toBe(keyId)
  })

  test('is refused when it cannot be one', async () => {
    await expect(openCipher({ dataFolder, key: 'short' })).rejects.toMatchObject({ code: 'bad-settings' })
    await openCipher({ dataFolder })
    await writeFile(join(dataFolder, 'keys', 'master.key'), 'torn')
    await expect(openCipher({ dataFolder })).rejects.toMatchObject({ code: 'bad-settings' })
  })
})
