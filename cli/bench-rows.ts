import type { LocationRecord, PractitionerRecord, SlotRecord } from '../domain/availability/picture.ts'
import type { Commune } from '../domain/territory/commune.ts'
import type { Policy } from '../domain/territory/policy.ts'
import { DAY, type Instant } from '../domain/time/interval.ts'
import type { Bulk } from '../server/database/bulk.ts'
import type { SearchNeed } from '../simulation/datasets.ts'
import { randomOf } from '../simulation/random.ts'

/** Rows by table, parents before children. */
export type Rows = readonly (readonly [table: Parameters<Bulk['insert']>[0], rows: readonly object[]])[]

const SINCE = '[2020-01-01,)'
const ZONE = 'Europe/Paris'
const random = randomOf('benchmark rows')

export interface TerritoryRows {
  readonly territoryId: string
  readonly policy: Policy
  readonly communes: readonly Commune[]
  readonly at: Instant
}

/** A territory with its policy; `number` tells it from the others. */
export const territoryRows = ({ territoryId, policy, communes }: TerritoryRows, number: number): Rows => [
  [
    'territory',
    [
      {
        id: territoryId,
        name: `Benchmark ${number}`,
        shortCode: `BENCH${number}`,
        finess: String(420_000_000 + number),
        zone: ZONE,
        holidayRegion: 'FR',
      },
    ],
  ],
  ['territory_commune', communes.map(({ code }) => ({ territoryId, communeCode: code }))],
  ['policy', [policyRow(policy, territoryId)]],
]

const policyRow = ({ from, weights, ...policy }: Policy, territoryId: string) => ({
  ...policy,
  territoryId,
  fromOn: from,
  weightSoonest: weights.soonest,
  weightNearest: weights.nearest,
  weightFairShare: weights.fairShare,
})

let people = 0

/** Professionals in the range of people who do not exist, where they practise and who sees them. */
export const directoryRows = (
  practitioners: readonly PractitionerRecord[],
  locations: readonly LocationRecord[],
): Rows => [
  ['practitioner', practitioners.map(practitionerRow)],
  ['location', locations.map(locationRow)],
  [
    'practitioner_location',
    practitioners.flatMap(({ practitionerId, locationIds }) =>
      locationIds.map((locationId) => ({ practitionerId, locationId })),
    ),
  ],
  [
    'audience',
    practitioners.flatMap(({ practitionerId, audiences }) =>
      audiences.map(({ territoryId, standing }) => ({ practitionerId, territoryId, standing, during: SINCE })),
    ),
  ],
]

const practitionerRow = ({ practitionerId, professionCode, specialtyCodes }: PractitionerRecord) => ({
  id: practitionerId,
  rpps: `99700${String(++people).padStart(6, '0')}`,
  civility: 'Dr',
  familyName: `Essai${people}`,
  givenName: 'Camille',
  professionCode,
  specialtyCodes,
})

const locationRow = ({ locationId, communeCode, zone, latitude, longitude }: LocationRecord) => ({
  id: locationId,
  name: 'Maison de santé',
  address: '3 place du Marché',
  postalCode: '42000',
  communeCode,
  phone: '+33477000000',
  zone,
  latitude,
  longitude,
})

/** Slots with one opening for each professional. */
export function slotRows(slots: readonly SlotRecord[], at: Instant): Rows {
  const openings = new Map(slots.map((slot) => [slot.practitionerId, openingRow(slot, at)]))
  return [
    ['opening', [...openings.values()]],
    ['slot', slots.map((slot) => slotRow(slot, openings.get(slot.practitionerId)?.id ?? '', at))],
  ]
}

const openingRow = (slot: SlotRecord, at: Instant) => {
  const id = random.uuid(at)
  return {
    ...offered(slot),
    id,
    seriesId: id,
    startAt: at - 7 * DAY,
    endAt: at + 60 * DAY,
    zone: ZONE,
    slotMinutes: 15,
    places: 1,
    openedBy: random.uuid(at),
    openedAt: at,
  }
}

const slotRow = (slot: SlotRecord, openingId: string, at: Instant) => ({
  ...offered(slot),
  id: slot.slotId,
  openingId,
  startAt: slot.start,
  endAt: slot.end,
  capacity: slot.capacity,
  freePlaces: slot.free,
  countedPlaces: slot.counted,
  withdrawnAt: slot.withdrawn ? at : null,
  withdrawnBy: slot.withdrawn ? 'professional' : null,
  version: slot.version,
})

const offered = (slot: SlotRecord) => ({
  practitionerId: slot.practitionerId,
  locationId: slot.locationId,
  kind: slot.kind,
  modality: slot.modality,
  visibility: slot.visibility,
  minAgeMonths: slot.minAgeMonths,
  maxAgeMonths: slot.maxAgeMonths,
})

export const placeRows = (slots: readonly SlotRecord[]): Rows => [
  ['place', slots.map(({ slotId }) => ({ id: random.uuid(0), slotId, ordinal: 0, booked: false }))],
]

let requests = 0

/** A request that looks for somebody, of this need. */
export const requestRow = (need: SearchNeed, territoryId: string, at: Instant) => ({
  id: random.uuid(at),
  territoryId,
  number: `BENCH-${++requests}`,
  idempotencyKey: random.uuid(at),
  version: 1,
  state: 'SEARCHING',
  source: need.source,
  sasCode: '42',
  ageMonths: need.ageMonths,
  sex: 'F',
  residenceCommune: need.placeCommune,
  placeCommune: need.placeCommune,
  attendingStatus: need.attendingId ? 'known' : 'none',
  attendingId: need.attendingId,
  professionCode: need.professionCode,
  specialtyCode: need.specialtyCode,
  reason: 'Douleur lombaire aiguë',
  modalities: need.modalities,
  constraintMobility: false,
  constraintAccompanied: false,
  delay: '24h',
  dueAt: need.dueAt,
  createdBy: random.uuid(at),
  createdAt: at,
  movedAt: at,
})

interface Person {
  readonly email: string
  readonly passwordHash: string
  readonly role: 'operator' | 'professional'
  readonly territoryId: string
  /** Who a professional is. */
  readonly practitionerId?: string | null
}

export function accountRows({ email, passwordHash, role, territoryId, practitionerId = null }: Person): Rows {
  const accountId = random.uuid(0)
  const grant = { id: random.uuid(0), accountId, territoryId, role, practitionerId, during: SINCE }
  return [
    ['account', [{ id: accountId, email, passwordHash, name: 'Camille Lorentz' }]],
    ['account_grant', [grant]],
  ]
}
