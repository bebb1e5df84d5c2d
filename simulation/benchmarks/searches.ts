import type { Dataset, SearchNeed } from '../datasets.ts'
import type { SearchInSql } from '../floors/search-in-sql.ts'
import type { Expected } from './expected-offers.ts'
import { type Answer, Connection, callBytes } from './http-client.ts'
import { msEach, type Pace, pace, perSecond } from './pace.ts'
import type { Comparison, Prepared, Trial } from './rounds.ts'

/** Everything that answers searches of one dataset. */
export interface Searched {
  readonly dataset: Dataset
  /** By need, in the dataset's order. */
  readonly expected: readonly Expected[]
  readonly product: { readonly url: string; readonly cookie: string }
  readonly emptyRoute: string
  readonly sql: SearchInSql
  readonly memory: { readonly search: (need: SearchNeed) => Int32Array; readonly ids: readonly string[] }
  /** The needs as requests in the database; without them only previews are asked. */
  readonly requestIds: readonly string[]
}

const FIRST_PAGE = 50

const preview = ({ dataset, product }: Searched, query = ''): Buffer[] =>
  dataset.needs.map((need) =>
    callBytes({
      method: 'POST',
      path: `/api/offers${query}`,
      cookie: product.cookie,
      body: { ...need, dueAt: new Date(need.dueAt).toISOString() },
    }),
  )

const listing = ({ requestIds, product }: Searched): Buffer[] =>
  requestIds.map((id) => callBytes({ method: 'GET', path: `/api/requests/${id}/offers`, cookie: product.cookie }))

/** Reads every list to its end, and every floor's first page: nothing is measured before all of them are right. */
export async function checkSearches(searched: Searched): Promise<void> {
  const { dataset, expected, product, sql, memory } = searched
  const connection = new Connection(product.url)
  for (const [index, need] of dataset.needs.entries()) {
    const wanted = expected[index]?.slotIds ?? []
    same(`${dataset.name}, product`, await wholeList(connection, searched, need), wanted)
    same(`${dataset.name}, SQL`, await sql.search(0, need), wanted.slice(0, FIRST_PAGE))
    const inMemory = [...memory.search(need)].map((number) => memory.ids[number] ?? '')
    same(`${dataset.name}, memory`, inMemory, wanted.slice(0, FIRST_PAGE))
  }
  connection.close()
}

async function wholeList(connection: Connection, { product }: Searched, need: SearchNeed): Promise<string[]> {
  const found: string[] = []
  const body = { ...need, dueAt: new Date(need.dueAt).toISOString() }
  for (let after = ''; ; ) {
    const path = `/api/offers?limit=200${after && `&after=${after}`}`
    const answer = await connection.ask(callBytes({ method: 'POST', path, cookie: product.cookie, body }))
    found.push(...slotIdsIn(answer))
    const { next } = JSON.parse(answer.body.toString())
    if (!next) return found
    after = next
  }
}

function same(who: string, found: readonly string[], wanted: readonly string[]): void {
  const differs = wanted.findIndex((slotId, place) => slotId !== found[place])
  if (differs < 0 && found.length === wanted.length) return
  const where = differs < 0 ? 'after its end' : `at place ${differs + 1}`
  throw new Error(`${who}: the list of ${found.length} differs from the expected ${wanted.length} ${where}`)
}

function slotIdsIn({ status, body }: Answer): string[] {
  if (status !== 200) throw new Error(`A search was answered ${status}: ${body}`)
  return [...body.toString('latin1').matchAll(/"slotId":"([^"]{36})"/g)].map(([, slotId = '']) => slotId)
}

/** The trials of a dataset for a number of clients, each lasting `seconds`. */
export function searchTrials(searched: Searched, clients: number, seconds: number): Trial[] {
  const { dataset } = searched
  const floors = {
    SQL: () => sqlPrepared(searched, clients, seconds),
    'empty route': () => emptyPrepared(searched, clients, seconds),
    memory: () => memoryPrepared(searched, seconds / 2),
  }
  const name = (what: string) => `W1 ${what} ${dataset.name}, ${clients} client${clients > 1 ? 's' : ''}`
  const product = (calls: Buffer[]) => () => productPrepared(searched, calls, clients, seconds)
  const trial = { name: name('preview'), measures: { product: product(preview(searched)), ...floors } }
  const trials: Trial[] = [{ ...trial, comparisons: COMPARISONS }]
  if (searched.requestIds.length > 0) {
    const measures = { product: product(listing(searched)), ...floors }
    trials.push({ name: name('listOffers'), measures, comparisons: COMPARISONS })
  }
  return trials
}

type Paces = Readonly<Record<string, Pace>>
const NONE: Pace = { operations: 0, seconds: 0, p50Ms: 0 }
const of = (paces: Paces, who: string): Pace => paces[who] ?? NONE

const COMPARISONS: readonly Comparison[] = [
  {
    title: 'searches per second, ours / SQL floor',
    aim: '≥ 5',
    isMet: (ratio) => ratio >= 5,
    ratio: (paces) => perSecond(of(paces, 'product')) / perSecond(of(paces, 'SQL')),
  },
  {
    title: 'time each, ours / (memory floor + empty route)',
    aim: '≤ 3',
    isMet: (ratio) => ratio <= 3,
    ratio: (paces) => msEach(of(paces, 'product')) / (msEach(of(paces, 'memory')) + msEach(of(paces, 'empty route'))),
  },
]

function productPrepared({ product, expected }: Searched, calls: Buffer[], clients: number, seconds: number): Prepared {
  const connections = Array.from({ length: clients }, () => new Connection(product.url))
  const answers: [need: number, answer: Answer][] = []
  return {
    run: () =>
      pace({ clients, seconds }, async (client, turn) => {
        const need = turn % calls.length
        const answer = await connections[client]?.ask(calls[need] ?? Buffer.alloc(0))
        if (answer) answers.push([need, answer])
        return 1
      }),
    check: () => {
      for (const connection of connections) connection.close()
      for (const [need, answer] of answers) {
        const { slotIds = [], practitioners } = expected[need] ?? {}
        same('product', slotIdsIn(answer), slotIds.slice(0, FIRST_PAGE))
        const counts = `"count":${slotIds.length},"practitioners":${practitioners},`
        if (!answer.body.includes(counts)) throw new Error(`An answer does not count ${counts}`)
      }
    },
  }
}

function sqlPrepared({ sql, dataset, expected }: Searched, clients: number, seconds: number): Prepared {
  const answers: [need: number, slotIds: string[]][] = []
  return {
    run: () =>
      pace({ clients, seconds }, async (client, turn) => {
        const index = turn % dataset.needs.length
        const need = dataset.needs[index]
        if (need) answers.push([index, await sql.search(client, need)])
        return 1
      }),
    check: () => {
      for (const [need, slotIds] of answers) same('SQL', slotIds, expected[need]?.slotIds.slice(0, FIRST_PAGE) ?? [])
    },
  }
}

function emptyPrepared({ emptyRoute }: Searched, clients: number, seconds: number): Prepared {
  const connections = Array.from({ length: clients }, () => new Connection(emptyRoute))
  const call = callBytes({ method: 'GET', path: '/empty' })
  return {
    run: () =>
      pace({ clients, seconds }, async (client) => {
        await connections[client]?.ask(call)
        return 1
      }),
    check: () => {
      for (const connection of connections) connection.close()
    },
  }
}

/** In this process, without HTTP: by the dozen, so that the clock costs nothing. */
function memoryPrepared({ memory, dataset, expected }: Searched, seconds: number): Prepared {
  let last: Int32Array[] = []
  return {
    run: () =>
      pace({ clients: 1, seconds }, async () => {
        last = dataset.needs.map((need) => memory.search(need))
        return dataset.needs.length
      }),
    check: () => {
      for (const [need, numbers] of last.entries()) {
        const slotIds = [...numbers].map((number) => memory.ids[number] ?? '')
        same('memory', slotIds, expected[need]?.slotIds.slice(0, FIRST_PAGE) ?? [])
      }
    },
  }
}
