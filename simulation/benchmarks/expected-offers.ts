import type { LocationRecord, PractitionerRecord, SlotRecord } from '../../domain/availability/picture.ts'
import type { Policy, Tier } from '../../domain/territory/policy.ts'
import { DEFAULT_TRAVEL_MODEL, travelMinutes } from '../../domain/territory/travel.ts'
import { MINUTE } from '../../domain/time/interval.ts'
import { weekNumber } from '../../domain/time/wall-clock.ts'
import type { Dataset, SearchNeed } from '../datasets.ts'

/** A slot with what decides on it, looked up once. */
export interface Candidate {
  readonly slot: SlotRecord
  readonly practitioner: PractitionerRecord
  readonly location: LocationRecord
  readonly own: boolean
  /** Places that count to the professional's cap in the slot's week. */
  readonly counted: number
  /** Of the week's places, those taken: 0 to 1. */
  readonly share: number
}

/** What a need's whole list must be: told without the product's own search, by filtering and sorting plain objects. */
export interface Expected {
  /** Every offer, best first. */
  readonly slotIds: readonly string[]
  readonly practitioners: number
}

export function candidatesOf({ slots, practitioners, locations }: Dataset): Candidate[] {
  const people = new Map(practitioners.map((one) => [one.practitionerId, one]))
  const places = new Map(locations.map((one) => [one.locationId, one]))
  const weekOf = ({ practitionerId, start }: SlotRecord) => `${practitionerId} ${weekNumber(start, 'Europe/Paris')}`
  const weeks = new Map<string, SlotRecord[]>()
  for (const slot of slots) {
    const week = weeks.get(weekOf(slot)) ?? []
    week.push(slot)
    weeks.set(weekOf(slot), week)
  }
  const loads = new Map([...weeks].map(([week, own]) => [week, loadOf(own)]))
  return slots.flatMap((slot) => {
    const [practitioner, location] = [people.get(slot.practitionerId), places.get(slot.locationId)]
    const load = loads.get(weekOf(slot))
    if (!practitioner || !location || !load) return []
    return { slot, practitioner, location, own: practitioner.audiences[0]?.standing === 'member', ...load }
  })
}

function loadOf(slots: readonly SlotRecord[]): { counted: number; share: number } {
  const sum = (of: (slot: SlotRecord) => number) => slots.reduce((total, slot) => total + of(slot), 0)
  const taken = sum(({ capacity, free }) => capacity - free)
  const declared = sum(({ capacity, free, withdrawn }) => (withdrawn ? capacity - free : capacity))
  return { counted: sum(({ counted }) => counted), share: declared > 0 ? taken / declared : 0 }
}

/** Minutes by road from one commune to the places of another. */
export function roadMinutes({ communes }: Dataset, from: string, to: string): number {
  const [departure, arrival] = [from, to].map((code) => communes.find((commune) => commune.code === code))
  if (!departure || !arrival) throw new Error(`The dataset has no commune ${from} or ${to}`)
  return travelMinutes(departure, arrival, DEFAULT_TRAVEL_MODEL)
}

export function expectedOffers(dataset: Dataset, candidates: readonly Candidate[], need: SearchNeed): Expected {
  const roads = new Map(
    dataset.communes.map(({ code }) => [code, roadMinutes(dataset, need.placeCommune, code)] as const),
  )
  const attending = dataset.practitioners.find(({ practitionerId }) => practitionerId === need.attendingId)
  const suitable = candidates.filter((candidate) => suits(candidate, need, dataset))
  const sorted = suitable
    .map((candidate) => ({
      ...candidate,
      key: keyOf(candidate, need, dataset, attending, roads.get(candidate.location.communeCode) ?? 0),
    }))
    .sort((one, other) => byKey(one.key, other.key) || (one.slot.slotId < other.slot.slotId ? -1 : 1))
  return {
    slotIds: sorted.map(({ slot }) => slot.slotId),
    practitioners: new Set(suitable.map(({ slot }) => slot.practitionerId)).size,
  }
}

function suits(candidate: Candidate, need: SearchNeed, { at, policy }: Dataset): boolean {
  const { slot, practitioner, counted } = candidate
  if (practitioner.professionCode !== need.professionCode || slot.start > need.dueAt) return false
  if (need.specialtyCode !== null && !practitioner.specialtyCodes.includes(need.specialtyCode)) return false
  const isAttending = slot.practitionerId === need.attendingId
  const isVisible = slot.visibility.some((code) => need.source === 'sas' || code !== 'SNP')
  const isAhead = (slot.kind === 'slots' ? slot.start : slot.end) >= at
  const isFor = need.ageMonths >= slot.minAgeMonths && need.ageMonths <= (slot.maxAgeMonths ?? Number.POSITIVE_INFINITY)
  const isOpen = slot.free > 0 && !slot.withdrawn && (isAttending || counted < policy.weeklyCap)
  return [isVisible, isAhead, isFor, isOpen, need.modalities.includes(slot.modality)].every(Boolean)
}

function keyOf(
  { slot, own, share }: Candidate,
  need: SearchNeed,
  { at, policy }: { readonly at: number; readonly policy: Policy },
  attending: PractitionerRecord | undefined,
  road: number,
): number[] {
  const isAttending = slot.practitionerId === need.attendingId
  const { soonest, nearest, fairShare } = policy.weights
  const passes: Readonly<Record<Tier, boolean>> = {
    'same-practice': isAttending || (attending?.locationIds.includes(slot.locationId) ?? false),
    'own-territory': own,
    'offered-place': slot.kind !== 'en-sus',
  }
  const cost = soonest * (Math.max(slot.start, at) / MINUTE) + nearest * road + fairShare * 60 * share
  return [isAttending, ...policy.tiers.map((tier) => passes[tier])]
    .map((passed) => Number(!passed))
    .concat(cost, Number(!own), slot.start)
}

function byKey(one: readonly number[], other: readonly number[]): number {
  const differs = one.findIndex((part, index) => part !== other[index])
  return differs < 0 ? 0 : (one[differs] ?? 0) - (other[differs] ?? 0)
}
