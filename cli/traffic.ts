import { setTimeout as delay } from 'node:timers/promises'
import { bookAppointment, holdSlot, recordOutcome } from '../contract/booking.ts'
import { listOffers } from '../contract/matching.ts'
import {
  type CareRequestBody,
  closeRequest,
  createCareRequest,
  getRequest,
  listRequests,
  moveRequest,
  type RequestView,
  takeRequest,
} from '../contract/requests.ts'
import { HOUR, type Instant } from '../domain/time/interval.ts'
import { newNeed } from '../simulation/needs.ts'
import { newPatient } from '../simulation/patients.ts'
import { isGeneralPractitioner } from '../simulation/professional.ts'
import { type Random, randomOf } from '../simulation/random.ts'
import { type Community, communitiesOf } from '../simulation/world.ts'
import { type Caller, callerOf } from './api-caller.ts'
import { DEMONSTRATION_PASSWORD } from './demonstration.ts'
import { demonstrationPlans } from './demonstration-territories.ts'

export interface TrafficSettings {
  readonly url: string
  readonly now: () => Instant
  /** The mean time between two calls, all territories together. */
  readonly seconds: number
  readonly stopping: AbortSignal
  readonly keys?: Parameters<typeof demonstrationPlans>[1]
}

/** The people of one territory at work, through the HTTP API as anybody else. */
interface Desk {
  readonly community: Community
  readonly operator: Caller
  readonly regulator: Caller
  readonly random: Random
  readonly now: () => Instant
  /** Requests that traffic made and still works on. */
  readonly inHand: Set<string>
}

/**
 * Requests keep arriving, are taken, searched for, placed and told of, until `stopping`. Whatever is refused or does not
 * answer is left where it is: the next beat goes on, also when the server was away meanwhile.
 */
export async function keepTraffic(settings: TrafficSettings): Promise<void> {
  const { seconds, stopping, now } = settings
  const random = randomOf(`traffic/${now()}`)
  const desks = desksOf(settings)
  while (!stopping.aborted) {
    const wait = seconds * (2 / 3 + (random.next() * 2) / 3) * 1000
    await delay(wait, undefined, { signal: stopping }).catch(() => undefined)
    if (!stopping.aborted) await beat(random.pick(desks)).catch(() => undefined)
  }
}

export function desksOf({ url, now, keys }: Pick<TrafficSettings, 'url' | 'now' | 'keys'>): Desk[] {
  return communitiesOf(demonstrationPlans(now(), keys).plans).map((community) => {
    const domain = `${community.plan.shortCode.toLowerCase()}.demo.invalid`
    return {
      community,
      operator: callerOf(url, `operateur2@${domain}`, DEMONSTRATION_PASSWORD),
      regulator: callerOf(url, `regulateur@${domain}`, DEMONSTRATION_PASSWORD),
      random: randomOf(`traffic/${domain}/${now()}`),
      now,
      inHand: new Set<string>(),
    }
  })
}

/** One call arrives, everything in hand goes one step further, and now and then a visit that is over is told of. */
export async function beat(desk: Desk): Promise<void> {
  const { operator, random, inHand } = desk
  const { id } = await operator(createCareRequest, { body: newCall(desk) })
  const waiting = [...inHand]
  inHand.add(id)
  for (const requestId of waiting) {
    await advance(desk, requestId).catch(() => inHand.delete(requestId)) // somebody else works on it
  }
  if (random.chance(0.4)) await tellOutcome(desk)
}

function newCall({ community: { plan, professionals }, random, now }: Desk): CareRequestBody {
  const need = newNeed(random)
  const at = now()
  const { ageMonths, sex, source } = need
  const whose = { territoryId: plan.id, ageMonths, sex, at, caller: random.between(0, 9_999) }
  const { familyName, givenName, phone, sharing } = newPatient(random, whose)
  const doctors = professionals.filter((one) => isGeneralPractitioner(one) && one.audiences[0]?.standing === 'member')
  const isRegulated = ['sas', '116117'].includes(source)
  return {
    idempotencyKey: random.uuid(at),
    source,
    patient: { familyName, givenName, phone, sharing },
    ageMonths,
    sex,
    residenceCommune: random.weighted(plan.towns.map((town) => [town.code, town.population] as const)),
    attending: random.chance(0.89)
      ? { status: 'known', practitionerId: random.pick(doctors).practitioner.id }
      : { status: 'none' },
    professionCode: need.professionCode,
    reason: need.reason,
    modalities: [need.modality],
    mobility: need.mobility,
    delay: { kind: need.delay === 'same-day' ? '24h' : need.delay },
    regulation: { decided: isRegulated && random.chance(0.7), priority: isRegulated ? need.regulationPriority : null },
    despiteOpenRequest: true,
  }
}

/** The next thing that the desk does for a request, as it stands now. */
async function advance(desk: Desk, requestId: string): Promise<void> {
  const { operator, inHand, random } = desk
  const request = await operator(getRequest, { params: { requestId } })
  switch (request.state) {
    case 'QUALIFIED':
    case 'REGULATED':
      return begin(desk, request)
    case 'MT_CONTACT':
    case 'SEARCHING':
      if (random.chance(0.1)) return end(desk, requestId)
      return place(desk, requestId)
    default:
      inHand.delete(requestId)
  }
}

/** Decided first when the territory wants it, then taken in hand and searched for. */
async function begin({ operator, regulator, community, random }: Desk, request: RequestView): Promise<void> {
  const params = { requestId: request.id }
  const mayGoOn = community.plan.sourcesWithoutRegulation.includes(request.source)
  if (request.state === 'QUALIFIED' && !mayGoOn) {
    const regulation = { by: 'Médecin régulateur', priority: 'P2', careLevel: 'R3' } as const
    await regulator(moveRequest, { params, body: { to: 'REGULATED', regulation } })
    return
  }
  await operator(takeRequest, { params, body: {} })
  const to = request.attending.practitioner && random.chance(0.4) ? 'MT_CONTACT' : 'SEARCHING'
  await operator(moveRequest, { params, body: { to } })
}

async function end({ operator, inHand, random }: Desk, requestId: string): Promise<void> {
  const isAdvice = random.chance(0.7)
  const body = isAdvice
    ? ({ as: 'advice', reason: 'Conseil donné par le médecin régulateur' } as const)
    : ({ as: 'abandoned', reason: 'Le patient rappellera son cabinet' } as const)
  await operator(closeRequest, { params: { requestId }, body })
  inHand.delete(requestId)
}

/** One of the first places is held, then booked; without any, the request goes back without solution. */
async function place({ operator, random, inHand, now }: Desk, requestId: string): Promise<void> {
  const { asOf, offers } = await operator(listOffers, { params: { requestId }, query: { limit: '12' } })
  const placed = offers.filter(({ kind, startsAt }) => kind !== 'en-sus' && Date.parse(startsAt) > now() + HOUR / 4)
  const offer = placed[Math.min(random.between(0, 2), placed.length - 1)]
  if (offer) {
    const hold = await operator(holdSlot, { params: { slotId: offer.slotId }, body: { requestId, asOf } })
    const body = { requestId, idempotencyKey: random.uuid(now()), asOf }
    await operator(bookAppointment, { params: { holdId: hold.id }, body })
  } else {
    const body = { as: 'unplaced', reason: 'Aucune place dans le délai', asOf } as const
    await operator(closeRequest, { params: { requestId }, body })
  }
  inHand.delete(requestId)
}

/** How long a visit is left to its professional before the operator asks what became of it. */
const PATIENCE = 3 * HOUR

async function tellOutcome({ operator, random, now }: Desk): Promise<void> {
  const { requests } = await operator(listRequests, { query: { view: 'open' } })
  const over = requests.find(
    ({ state, appointment }) =>
      state === 'BOOKED' && appointment && Date.parse(appointment.startsAt) < now() - PATIENCE,
  )
  if (!over) return
  const { appointments } = await operator(getRequest, { params: { requestId: over.id } })
  const visit = appointments.find(({ status }) => status === 'booked')
  if (!visit) return
  const outcome = random.chance(0.055) ? 'did-not-come' : 'came'
  const feedback = outcome === 'came' ? ({ code: 'treated' } as const) : null
  await operator(recordOutcome, { params: { appointmentId: visit.id }, body: { outcome, feedback } })
}
