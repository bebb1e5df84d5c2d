import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { begin, freePort, isHealthy, newDataFolder, processesOn, start } from '../instance.ts'

describe('a command', () => {
  test('starts the database of its folder for itself, and stops it after', async () => {
    const { data } = await newDataFolder()
    const { ended, said } = begin({ data, port: 0, command: 'migrate' })
    expect(await ended, said()).toBe(0)
    expect(said()).toContain('The database has the newest schema.')
    expect(await processesOn(data)).toEqual([])
    const left = (await readdir(data)).filter((name) => name !== 'runtime') // the copy that root may need
    expect(left.sort()).toEqual(['logs', 'postgres'])
  })

  test('works on the database of the running server, which goes on', async () => {
    const { data } = await newDataFolder()
    const { url } = await start({ data, port: await freePort() })
    const { ended, said } = begin({ data, port: 0, command: 'migrate' })
    expect(await ended, said()).toBe(0)
    expect(await isHealthy(url)).toBe(true)
  })

  test('finds the programs of PostgreSQL again when their copy was removed', async () => {
    const { data } = await newDataFolder()
    expect(await begin({ data, port: 0, command: 'migrate' }).ended).toBe(0)
    await rm(join(data, 'runtime'), { recursive: true, force: true })
    expect(await begin({ data, port: 0, command: 'migrate' }).ended).toBe(0)
  })
})
