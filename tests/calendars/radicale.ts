import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../until.ts'

const PROGRAM = '/usr/bin/radicale'
export const USERNAME = 'camille'
export const PASSWORD = 'essai-de-radicale'
const authorization = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`

/** A real CalDAV server of Debian's package, with one account, in a folder of its own. */
export interface Radicale {
  readonly host: string
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** What a calendar program does: it answers the status. */
  readonly ask: (method: string, path: string, body?: string) => Promise<number>
  readonly forget: () => Promise<void>
}

export async function newRadicale(): Promise<Radicale> {
  if (!existsSync(PROGRAM)) throw new Error('Radicale is missing: apt-get install radicale')
  const folder = await mkdtemp(join(tmpdir(), 'radicale-'))
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  await writeFile(join(folder, 'users'), `${USERNAME}:${PASSWORD}\n`)
  await writeFile(join(folder, 'config'), configuration(folder, host))
  let stop = async () => {}

  const answers = () =>
    fetch(`http://${host}/.web/`).then(
      ({ body }) => body?.cancel().then(() => true) ?? true,
      () => false,
    )
  const start = async () => {
    const child = spawn(PROGRAM, ['--config', join(folder, 'config')], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    stop = async () => {
      child.kill('SIGTERM')
      await ended
    }
    await until('Radicale answers', answers)
  }
  const ask = async (method: string, path: string, body?: string) => {
    const type = body?.startsWith('BEGIN') ? 'text/calendar' : 'application/xml'
    const headers = { authorization, 'content-type': `${type}; charset=utf-8` }
    const answer = await fetch(`http://${host}${path}`, { method, headers, ...(body !== undefined && { body }) })
    await answer.text()
    return answer.status
  }
  const forget = async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { host, start, stop: () => stop(), ask, forget }
}

const configuration = (folder: string, hosts: string) => `
[server]
hosts = ${hosts}
[auth]
type = htpasswd
htpasswd_filename = ${join(folder, 'users')}
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = ${join(folder, 'collections')}
[logging]
level = error
`

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
