import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { explain } from './launch.ts'
import { handOver, ourName, postgresUser } from './user.ts'

/** Who may connect: by the system's word, whoever started Passerelle, as any of these. */
const ROLES = ['postgres', 'owner', 'app', 'live', 'worker']

/** The major version that made this data; undefined when there is none yet. */
export async function majorOf(data: string): Promise<number | undefined> {
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')
  return version ? Number.parseInt(version, 10) : undefined
}

/** Makes an empty cluster, French in its order of words; it appears complete, or not at all. */
export async function initialise(bin: string, data: string, { durable }: { durable: boolean }): Promise<void> {
  const folder = dirname(data)
  for (const name of await readdir(folder)) {
    if (name.startsWith('initialising-')) await rm(join(folder, name), { recursive: true })
  }
  const unfinished = await mkdtemp(join(folder, 'initialising-'))
  await handOver(unfinished)
  const options = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--data-checksums']
  const french = ['--locale-provider=icu', '--icu-locale=fr-FR']
  const made = join(unfinished, 'postgres')
  const args = ['-D', made, ...options, ...french, ...(durable ? [] : ['--no-sync'])]
  try {
    const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }
    await promisify(execFile)(join(bin, 'initdb'), args, { ...postgresUser(), cwd: unfinished, env })
    await rename(made, data)
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw await explain(folder, said, `PostgreSQL could not prepare ${folder}`)
  } finally {
    if (existsSync(unfinished)) await rm(unfinished, { recursive: true })
  }
}

/** Nobody but us may connect, whatever the rights on the socket. */
export async function guardEntry(data: string): Promise<void> {
  const name = ourName()
  const entries = ROLES.map((role) => `passerelle "${name}" ${role}\n`).join('')
  const rule = process.platform === 'win32' ? 'local all all trust\n' : 'local all all peer map=passerelle\n'
  await Promise.all([writeGiven(join(data, 'pg_ident.conf'), entries), writeGiven(join(data, 'pg_hba.conf'), rule)])
}

async function writeGiven(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 })
  await handOver(file)
}
