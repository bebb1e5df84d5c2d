import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { z } from 'zod'
import { freePort } from '../instance.ts'
import { until } from '../until.ts'

const bootstrap = fileURLToPath(new URL('../../cli/bootstrap.mjs', import.meta.url))

const DemoFile = z.object({
  accounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
})
export type Account = z.infer<typeof DemoFile>['accounts'][number]

/** A demonstration of its own, as `npm run demo` serves it. */
export interface Demonstration {
  readonly url: string
  /** Its data folder. */
  readonly data: string
  readonly operators: readonly Account[]
  readonly stop: () => Promise<void>
}

/** Starts one in a temporary folder that `stop` removes, on the data that the first of the run loaded. */
export async function startDemonstration(): Promise<Demonstration> {
  const loaded = join(inject('loadedDemonstration'), 'data')
  if (!existsSync(loaded)) await load(loaded)
  const folder = await mkdtemp(join(tmpdir(), 'journey-'))
  const data = join(folder, 'data')
  await copy(loaded, data)
  const { url, stop } = await serve(data)
  const { accounts } = DemoFile.parse(JSON.parse(await readFile(join(data, 'demo.json'), 'utf8')))
  return {
    url,
    data,
    operators: accounts.filter(({ role }) => role === 'operator'),
    stop: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    },
  }
}

/** Loads the demonstration once for the run. */
async function load(loaded: string): Promise<void> {
  const { stop } = await serve(`${loaded}.new`)
  await stop()
  await rename(`${loaded}.new`, loaded)
}

/** With its owners: PostgreSQL runs as somebody else than root. */
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to])

async function serve(data: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const env = {
    ...process.env,
    PASSERELLE_DATA: data,
    PORT: String(await freePort()),
    DATABASE_URL: '',
    NODE_OPTIONS: '',
  }
  const child = spawn(process.execPath, [bootstrap, 'demo'], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ready = () => /^Passerelle ready on (\S+)$/m.exec(said)?.[1]
  const gone = ended.then(() => Promise.reject(new Error(`ended too soon: ${said}`)))
  gone.catch(() => undefined)
  const url = await Promise.race([until('the ready line', ready, 110_000), gone])
  const stop = async () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await ended
  }
  return { url, stop }
}
