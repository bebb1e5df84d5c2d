import { randomUUID } from 'node:crypto'
import type { FloorTables } from '../floors/tables.ts'
import { type Answer, Connection, callBytes } from './http-client.ts'
import { type Pace, pace, perSecond } from './pace.ts'
import type { Comparison, Prepared, Trial } from './rounds.ts'

/** Fresh slots of one place and requests that look for one. */
export interface Work {
  readonly slotIds: readonly string[]
  readonly requestIds: readonly string[]
}

/** Everything that takes bookings. */
export interface Booked {
  readonly product: { readonly url: string; readonly cookies: readonly string[] }
  readonly floor: string
  readonly tables: FloorTables
  readonly arrange: (slots: number, requests: number) => Promise<Work>
}

/** As a screen carries it: a list was shown, with its first twenty. */
const asOf = {
  watermark: '1',
  at: '2026-01-01T00:00:00Z',
  policyVersion: 1,
  count: 300,
  digest: '0'.repeat(16),
  first: Array.from({ length: 20 }, () => randomUUID()),
}

type Outcome = 'booked' | 'taken'

/** Holds, then books: two calls, two transactions. */
async function bookOurs(connection: Connection, cookie: string, slotId: string, requestId: string): Promise<Outcome> {
  const post = (path: string, body: object) =>
    connection.ask(callBytes({ method: 'POST', path: `/api${path}`, cookie, body }))
  const held = await post(`/slots/${slotId}/holds`, { requestId, asOf })
  if (held.status === 409) return 'taken'
  const { id } = jsonOf(held, 201)
  const booking = { requestId, idempotencyKey: randomUUID(), asOf }
  jsonOf(await post(`/holds/${id}/appointment`, booking), 201)
  return 'booked'
}

async function bookFloor(connection: Connection, slotId: string, patient: string): Promise<Outcome> {
  const answer = await connection.ask(callBytes({ method: 'POST', path: `/bookings/${slotId}`, body: { patient } }))
  if (answer.status === 409) return 'taken'
  jsonOf(answer, 201)
  return 'booked'
}

function jsonOf({ status, body }: Answer, expected: number): { id: string } {
  if (status !== expected) throw new Error(`${expected} was expected, not ${status}: ${body}`)
  return JSON.parse(body.toString())
}

type Book = (connection: Connection, client: number, slotId: string, requestId: string) => Promise<Outcome>
type Kept = (slotIds: readonly string[]) => Promise<void>

/** So many clients, each with a connection, until every request had its turn; each slot is wanted equally often. */
function bookingPrepared(
  url: string,
  clients: number,
  { slotIds, requestIds }: Work,
  book: Book,
  kept: Kept,
): Prepared {
  const connections = Array.from({ length: clients }, () => new Connection(url))
  let booked = 0
  return {
    run: () =>
      pace({ clients, turns: requestIds.length }, async (client, turn) => {
        const [connection, slotId, requestId] = [connections[client], slotIds[turn % slotIds.length], requestIds[turn]]
        if (!connection || !slotId || !requestId) throw new Error('Nothing left to book')
        if ((await book(connection, client, slotId, requestId)) === 'booked') booked++
        return 1
      }),
    check: async () => {
      for (const connection of connections) connection.close()
      if (booked !== slotIds.length) throw new Error(`${booked} bookings were answered for ${slotIds.length} slots`)
      await kept(slotIds)
    },
  }
}

async function oursPrepared({ product, tables, arrange }: Booked, clients: number, slots: number, requests: number) {
  const { cookies } = product
  const book: Book = (connection, client, slotId, requestId) =>
    bookOurs(connection, cookies[client % cookies.length] ?? '', slotId, requestId)
  return bookingPrepared(product.url, clients, await arrange(slots, requests), book, async (slotIds) => {
    const found = await tables.productOf(slotIds)
    const { length } = slotIds
    const wanted = { slots: length, appointments: length, places: length, holds: 0, free: 0, journalLines: length }
    const wrong = Object.entries(wanted).filter(([what, count]) => found[what as keyof typeof wanted] !== count)
    if (wrong.length > 0) throw new Error(`Bookings were lost or doubled: ${JSON.stringify(found)}`)
  })
}

async function floorPrepared({ floor, tables }: Booked, clients: number, slots: number, requests: number) {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID())
  const work = { slotIds: ids(slots), requestIds: ids(requests) }
  await tables.addSlots(work.slotIds)
  const book: Book = (connection, _client, slotId, patient) => bookFloor(connection, slotId, patient)
  return bookingPrepared(floor, clients, work, book, async (slotIds) => {
    const found = await tables.countBookings(slotIds)
    if (found !== slotIds.length) throw new Error(`The floor kept ${found} bookings of ${slotIds.length}`)
  })
}

const NONE: Pace = { operations: 1, seconds: 1, p50Ms: 0 }
const ratioOf = (paces: Readonly<Record<string, Pace>>) =>
  perSecond(paces.product ?? NONE) / perSecond(paces['HTTP floor'] ?? NONE)

const AT_LEAST_HALF = { aim: '≥ 0.5', isMet: (ratio: number) => ratio >= 0.5 }
const UNCONTENDED: readonly Comparison[] = [
  { title: 'bookings per second, ours / HTTP floor', ...AT_LEAST_HALF, ratio: ratioOf },
  {
    title: 'writes per second (hold and book are two), ours / HTTP floor',
    ...AT_LEAST_HALF,
    ratio: (paces) => 2 * ratioOf(paces),
  },
]
const CONTENDED: readonly Comparison[] = [
  { title: 'attempts per second, ours / HTTP floor', ...AT_LEAST_HALF, ratio: ratioOf },
]

/** Each client books slots that nobody else wants. */
export const bookingTrial = (booked: Booked, clients: number, bookings: number): Trial => ({
  name: `W3 booking, ${clients} client${clients > 1 ? 's' : ''}`,
  measures: {
    product: () => oursPrepared(booked, clients, bookings, bookings),
    'HTTP floor': () => floorPrepared(booked, clients, bookings, bookings),
  },
  comparisons: UNCONTENDED,
})

/** 200 clients at once want 50 slots: 50 get one, and nothing else remains. */
export const contendedTrial = (booked: Booked): Trial => ({
  name: 'W3 200 clients on 50 slots',
  measures: {
    product: () => oursPrepared(booked, 200, 50, 200),
    'HTTP floor': () => floorPrepared(booked, 200, 50, 200),
  },
  comparisons: CONTENDED,
})
