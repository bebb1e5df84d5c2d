import type { LocationRecord, PractitionerRecord, SlotRecord } from '../domain/availability/picture.ts'
import type { Commune } from '../domain/territory/commune.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import type { DatabaseAddress } from '../server/database/address.ts'
import { inBulk } from '../server/database/bulk.ts'
import type { Work } from '../simulation/benchmarks/bookings.ts'
import { locationIn, POLICY, type SearchNeed } from '../simulation/datasets.ts'
import { randomOf } from '../simulation/random.ts'
import { directoryRows, placeRows, type Rows, requestRow, slotRows, territoryRows } from './bench-rows.ts'

/** A territory whose places are booked and shared; what is searched stays as it is. */
export interface BookingTerritory {
  readonly territoryId: string
  readonly practitioners: readonly PractitionerRecord[]
  readonly rows: Rows
  /** Adds free places, each at a time of its own of its professional, and requests that look for one. */
  readonly arrange: (database: DatabaseAddress, slots: number, requests: number) => Promise<Work>
}

const PROFESSIONALS = 400
/** Between sharing places and booking them a moment passes: the server's picture follows. */
const FOLLOWED_MS = 150

export function bookingTerritory(communes: readonly Commune[], at: Instant): BookingTerritory {
  const random = randomOf('benchmark bookings')
  const territoryId = random.uuid(at)
  const theirs = communes.slice(0, 10)
  const locations = theirs.map((commune) => locationIn(commune, random.uuid(at)))
  const practitioners = Array.from({ length: PROFESSIONALS }, (_, number) =>
    generalPractitioner(random.uuid(at), locations[number % locations.length], territoryId),
  )
  const need: SearchNeed = {
    professionCode: '10',
    specialtyCode: null,
    modalities: ['AMB'],
    ageMonths: 400,
    placeCommune: theirs[0]?.code ?? '',
    attendingId: null,
    dueAt: at + 60 * DAY,
    source: 'sas',
    reason: null,
  }
  let opened = 0
  const nextSlot = (): SlotRecord => {
    const number = opened++
    const practitioner = practitioners[number % PROFESSIONALS]
    const start = at + 3 * HOUR + Math.floor(number / PROFESSIONALS) * 15 * MINUTE
    return freeSlot(random.uuid(at), practitioner, start)
  }
  const policy = { ...POLICY, weeklyCap: 100_000, capWarning: 100_000 } // what is measured is not the cap
  return {
    territoryId,
    practitioners,
    rows: [
      ...territoryRows({ territoryId, policy, communes: theirs, at }, 9),
      ...directoryRows(practitioners, locations),
    ],
    arrange: async (database, slots, requests) => {
      const added = Array.from({ length: slots }, nextSlot)
      const asking = Array.from({ length: requests }, () => requestRow(need, territoryId, at))
      const rows: Rows = [...slotRows(added, at), ...placeRows(added), ['care_request', asking]]
      await inBulk(database, async (bulk) => {
        for (const [table, list] of rows) await bulk.insert(table, list)
      })
      await new Promise((resolve) => setTimeout(resolve, FOLLOWED_MS))
      return { slotIds: added.map(({ slotId }) => slotId), requestIds: asking.map(({ id }) => id) }
    },
  }
}

const generalPractitioner = (
  practitionerId: string,
  location: LocationRecord | undefined,
  territoryId: string,
): PractitionerRecord => ({
  practitionerId,
  professionCode: '10',
  specialtyCodes: ['SM54'],
  audiences: [{ territoryId, standing: 'member', from: Date.parse('2020-01-01'), until: Number.POSITIVE_INFINITY }],
  locationIds: location ? [location.locationId] : [],
  ownWeeklyCap: null,
  ownDailyCap: null,
})

const freeSlot = (slotId: string, practitioner: PractitionerRecord | undefined, start: Instant): SlotRecord => ({
  slotId,
  version: 1,
  practitionerId: practitioner?.practitionerId ?? '',
  locationId: practitioner?.locationIds[0] ?? '',
  start,
  end: start + 15 * MINUTE,
  kind: 'slots',
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  minAgeMonths: 0,
  maxAgeMonths: null,
  capacity: 1,
  free: 1,
  counted: 0,
  withdrawn: false,
  booking: 'ROUTINE',
  reasons: [],
  cpts: null,
  leadMinutes: 0,
  releaseAt: null,
})
