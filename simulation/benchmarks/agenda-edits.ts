import { isoDay } from '../../domain/time/wall-clock.ts'
import { Connection } from './http-client.ts'
import { pace } from './pace.ts'
import {
  againstFloor,
  bodyOf,
  changeCall,
  changedBy,
  floorPrepared,
  mustBeShared,
  type PublishedAgenda,
  type Publishing,
} from './publishing.ts'
import type { Prepared, Result, Trial } from './rounds.ts'

/** Whose agendas are edited: others' are only there. */
export const EDITED = 10

interface Edit {
  readonly call: Buffer
  /** New slots, and as many gone. */
  readonly moved: number
}

/** One edit after another, each of the next agenda in turn. */
class Edits {
  readonly #agendas: readonly PublishedAgenda[]
  readonly #firstDay: number
  #occurrences = 0
  #series = 0

  constructor(agendas: readonly PublishedAgenda[], firstDay: number) {
    this.#agendas = agendas
    this.#firstDay = firstDay
  }

  /** A day's morning goes to noon: each day of each agenda once. */
  readonly occurrence = (): Edit => {
    const { agenda, round } = this.#turn(this.#occurrences++)
    const day = this.#firstDay + round
    const opening = bodyOf(agenda, day, { from: '12:00', until: '13:00' }, false)
    return { call: editCall(agenda, agenda.morningId, { reach: 'one', day: isoDay(day), opening }), moved: 4 }
  }

  /** All evenings a little later: by five minutes each time, so that every slot is another one. */
  readonly series = (): Edit => {
    const { agenda, round } = this.#turn(this.#series++)
    const opening = bodyOf(agenda, this.#firstDay, {
      from: later('17:00', round + 1),
      until: later('18:00', round + 1),
    })
    const edit = { reach: 'all', day: isoDay(this.#firstDay), opening }
    return { call: editCall(agenda, agenda.eveningId, edit), moved: DAYS * 4 }
  }

  #turn(number: number) {
    const agenda = this.#agendas[number % this.#agendas.length]
    if (!agenda) throw new Error('Nothing was published')
    return { agenda, round: Math.floor(number / this.#agendas.length) }
  }
}

const DAYS = 59

const editCall = (agenda: PublishedAgenda, openingId: string, edit: object): Buffer =>
  changeCall(agenda, { kind: 'edit', openingId, ...edit })

function later(time: string, steps: number): string {
  const minutes = Number(time.slice(0, 2)) * 60 + steps * 5
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** An occurrence moved, and a whole series, against inserting one professional's rows anew. */
export function editTrials(publishing: Publishing, agendas: readonly PublishedAgenda[], among: number): Trial[] {
  const edits = new Edits(agendas, publishing.firstDay)
  const trial = (what: string, next: () => Edit): Trial => ({
    name: `W4 ${what}, ${among} published`,
    measures: {
      product: () => editsPrepared(publishing, agendas, Array.from({ length: EDITED }, next)),
      'insert floor': async () => inAgendas(floorPrepared(publishing, EDITED)),
    },
    comparisons: [againstFloor('edits per second, ours / inserts of one professional’s rows')],
  })
  return [trial('one occurrence moved', edits.occurrence), trial('a series moved', edits.series)]
}

/** Counted in agendas, not in slots. */
function inAgendas(prepared: Prepared): Prepared {
  return {
    ...prepared,
    run: async () => {
      const { operations, p50Ms, seconds } = await prepared.run()
      return { operations: EDITED, seconds, p50Ms: (p50Ms * operations) / EDITED }
    },
  }
}

function editsPrepared(
  { url, tables }: Publishing,
  agendas: readonly PublishedAgenda[],
  edits: readonly Edit[],
): Prepared {
  const connection = new Connection(url)
  const answers: Awaited<ReturnType<Connection['ask']>>[] = []
  return {
    run: () =>
      pace({ clients: 1, turns: edits.length }, async (_, turn) => {
        const edit = edits[turn]
        if (edit) answers.push(await connection.ask(edit.call))
        return 1
      }),
    check: async () => {
      connection.close()
      answers.forEach((answer, index) => {
        const { counts } = changedBy(answer)
        const { moved } = edits[index] ?? {}
        if (counts.new !== moved || counts.gone !== moved)
          throw new Error(`An edit moved ${counts.gone} slots to ${counts.new} instead of ${moved}`)
      })
      await mustBeShared(tables, agendas)
    },
  }
}

/** Processor time of an edit among many by that among few: whoever else uses the machine changes it little. */
export function growthOf(few: readonly Result[], many: readonly Result[]): Result[] {
  return few.flatMap((before, index) => {
    const after = many[index]
    const [less, more] = [before, after].map(processorOf)
    if (!after || !less || !more) return []
    const grown = more / less
    return [
      {
        trial: `${before.trial.replace(/, \d+ published$/, '')}, growth`,
        rounds: after.rounds,
        repeated: before.repeated || after.repeated,
        figures: [],
        ratios: [
          {
            title: 'processor time of an edit among many / among few',
            aim: '≤ 1.25',
            ratio: { median: grown, low: grown, high: grown },
            isMet: grown <= 1.25,
            isSteady: true,
          },
        ],
      },
    ]
  })
}

function processorOf(result: Result | undefined): number | undefined {
  const product = result?.figures.find(({ who }) => who === 'product')
  if (product?.serverMs === undefined || product.databaseMs === undefined) return undefined
  return product.serverMs + product.databaseMs
}
