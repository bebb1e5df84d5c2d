import { fileURLToPath } from 'node:url'
import type { DemonstrationTerritory } from '../domain/territory/territory.ts'
import type { IsoDay } from '../domain/time/dated.ts'
import { dayIn } from '../domain/time/dated.ts'
import type { Instant } from '../domain/time/interval.ts'
import { dayNumberOf, isoDay } from '../domain/time/wall-clock.ts'
import { loadReference, type Reference } from '../server/reference.ts'
import type { TerritoryPlan } from '../simulation/professional.ts'
import { randomOf } from '../simulation/random.ts'

const FOUNDED = Date.UTC(2024, 0, 1)

/** What each territory has that the others have not; `around` are towns just outside, of no territory of these. */
const LOCAL = {
  SET: {
    versions: 3,
    partner: 'NVF',
    around: ['42207', '42095', '42005', '42183', '42222', '42097'],
    phone: '04 65 71 00 15',
    direct: ['professional', 'cpts', 'telesecretariat', 'sas'],
  },
  NVF: {
    versions: 7,
    partner: 'SET',
    around: ['43137', '63003', '43268', '42279', '43012', '42256'],
    phone: '04 65 71 00 43',
    direct: ['professional', 'cpts', 'telesecretariat'],
  },
  COSEN: {
    versions: 2,
    partner: undefined,
    around: ['67482', '67046', '67067', '67118', '67205', '67495'],
    phone: '03 53 01 00 15',
    direct: ['professional', 'cpts', 'telesecretariat'],
  },
} as const

type Key = DemonstrationTerritory['key']

const idOf = (key: Key): string => randomOf(`passerelle/territory/${key}`).uuid(FOUNDED)

/** The founding documents' territories, as the generator wants them. */
export function demonstrationPlans(
  now: Instant,
  keys: readonly Key[] = ['SET', 'NVF', 'COSEN'],
): { readonly plans: TerritoryPlan[]; readonly territories: readonly DemonstrationTerritory[] } {
  const reference = loadReference(fileURLToPath(new URL('../reference', import.meta.url)))
  const territories = reference.territories.filter(({ key }) => keys.includes(key))
  return { plans: territories.map((territory) => planOf(reference, territory, keys, now)), territories }
}

function planOf(
  reference: Reference,
  territory: DemonstrationTerritory,
  keys: readonly Key[],
  now: Instant,
): TerritoryPlan {
  const { key, zone, holidayRegion, communes, enrolments } = territory
  const { partner, direct } = LOCAL[key]
  const today = dayIn(zone, now)
  const towns = communes.flatMap((code) => reference.communeOf(code) ?? [])
  return {
    id: idOf(key),
    shortCode: key,
    zone,
    holidayRegion,
    towns,
    around: LOCAL[key].around.flatMap((code) => reference.communeOf(code) ?? []),
    sasCodes: enrolments
      .filter(({ from, until }) => from <= today && (!until || until >= today))
      .map(({ department }) => department),
    sourcesWithoutRegulation: direct,
    partnerId: partner && keys.includes(partner) ? idOf(partner) : undefined,
  }
}

/** The rows that make a territory: itself, its communes, its SAS, what it voted. */
export function territoryRows(
  { key, name, finess, zone, holidayRegion, communes, enrolments }: DemonstrationTerritory,
  now: Instant,
) {
  const territoryId = idOf(key)
  const random = randomOf(`passerelle/territory/${key}/rows`)
  return {
    territory: [
      { id: territoryId, name, shortCode: key, finess, zone, holidayRegion, emergencyPhone: LOCAL[key].phone },
    ],
    territory_commune: communes.map((communeCode) => ({ territoryId, communeCode })),
    sas_enrolment: enrolments.map(({ department, from, until, source }) => ({
      id: random.uuid(FOUNDED),
      territoryId,
      sasCode: department,
      fromOn: from,
      untilOn: until ? isoDay(dayNumberOf(until) + 1) : null, // the first day outside
      source,
    })),
    policy: policiesOf(key, dayIn(zone, now)),
  }
}

/** Votes of the past, the last of them on 2 November: the one in force. */
function policiesOf(key: Key, today: IsoDay) {
  const { versions, direct } = LOCAL[key]
  return Array.from({ length: versions }, (_, index) => {
    const version = index + 1
    return {
      territoryId: idOf(key),
      version,
      fromOn: version === versions ? lastSecondOfNovember(today) : `2024-${String(1 + index).padStart(2, '0')}-15`,
      author: 'Assemblée générale',
      source: `Délibération fictive n° ${version} de la démonstration`,
      holdMinutes: version === versions ? 3 : 5,
      holdExtensionMinutes: 1,
      weeklyCap: 20,
      capWarning: 18,
      tiers: ['same-practice', 'own-territory', 'offered-place'],
      weightSoonest: 1,
      weightNearest: 2,
      weightFairShare: version === versions ? 1 : 0,
      sourcesWithoutRegulation: direct,
    }
  })
}

function lastSecondOfNovember(today: IsoDay): string {
  const year = Number(today.slice(0, 4))
  return today >= `${year}-11-02` ? `${year}-11-02` : `${year - 1}-11-02`
}
