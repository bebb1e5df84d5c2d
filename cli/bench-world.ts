import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Instant } from '../domain/time/interval.ts'
import { connection, type DatabaseAddress, embedded } from '../server/database/address.ts'
import { inBulk } from '../server/database/bulk.ts'
import { prepareDatabase } from '../server/database/prepare.ts'
import { hashPassword } from '../server/password.ts'
import { startThrowAway } from '../server/postgres/throw-away.ts'
import { loadReference } from '../server/reference.ts'
import { readSettings } from '../server/settings.ts'
import { processorMs } from '../simulation/benchmarks/processor-time.ts'
import type { Publisher } from '../simulation/benchmarks/publishing.ts'
import type { Used } from '../simulation/benchmarks/rounds.ts'
import { type Dataset, DEPARTMENT, makeDataset, TERRITORY } from '../simulation/datasets.ts'
import { type FloorTables, openFloorTables } from '../simulation/floors/tables.ts'
import { agendaTerritory } from './bench-agendas.ts'
import { type BookingTerritory, bookingTerritory } from './bench-places.ts'
import { accountRows, directoryRows, type Rows, requestRow, slotRows, territoryRows } from './bench-rows.ts'
import { forkServer } from './server-child.ts'
import type { Steps } from './steps.ts'

/** Everything that a benchmark runs against. */
export interface World {
  readonly database: DatabaseAddress
  readonly serverUrl: string
  readonly floorUrl: string
  readonly searched: readonly SearchedTerritory[]
  readonly bookings: BookingTerritory
  readonly bookingCookies: readonly string[]
  readonly publishers: readonly Publisher[]
  readonly tables: FloorTables
  readonly used: () => Used
}

export interface SearchedTerritory {
  readonly dataset: Dataset
  readonly requestIds: readonly string[]
  readonly cookie: string
}

type Undo = (() => Promise<void>)[]

const PASSWORD = 'benchmark password'
const OPERATORS = 8

/** Starts database, server and floors, each in processes of their own, with the datasets loaded that are searched. */
export async function startWorld(
  steps: Steps,
  { at, isSearched }: { readonly at: Instant; readonly isSearched: boolean },
  undo: Undo,
): Promise<World> {
  const data = await mkdtemp(join(tmpdir(), 'bench-'))
  undo.push(() => rm(data, { recursive: true, force: true }))
  const postgres = await steps.run('Start PostgreSQL, fsync on', () => startThrowAway(undefined, { durable: true }))
  undo.push(postgres.stop)
  const database = embedded(postgres.host)
  await prepareDatabase(database)

  const { index } = loadReference(fileURLToPath(new URL('../reference', import.meta.url)))
  const communes = index.communes.filter(({ department }) => department === '42')
  const sizes = isSearched ? [TERRITORY, DEPARTMENT] : []
  const datasets = sizes.map((size) => makeDataset(size, communes, at))
  const bookings = bookingTerritory(communes, at)
  const agendas = agendaTerritory(communes, at)
  const requests = datasets.map(({ needs, territoryId }) => needs.map((need) => requestRow(need, territoryId, at)))
  const accounts = await accountsOf([...datasets.map(({ territoryId }) => territoryId)], bookings)
  const tables = await openFloorTables(connection(database, 'administrator'))
  undo.push(tables.close)
  const rows: Rows = [
    ...datasets.flatMap(datasetRows),
    ...bookings.rows,
    ...agendas.rows,
    ...accounts.rows,
    ['care_request', requests.flat()],
  ]
  await steps.run('Load what is worked with', () => tables.withoutTriggers(() => load(database, rows)))
  await tables.settle()
  const floorUrl = await startFloor(postgres.host, undo)

  const server = await steps.run('Start the server', () => startProduct(database, data))
  undo.push(server.stop)
  const cookies = new Map<string, string>()
  for (const email of accounts.emails) cookies.set(email, await signIn(server.url, email))
  const cookieOf = (email: string) => cookies.get(email) ?? ''
  return {
    database,
    serverUrl: server.url,
    floorUrl,
    searched: datasets.map((dataset, number) => ({
      dataset,
      requestIds: requests[number]?.map(({ id }) => id) ?? [],
      cookie: cookieOf(searcher(number)),
    })),
    bookings,
    bookingCookies: Array.from({ length: OPERATORS }, (_, number) => cookieOf(operator(number))),
    publishers: agendas.publishers,
    tables,
    used: () => ({ server: processorMs(server.pid), database: processorMs(postgres.pid, { children: true }) }),
  }
}

const searcher = (number: number) => `searcher${number}@example.org`
const operator = (number: number) => `operator${number}@example.org`

async function accountsOf(searchedIds: readonly string[], { territoryId }: BookingTerritory) {
  const passwordHash = await hashPassword(PASSWORD)
  const role = 'operator'
  const searchers = searchedIds.map(
    (id, number) => ({ email: searcher(number), passwordHash, role, territoryId: id }) as const,
  )
  const operators = Array.from(
    { length: OPERATORS },
    (_, number) => ({ email: operator(number), passwordHash, role, territoryId }) as const,
  )
  const people = [...searchers, ...operators]
  return { emails: people.map(({ email }) => email), rows: people.flatMap(accountRows) }
}

const datasetRows = (dataset: Dataset, number: number): Rows => [
  ...territoryRows(dataset, number),
  ...directoryRows(dataset.practitioners, dataset.locations),
  ...slotRows(dataset.slots, dataset.at),
]

const load = (database: DatabaseAddress, rows: Rows): Promise<void> =>
  inBulk(database, async (bulk) => {
    for (const [table, list] of rows) await bulk.insert(table, list)
  })

function startProduct(database: DatabaseAddress, dataFolder: string) {
  process.env.PASSERELLE_RATE_LIMIT = '0'
  const settings = readSettings({ ...process.env, DATABASE_URL: '' })
  return forkServer({ ...settings, database, dataFolder, host: '127.0.0.1', port: 0 })
}

async function startFloor(socketFolder: string, undo: Undo): Promise<string> {
  const child = fork(fileURLToPath(new URL('../dist/floor-process.js', import.meta.url)), [socketFolder])
  undo.push(async () => {
    if (child.exitCode !== null) return
    child.disconnect()
    await once(child, 'exit')
  })
  const [url] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof url !== 'string') throw new Error(`The floors did not start (${url})`)
  return url
}

async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  if (answer.status !== 201) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
