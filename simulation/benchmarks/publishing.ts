import { isoDay } from '../../domain/time/wall-clock.ts'
import type { BulkSlot, FloorTables } from '../floors/tables.ts'
import { type Answer, Connection, callBytes } from './http-client.ts'
import { pace, perSecond } from './pace.ts'
import type { Comparison, Prepared, Trial } from './rounds.ts'

/** A professional who shares nothing yet, signed in. */
export interface Publisher {
  readonly practitionerId: string
  readonly locationId: string
  readonly cookie: string
}

/** Everything that shares places. */
export interface Publishing {
  readonly url: string
  readonly publishers: readonly Publisher[]
  /** The first day that is opened, since 1970; the horizon ends 59 days later. */
  readonly firstDay: number
  readonly tables: FloorTables
}

/** A publisher whose agenda is there, with what edits need to know of it. */
export interface PublishedAgenda extends Publisher {
  readonly morningId: string
  readonly eveningId: string
}

const CLIENTS = 4
/** The horizon is sixty days, today included; agendas begin tomorrow. */
const DAYS = 59
const SLOTS_A_DAY = 8
export const SLOTS = DAYS * SLOTS_A_DAY
const MINUTES = 15

interface Hours {
  readonly from: string
  readonly until: string
}
const MORNING: Hours = { from: '09:00', until: '10:00' }
const EVENING: Hours = { from: '17:00', until: '18:00' }

export const bodyOf = ({ locationId }: Publisher, day: number, hours: Hours, recurs = true) => ({
  locationId,
  day: isoDay(day),
  ...hours,
  recurrence: recurs ? { rrule: 'FREQ=DAILY', onPublicHolidays: true } : null,
  slotMinutes: MINUTES,
})

export const changeCall = ({ cookie }: Publisher, change: object): Buffer =>
  callBytes({ method: 'POST', path: '/api/agenda/changes', cookie, body: { change } })

const openCall = (publisher: Publisher, day: number): Buffer =>
  changeCall(publisher, {
    kind: 'open',
    openings: [MORNING, EVENING].map((hours) => bodyOf(publisher, day, hours)),
  })

/** What a change of an agenda answers. */
export interface Changed {
  readonly counts: { readonly new: number; readonly changed: number; readonly gone: number }
  readonly openingIds: readonly string[]
}

export function changedBy({ status, body }: Answer): Changed {
  if (status !== 201) throw new Error(`A change was refused: ${body}`)
  return JSON.parse(body.toString())
}

/** Agendas of two openings that recur, one call each, four professionals at once, against a bulk insert of the same rows. */
export function publishingTrial(publishing: Publishing, atOnce: number, published: PublishedAgenda[]): Trial {
  return {
    name: 'W4 publishing',
    measures: {
      product: () => productPrepared(publishing, atOnce, published),
      'insert floor': () => floorPrepared(publishing, atOnce),
    },
    comparisons: [againstFloor('slots per second, ours / insert floor')],
  }
}

export const againstFloor = (title: string): Comparison => ({
  title,
  aim: '≥ 0.25',
  isMet: (ratio) => ratio >= 0.25,
  ratio: ({ product, 'insert floor': floor }) => (product && floor ? perSecond(product) / perSecond(floor) : 0),
})

/** The next `count` professionals publish; `published` grows by them. */
export function productPrepared(publishing: Publishing, count: number, published: PublishedAgenda[]): Prepared {
  const { url, tables, firstDay, publishers } = publishing
  const next = publishers.slice(published.length, published.length + count)
  if (next.length < count) throw new Error('Everybody has published')
  const calls = next.map((publisher) => openCall(publisher, firstDay))
  const connections = Array.from({ length: CLIENTS }, () => new Connection(url))
  const answers: Answer[] = []
  return {
    run: () =>
      pace({ clients: CLIENTS, turns: calls.length }, async (client, turn) => {
        const [connection, call] = [connections[client], calls[turn]]
        if (connection && call) answers[turn] = await connection.ask(call)
        return SLOTS
      }),
    check: async () => {
      for (const connection of connections) connection.close()
      published.push(...next.map((publisher, index) => publishedBy(publisher, answers[index])))
      await mustBeShared(tables, next)
    },
  }
}

function publishedBy(publisher: Publisher, answer: Answer | undefined): PublishedAgenda {
  if (!answer) throw new Error('A call was not answered')
  const { counts, openingIds } = changedBy(answer)
  const [morningId, eveningId] = openingIds
  if (counts.new !== SLOTS || !morningId || !eveningId) throw new Error(`${counts.new} slots of ${SLOTS} were opened`)
  return { ...publisher, morningId, eveningId }
}

/** Every slot and place of these agendas is there and free, whatever was edited. */
export async function mustBeShared(tables: FloorTables, publishers: readonly Publisher[]): Promise<void> {
  const wanted = publishers.length * SLOTS
  const { slots, free, places } = await tables.sharedBy(publishers.map(({ practitionerId }) => practitionerId))
  if (slots !== wanted || free !== wanted || places !== wanted)
    throw new Error(`${slots} slots, ${free} free, ${places} places, instead of ${wanted} each`)
}

/** As many professionals at the least: their slots in one statement, their places in another. */
export function floorPrepared({ tables, firstDay }: Publishing, count: number): Prepared {
  const agendas = Array.from({ length: count }, () => bulkAgenda(firstDay))
  let inserted = 0
  return {
    run: () =>
      pace({ clients: CLIENTS, turns: count }, async (_, turn) => {
        const slots = await tables.publish(agendas[turn] ?? [])
        inserted += slots
        return slots
      }),
    check: () => {
      if (inserted !== count * SLOTS) throw new Error(`The floor inserted ${inserted} slots of ${count * SLOTS}`)
    },
  }
}

const DAY = 86_400_000

function bulkAgenda(firstDay: number): BulkSlot[] {
  const starts = [9, 17].flatMap((hour) => Array.from({ length: 4 }, (_, quarter) => hour * 60 + quarter * MINUTES))
  return Array.from({ length: DAYS }, (_, day) => starts.map((minute) => slotAt(firstDay + day, minute))).flat()
}

function slotAt(day: number, minute: number): BulkSlot {
  const start = day * DAY + minute * 60_000
  return { id: crypto.randomUUID(), placeId: crypto.randomUUID(), start, end: start + MINUTES * 60_000 }
}
