import {
  type Kind,
  type LocationRecord,
  type Modality,
  type PractitionerRecord,
  type SlotRecord,
  VISIBILITIES,
} from '../domain/availability/picture.ts'
import type { CareNeed } from '../domain/matching/eligibility.ts'
import type { Commune } from '../domain/territory/commune.ts'
import type { Policy } from '../domain/territory/policy.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import { type Random, randomOf } from './random.ts'

/** How much of everything a benchmark searches in. */
export interface DatasetSize {
  readonly name: 'territory' | 'department'
  readonly professionals: number
  readonly slots: number
  readonly communes: number
}

export const TERRITORY: DatasetSize = { name: 'territory', professionals: 300, slots: 20_000, communes: 14 }
export const DEPARTMENT: DatasetSize = { name: 'department', professionals: 13_000, slots: 150_000, communes: 320 }

/** Professionals, their free capacity and what is asked of it: the same for the same seed, size and instant. */
export interface Dataset {
  readonly name: string
  readonly territoryId: string
  readonly policy: Policy
  readonly communes: readonly Commune[]
  readonly practitioners: readonly PractitionerRecord[]
  readonly locations: readonly LocationRecord[]
  readonly slots: readonly SlotRecord[]
  readonly needs: readonly SearchNeed[]
  /** All that is asked is asked as if at this instant: no slot begins or ends within an hour of it. */
  readonly at: Instant
}

/** A need with everything known, as a request in the database has it. */
export interface SearchNeed extends CareNeed {
  readonly ageMonths: number
  readonly placeCommune: string
}

export const POLICY: Policy = {
  version: 1,
  from: '2020-01-01',
  author: 'Benchmark',
  source: 'Illustrative vote',
  holdMinutes: 3,
  holdExtensionMinutes: 1,
  weeklyCap: 20,
  capWarning: 18,
  tiers: ['same-practice', 'own-territory', 'offered-place'],
  weights: { soonest: 1, nearest: 2, fairShare: 1 },
  sourcesWithoutRegulation: ['professional', 'cpts', 'telesecretariat'],
}

const PROFESSIONS = [
  ['10', 40],
  ['60', 25],
  ['70', 15],
  ['40', 10],
  ['50', 10],
] as const
const NEEDS = 24

export function makeDataset(size: DatasetSize, allCommunes: readonly Commune[], at: Instant): Dataset {
  const random = randomOf(`benchmark ${size.name}`)
  const communes = [...allCommunes].sort((a, b) => b.population - a.population).slice(0, size.communes)
  const territoryId = random.uuid(at)
  const locations = Array.from({ length: Math.ceil(size.professionals * 0.7) }, () =>
    locationIn(random.pick(communes), random.uuid(at)),
  )
  const practitioners = Array.from({ length: size.professionals }, () =>
    practitionerAt(random, random.pick(locations), territoryId, at),
  )
  return {
    name: size.name,
    territoryId,
    policy: POLICY,
    communes,
    practitioners,
    locations,
    slots: Array.from({ length: size.slots }, () => slotOf(random, random.pick(practitioners), at)),
    needs: Array.from({ length: NEEDS }, () => needOf(random, communes, practitioners, at)),
    at,
  }
}

/** In the middle of its commune: the directory gives no better position. */
export const locationIn = ({ code, latitude, longitude }: Commune, locationId: string): LocationRecord => ({
  locationId,
  communeCode: code,
  zone: 'Europe/Paris',
  latitude,
  longitude,
})

function practitionerAt(
  random: Random,
  { locationId }: LocationRecord,
  territoryId: string,
  at: Instant,
): PractitionerRecord {
  const professionCode = random.weighted(PROFESSIONS)
  return {
    practitionerId: random.uuid(at),
    professionCode,
    specialtyCodes: professionCode === '10' ? [random.chance(0.75) ? 'SM54' : 'SM26'] : [],
    audiences: [
      {
        territoryId,
        standing: random.chance(0.85) ? 'member' : 'neighbour',
        from: Date.parse('2020-01-01'),
        until: Number.POSITIVE_INFINITY,
      },
    ],
    locationIds: [locationId],
    ownWeeklyCap: null,
    ownDailyCap: null,
  }
}

const KIND_SHARES: readonly (readonly [Kind, number])[] = [
  ['slots', 90],
  ['range', 7],
  ['en-sus', 3],
]
const MODALITY_SHARES: readonly (readonly [Modality, number])[] = [
  ['AMB', 90],
  ['VR', 6],
  ['HH', 4],
]

function slotOf(random: Random, { practitionerId, locationIds }: PractitionerRecord, at: Instant): SlotRecord {
  const kind = random.weighted(KIND_SHARES)
  const capacity = kind === 'range' ? random.between(3, 8) : 1
  const taken = Array.from({ length: capacity }, () => random.chance(0.45)).filter(Boolean).length
  const start = quietStart(random, at)
  return {
    slotId: random.uuid(at),
    version: 1,
    practitionerId,
    locationId: locationIds[0] ?? '',
    start,
    end: start + (kind === 'slots' ? 15 * MINUTE : random.between(2, 4) * HOUR),
    kind,
    modality: random.weighted(MODALITY_SHARES),
    visibility: random.chance(0.9) ? ['SNP', 'CPTS', 'PRO'] : random.sample(VISIBILITIES, random.between(1, 2)),
    minAgeMonths: random.chance(0.1) ? 72 : 0,
    maxAgeMonths: random.chance(0.05) ? 216 : null,
    capacity,
    free: capacity - taken,
    counted: taken,
    withdrawn: random.chance(0.03),
    booking: 'ROUTINE',
    reasons: [],
    cpts: null,
    leadMinutes: 0,
    releaseAt: null,
  }
}

/** From six days ago to a fortnight ahead by quarters of an hour of the day; never under way around `at`. */
function quietStart(random: Random, at: Instant): Instant {
  const midnight = Math.floor(at / DAY) * DAY
  for (;;) {
    const start = midnight + random.between(-6, 14) * DAY + random.between(7 * 4, 18 * 4) * 15 * MINUTE
    if (start + 4 * HOUR < at - HOUR || start > at + 3 * HOUR) return start
  }
}

function needOf(
  random: Random,
  communes: readonly Commune[],
  practitioners: readonly PractitionerRecord[],
  at: Instant,
): SearchNeed {
  const professionCode = random.chance(0.7) ? '10' : random.weighted(PROFESSIONS)
  return {
    professionCode,
    specialtyCode: professionCode === '10' && random.chance(0.2) ? 'SM54' : null,
    modalities: random.chance(0.8) ? ['AMB'] : ['AMB', 'VR'],
    ageMonths: random.between(0, 1080),
    placeCommune: random.pick(communes.slice(0, 8)).code,
    attendingId: random.chance(0.3) ? random.pick(practitioners).practitionerId : null,
    dueAt: at + random.pick([24, 24, 48, 72]) * HOUR,
    source: random.chance(0.7) ? 'sas' : 'professional',
    reason: null,
  }
}
