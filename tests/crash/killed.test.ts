import { describe, expect, test } from 'vitest'
import {
  freePort,
  isHealthy,
  newDataFolder,
  postmasterOf,
  processesOn,
  serverOf,
  signal,
  socketFolderOf,
  start,
} from '../instance.ts'
import { until } from '../until.ts'

const started = async () => {
  const { data } = await newDataFolder()
  return { data, ...(await start({ data, port: await freePort() })) }
}

describe('killed at once,', () => {
  test('PostgreSQL comes back by itself on the same socket', async () => {
    const { data, url, said } = await started()
    const [postmaster, socketFolder] = [await postmasterOf(data), await socketFolderOf(data)]
    signal(postmaster, 'SIGKILL')
    await until('PostgreSQL runs again', () => said().includes('PostgreSQL runs again'))
    await until('the server answers', () => isHealthy(url))
    expect(await postmasterOf(data)).not.toBe(postmaster)
    expect(await socketFolderOf(data)).toBe(socketFolder)
  })

  test('the server comes back by itself at the same address', async () => {
    const { pid, url } = await started()
    const server = await until('a server', () => serverOf(pid))
    signal(server, 'SIGKILL')
    await until('another server', async () => {
      const now = await serverOf(pid)
      return now !== undefined && now !== server
    })
    await until('it answers', () => isHealthy(url))
  })

  test('both come back', async () => {
    const { pid, data, url } = await started()
    const server = await until('a server', () => serverOf(pid))
    signal(await postmasterOf(data), 'SIGKILL')
    signal(server, 'SIGKILL')
    await until('another server', async () => ![undefined, server].includes(await serverOf(pid)))
    await until('it answers', () => isHealthy(url))
  })

  test('the supervisor takes the server with it, and the next start recovers its PostgreSQL', async () => {
    const { pid, data, url, ended } = await started()
    const server = await until('a server', () => serverOf(pid))
    const [postmaster, port] = [await postmasterOf(data), Number(new URL(url).port)]
    signal(pid, 'SIGKILL')
    expect(await ended).toBe('SIGKILL')
    await until('the server left', () => !signal(server, 0))
    expect(await processesOn(data)).toContain(postmaster)

    const next = await start({ data, port })
    expect(await isHealthy(next.url)).toBe(true)
    expect(await processesOn(data)).not.toContain(postmaster)
  })

  test('everything is forgotten by the next start', async () => {
    const { data, url, pid, signalGroup, ended } = await started()
    const port = Number(new URL(url).port)
    signal(await postmasterOf(data), 'SIGKILL')
    signalGroup('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    const next = await start({ data, port })
    expect(next.pid).not.toBe(pid)
    expect(await isHealthy(next.url)).toBe(true)
  })
})
