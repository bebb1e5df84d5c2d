import { once } from 'node:events'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLiveHolder } from '../../server/postgres/folder-lock.ts'
import { begin, freePort, isHealthy, leftOn, newDataFolder, processesOn, socketFolderOf, start } from '../instance.ts'
import { until } from '../until.ts'

describe('a start', () => {
  test('serves from a data folder 150 characters deep', async () => {
    const { data } = await newDataFolder(join('a'.repeat(70), 'b'.repeat(70), 'data'))
    expect(data.length).toBeGreaterThan(150)
    const { url } = await start({ data, port: await freePort() })
    expect(await isHealthy(url)).toBe(true)
  })

  test('serves from a private folder, which other users may pass through afterwards but neither list nor read', async () => {
    const { folder, data } = await newDataFolder(join('private', 'data'))
    await mkdir(join(folder, 'private'), { mode: 0o700 })
    const { url } = await start({ data, port: await freePort() })
    expect(await isHealthy(url)).toBe(true)
    expect((await stat(join(folder, 'private'))).mode & 0o066).toBe(0)
    expect((await stat(join(data, 'postgres'))).mode & 0o077).toBe(0)
  })

  test('keeps the data of the start before', async () => {
    const { data } = await newDataFolder()
    const first = await start({ data, port: 0 })
    first.signalGroup('SIGTERM')
    expect(await first.ended).toBe(0)
    const made = await stat(join(data, 'postgres', 'PG_VERSION'))
    const second = await start({ data, port: 0 })
    expect(await isHealthy(second.url)).toBe(true)
    expect((await stat(join(data, 'postgres', 'PG_VERSION'))).ino).toBe(made.ino)
  })

  test('is refused while another Passerelle has the folder, which goes on', async () => {
    const { data } = await newDataFolder()
    const first = await start({ data, port: await freePort() })
    const second = begin({ data, port: Number(new URL(first.url).port) })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`Another Passerelle (process ${first.pid}) uses ${data} and serves on ${first.url}`)
    expect(await isHealthy(first.url)).toBe(true)
  })

  test('is refused on a port that another program has', async () => {
    const { data } = await newDataFolder()
    const other = createServer().listen(0, 'localhost')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const refused = begin({ data, port })
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain(`Port ${port} is taken by another program`)
    other.close()
  })

  test('is refused on data of a newer PostgreSQL', async () => {
    const { data } = await newDataFolder()
    await mkdir(join(data, 'postgres'), { recursive: true })
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '99\n')
    const refused = begin({ data, port: await freePort() })
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('This data was made by PostgreSQL 99, newer than')
    expect((await readdir(data)).filter((name) => name.endsWith('.lock'))).toEqual([])
  })

  test('is refused where no folder can be made', async () => {
    const { folder } = await newDataFolder()
    await writeFile(join(folder, 'file'), '')
    const refused = begin({ data: join(folder, 'file', 'data'), port: await freePort() })
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('Passerelle cannot write in')
  })
})

describe('a stop', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s to the whole group leaves no process, socket or lock',
    async (signal) => {
      const { data } = await newDataFolder()
      const { signalGroup, ended, url, said } = await start({ data, port: await freePort() })
      const socketFolder = await socketFolderOf(data)
      signalGroup(signal)
      expect(await ended, said()).toBe(0)
      expect(await leftOn(data, socketFolder)).toEqual([])
      expect(await isHealthy(url)).toBe(false)
      expect((await readdir(data)).sort()).toEqual(expect.arrayContaining(['logs', 'postgres']))
    },
  )

  test('is heard while it starts', async () => {
    const { data } = await newDataFolder()
    const starting = begin({ data, port: await freePort() })
    await until('PostgreSQL on its way', () => findLiveHolder(data))
    starting.signalGroup('SIGINT')
    expect(await starting.ended, starting.said()).toBe(0)
    expect(await processesOn(data)).toEqual([])
    expect((await readdir(data)).filter((name) => name.endsWith('.lock'))).toEqual([])
  })
})
