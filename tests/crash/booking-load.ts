import { randomUUID } from 'node:crypto'
import type { OfferList } from '../../contract/matching.ts'
import { DAY } from '../../domain/time/interval.ts'
import type { Answer, Desk } from './desk.ts'

/** Everything that was acknowledged, by the key it was asked with; what was asked twice has one id only. */
export interface Ledger {
  readonly requests: Map<string, string>
  readonly holds: Map<string, { readonly requestId: string; readonly slotId: string; readonly expiresAt: string }>
  readonly appointments: Map<string, string>
  /** Keys for which two answers differ. */
  readonly contradictions: string[]
}

export interface BookingLoad {
  readonly ledger: Ledger
  /** Every desk starts placing callers, one after the other. */
  readonly begin: () => void
  /** Every desk ends the call it is on: nothing asked is left without its answer. */
  readonly pause: () => Promise<void>
  /** How many bookings were asked for after that moment and acknowledged. */
  readonly bookedSince: (moment: number) => number
  /** Asks for everything once more with its key. */
  readonly askAgain: () => Promise<void>
}

/** Marks the requests of the load among those of the demonstration. */
export const CALL_REFERENCE = 'crash-load'

/** The tenth caller of ten rings off before the booking. */
const RINGS_OFF = 9

export function bookingLoad(desks: readonly Desk[]): BookingLoad {
  const ledger: Ledger = { requests: new Map(), holds: new Map(), appointments: new Map(), contradictions: [] }
  const bookedAt: number[] = []
  const asked: Asked[] = []
  let isOpen = false
  let working: Promise<void>[] = []
  let failure: Error | undefined

  const askFor = async (desk: Desk, path: string, kept: Map<string, string>, wish: object): Promise<Answer> => {
    const key = randomUUID()
    const line = { desk, path, body: { ...wish, idempotencyKey: key }, kept, key }
    const answer = await askOnce(ledger, line)
    asked.push(line)
    return answer
  }

  const placeOne = async (desk: Desk, turn: number): Promise<void> => {
    const created = await askFor(desk, '/requests', ledger.requests, caller(desk, turn))
    const requestId = String(created.body.id)
    const hold = await takeOne(desk, requestId, turn)
    if (!hold) return
    const { id, asOf, ...held } = hold
    ledger.holds.set(id, held)
    if (turn % 10 === RINGS_OFF) return
    const booked = await askFor(desk, `/holds/${id}/appointment`, ledger.appointments, { requestId, asOf })
    bookedAt.push(booked.sentAt)
  }

  const work = async (desk: Desk, first: number) => {
    for (let turn = first; isOpen && !failure; turn += 1) await placeOne(desk, turn)
  }

  return {
    ledger,
    begin: () => {
      isOpen = true
      const failed = (error: Error) => {
        failure = error
      }
      working = desks.map((desk, place) => work(desk, place).catch(failed))
    },
    pause: async () => {
      isOpen = false
      await Promise.all(working)
      if (failure) throw failure
    },
    bookedSince: (moment) => {
      if (failure) throw failure
      return bookedAt.filter((at) => at > moment).length
    },
    askAgain: async () => {
      const lines = [...asked]
      await Promise.all(
        desks.map((desk) =>
          repeat(
            ledger,
            lines.filter((line) => line.desk === desk),
          ),
        ),
      )
    },
  }
}

interface Asked {
  readonly desk: Desk
  readonly path: string
  readonly body: object
  readonly kept: Map<string, string>
  readonly key: string
}

async function repeat(ledger: Ledger, lines: readonly Asked[]): Promise<void> {
  for (const line of lines) await askOnce(ledger, line)
}

async function askOnce(ledger: Ledger, { desk, path, body, kept, key }: Asked): Promise<Answer> {
  const answer = await desk.ask('POST', path, body)
  expectStatus(answer, path)
  keep(ledger, kept, key, answer)
  return answer
}

function keep({ contradictions }: Ledger, kept: Map<string, string>, key: string, { body }: Answer): void {
  const id = String(body.id)
  if ((kept.get(key) ?? id) !== id) contradictions.push(key)
  kept.set(key, id)
}

function expectStatus({ status, body }: Answer, path: string): void {
  if (status !== 201) throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`)
}

const caller = ({ territory }: Desk, turn: number) => ({
  source: 'sas',
  callReference: CALL_REFERENCE,
  patient: {},
  ageMonths: 400,
  residenceCommune: territory.communes[turn % territory.communes.length],
  attending: { status: 'none' },
  reason: 'Otalgie',
  delay: { kind: 'at', at: new Date(Date.now() + 6 * DAY).toISOString() },
  regulation: { decided: true },
})

/** Races that a desk may lose to another one: it goes on with the next offer. */
const LOST_RACES = ['urn:passerelle:problem:slot-taken', 'urn:passerelle:problem:offer-ineligible']

async function takeOne({ ask }: Desk, requestId: string, turn: number) {
  const list = await ask('GET', `/requests/${requestId}/offers`)
  if (list.status !== 200) throw new Error(`The offers were answered ${list.status}: ${JSON.stringify(list.body)}`)
  const { asOf, offers } = list.body as unknown as OfferList
  for (const { slotId } of offers.slice(turn % 3)) {
    const path = `/slots/${slotId}/holds`
    const answer = await ask('POST', path, { requestId, asOf })
    if (LOST_RACES.includes(String(answer.body.type))) continue
    expectStatus(answer, path)
    return { id: String(answer.body.id), expiresAt: String(answer.body.expiresAt), requestId, slotId, asOf }
  }
  return undefined
}
