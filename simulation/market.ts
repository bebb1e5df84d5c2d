import type { Kind, Modality, Standing } from '../domain/availability/picture.ts'
import type { Source } from '../domain/requests/states.ts'
import { HOUR, type Instant } from '../domain/time/interval.ts'
import { weekNumber } from '../domain/time/wall-clock.ts'
import type { Opened } from './agenda.ts'
import { isGeneralPractitioner, type Professional } from './professional.ts'
import type { PlaceRow, SlotRow } from './rows.ts'

/** A slot on offer, with the places that nobody has yet. */
export interface Stand {
  readonly slot: SlotRow
  readonly professional: Professional
  readonly free: PlaceRow[]
}

export interface Wish {
  readonly territoryId: string
  readonly professionCode: string
  readonly modality: Modality
  readonly ageMonths: number
  readonly source: Source
  readonly from: Instant
  readonly dueAt: Instant
  readonly kinds: readonly Kind[]
  readonly standing?: Standing | undefined
  readonly practitionerId?: string | undefined
}

const WEEKLY_CAP = 18
/** No window of patients en sus is longer. */
const LONGEST = 12 * HOUR

/** All the places of a world, as patients take them one after the other. */
export class Market {
  readonly #stands = new Map<string, Stand[]>()
  readonly #weeks = new Map<string, number>()

  constructor(agendas: readonly { readonly professional: Professional; readonly opened: readonly Opened[] }[]) {
    for (const { professional, opened } of agendas) {
      const stands = opened.flatMap(({ slots }) =>
        slots.map(({ slot, places }): Stand => ({ slot, professional, free: [...places] })),
      )
      for (const { territoryId } of professional.audiences) this.#add(territoryId, professional, stands)
    }
    for (const stands of this.#stands.values()) stands.sort((one, other) => one.slot.startAt - other.slot.startAt)
  }

  #add(territoryId: string, { practitioner }: Professional, stands: readonly Stand[]): void {
    const key = `${territoryId}/${practitioner.professionCode}`
    const known = this.#stands.get(key) ?? []
    this.#stands.set(key, known)
    known.push(...stands)
  }

  /** The soonest stands that suit, `limit` at most. */
  readonly suiting = (wish: Wish, limit: number): Stand[] => {
    const stands = this.#stands.get(`${wish.territoryId}/${wish.professionCode}`) ?? []
    const found: Stand[] = []
    for (let index = firstFrom(stands, wish.from - LONGEST); index < stands.length && found.length < limit; index++) {
      const stand = stands[index]
      if (!stand || stand.slot.startAt > wish.dueAt) break
      if (suits(stand, wish) && this.#weekOf(stand) < WEEKLY_CAP) found.push(stand)
    }
    return found
  }

  readonly take = (stand: Stand): PlaceRow => {
    const place = stand.free.shift()
    if (!place) throw new Error('No place is free there')
    this.#count(stand, 1)
    return place
  }

  readonly giveBack = (stand: Stand, place: PlaceRow): void => {
    stand.free.unshift(place)
    this.#count(stand, -1)
  }

  #weekOf(stand: Stand): number {
    return this.#weeks.get(weekKey(stand)) ?? 0
  }

  #count(stand: Stand, by: 1 | -1): void {
    this.#weeks.set(weekKey(stand), this.#weekOf(stand) + by)
  }
}

const weekKey = ({ slot, professional }: Stand): string =>
  `${slot.practitionerId}/${weekNumber(slot.startAt, professional.locations[0]?.zone ?? 'UTC')}`

function firstFrom(stands: readonly Stand[], instant: Instant): number {
  let low = 0
  let high = stands.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stands[middle]?.slot.startAt ?? 0) < instant) low = middle + 1
    else high = middle
  }
  return low
}

function suits({ slot, professional, free }: Stand, wish: Wish): boolean {
  if (free.length === 0 || !wish.kinds.includes(slot.kind)) return false
  const isForThem = wish.practitionerId === undefined || wish.practitionerId === slot.practitionerId
  return isForThem && isInTime(slot, wish) && isMeant(slot, wish) && isSuitable(professional, wish)
}

const isInTime = ({ kind, startAt, endAt }: SlotRow, { from }: Wish): boolean =>
  kind === 'en-sus' ? endAt > from + HOUR : startAt >= from

function isMeant(slot: SlotRow, { modality, ageMonths, source }: Wish): boolean {
  const isOld = ageMonths >= slot.minAgeMonths
  const isYoung = slot.maxAgeMonths === null || ageMonths <= slot.maxAgeMonths
  const isForRegulation = slot.visibility.every((code) => code === 'SNP')
  return isOld && isYoung && slot.modality === modality && (!isForRegulation || ['sas', '116117'].includes(source))
}

function isSuitable(professional: Professional, { territoryId, standing, ageMonths }: Wish): boolean {
  const isDoctor = professional.practitioner.professionCode === '10'
  const isForChildren = professional.practitioner.specialtyCodes.includes('SM40') && ageMonths < 16 * 12
  if (isDoctor && !isGeneralPractitioner(professional) && !isForChildren) return false
  const audience = professional.audiences.find((one) => one.territoryId === territoryId)
  return audience !== undefined && (standing === undefined || audience.standing === standing)
}
