import { isoDay } from '../../domain/time/wall-clock.ts'
import type { FloorTables } from '../floors/tables.ts'
import { type Answer, Connection, callBytes } from './http-client.ts'
import { pace, perSecond } from './pace.ts'
import type { Prepared, Trial } from './rounds.ts'

/** Everything that shares places. */
export interface Published {
  readonly url: string
  /** Of somebody who acts for all of them. */
  readonly cookie: string
  readonly practitioners: readonly { readonly practitionerId: string; readonly locationId: string }[]
  /** The first day of which nothing is open yet, since 1970. */
  readonly firstDay: number
  readonly tables: FloorTables
}

const CLIENTS = 8
/** As many as one call may hold: a day's quarters of an hour from eight o'clock on. */
const TIMES = Array.from({ length: 40 }, (_, quarter) => {
  const minutes = 8 * 60 + quarter * 15
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
})
const FLOOR_ROWS = 1_000

/** Days of professionals are shared, each once: by forty slots a call against a thousand rows a statement. */
export function publishingTrial(published: Published, days: number): Trial {
  let next = 0
  const nextDay = (): Buffer => {
    const { practitioners, firstDay, cookie } = published
    const who = practitioners[next % practitioners.length]
    const day = isoDay(firstDay + Math.floor(next++ / practitioners.length))
    return callBytes({ method: 'POST', path: '/api/openings', cookie, body: { ...who, day, times: TIMES } })
  }
  return {
    name: 'W4 publishing',
    measures: {
      product: () => productPrepared(published, Array.from({ length: days }, nextDay)),
      'insert floor': () => floorPrepared(published, Math.ceil((days * TIMES.length * 4) / FLOOR_ROWS)),
    },
    comparisons: [
      {
        title: 'slots per second, ours / insert floor',
        aim: '≥ 0.25',
        isMet: (ratio) => ratio >= 0.25,
        ratio: (paces) => {
          const { product, 'insert floor': floor } = paces
          return product && floor ? perSecond(product) / perSecond(floor) : 0
        },
      },
    ],
  }
}

function productPrepared({ url, tables }: Published, calls: readonly Buffer[]): Prepared {
  const connections = Array.from({ length: CLIENTS }, () => new Connection(url))
  const answers: Answer[] = []
  return {
    run: () =>
      pace({ clients: CLIENTS, turns: calls.length }, async (client, turn) => {
        const [connection, call] = [connections[client], calls[turn]]
        if (connection && call) answers.push(await connection.ask(call))
        return TIMES.length
      }),
    check: async () => {
      for (const connection of connections) connection.close()
      const refused = answers.find(({ status }) => status !== 201)
      if (refused) throw new Error(`A day was not shared: ${refused.body}`)
      const slotIds = answers.flatMap(({ body }) => idsIn(body))
      const { slots, free } = await tables.productOf(slotIds)
      const wanted = calls.length * TIMES.length
      if (slots !== wanted || free !== wanted) throw new Error(`${slots} slots of ${wanted} are in the database`)
    },
  }
}

function idsIn(body: Buffer): string[] {
  const { slots }: { slots: { id: string }[] } = JSON.parse(body.toString())
  return slots.map(({ id }) => id)
}

const floorPrepared = ({ tables }: Published, statements: number): Prepared => ({
  run: () =>
    pace({ clients: 1, turns: statements }, async () => {
      await tables.publish(FLOOR_ROWS)
      return FLOOR_ROWS
    }),
  check: () => undefined,
})
