import { dueAt } from '../domain/requests/delay.ts'
import { type Instant, MINUTE } from '../domain/time/interval.ts'
import type { Stand, Wish } from './market.ts'
import type { Need } from './needs.ts'
import { newPatient } from './patients.ts'
import { isGeneralPractitioner, type Professional } from './professional.ts'
import type { Random } from './random.ts'
import { type Scene, Story } from './story.ts'

/** A territory's callers: who practises there, and how many have called. */
export class Callers {
  readonly #doctors: readonly Professional[]
  readonly #members: readonly Professional[]
  readonly #scene: Scene
  #count: number

  constructor(scene: Scene, professionals: readonly Professional[]) {
    this.#scene = scene
    this.#members = professionals.filter(({ audiences }) =>
      audiences.some(({ territoryId, standing }) => territoryId === scene.plan.id && standing === 'member'),
    )
    this.#doctors = this.#members.filter(isGeneralPractitioner)
    this.#count = scene.random.between(0, 9_999)
  }

  /** A call at `at`: who it is for, from where, and who their médecin traitant is (known for 89 %). */
  begin(
    need: Need,
    at: Instant,
    state: 'QUALIFIED' | 'REGULATED',
    attending: Professional | 'known' | 'any' = 'any',
  ): Story {
    const { plan, random } = this.#scene
    const { ageMonths, sex } = need
    const patient = newPatient(random, { territoryId: plan.id, ageMonths, sex, at, caller: this.#count++ })
    const commune = random.weighted(plan.towns.map((one) => [one.code, one.population] as const))
    const requester = need.source === 'professional' ? random.pick(this.#members) : undefined
    const beginning = { need, patient, at, commune, requester, attending: this.#attendingOf(random, attending) }
    return new Story(this.#scene, beginning, state)
  }

  #attendingOf(random: Random, wanted: Professional | 'known' | 'any') {
    if (typeof wanted !== 'string') return { status: 'known' as const, professional: wanted }
    const status = wanted === 'known' ? 'known' : random.weighted(ATTENDING)
    return status === 'known' ? { status, professional: random.pick(this.#doctors) } : { status }
  }
}

const ATTENDING = [
  ['known', 89],
  ['none', 8],
  ['unknown', 3],
] as const

/** The first of the soonest, mostly. */
export function pickSoonest(random: Random, stands: readonly Stand[]): Stand | undefined {
  const weights = stands.map((stand, index) => [stand, 1 / (index + 1)] as const)
  return weights.length > 0 ? random.weighted(weights) : undefined
}

/** What a need asks of the agendas, from `from` on. */
export const wishOf = ({ plan }: Scene, need: Need, at: Instant, from: Instant): Wish => ({
  territoryId: plan.id,
  professionCode: need.professionCode,
  modality: need.modality,
  ageMonths: need.ageMonths,
  source: need.source,
  from,
  dueAt: dueAt({ kind: need.delay }, at, plan.zone),
  kinds: ['slots', 'range'],
})

/** Instants of one file, in order: each some minutes after the one before. */
export class Pace {
  readonly #random: Random
  #at: Instant

  constructor(random: Random, at: Instant) {
    this.#random = random
    this.#at = at
  }

  after(low: number, high: number): Instant {
    this.#at += this.#random.between(low * 60, high * 60) * 1000
    return this.#at
  }

  /** Not before `at`. */
  from(at: Instant): Pace {
    this.#at = Math.max(this.#at, at)
    return this
  }
}

/** From the call to the search, as the source wants it; the regulator's decision first when one is needed. */
export function reachSearch(scene: Scene, story: Story, pace: Pace): void {
  const { request } = story
  const mayGoOn = scene.plan.sourcesWithoutRegulation.includes(request.source)
  if (request.state === 'QUALIFIED' && !mayGoOn) story.move('REGULATED', pace.after(2, 7))
  story.take(pace.after(1, 5))
  if (request.attendingId && scene.random.chance(0.6)) story.move('MT_CONTACT', pace.after(1, 3))
}

/** How long before a place begins it must be found. */
export const NOTICE = 45 * MINUTE
