import type { Candidate } from '../benchmarks/expected-offers.ts'
import { roadMinutes } from '../benchmarks/expected-offers.ts'
import type { Dataset, SearchNeed } from '../datasets.ts'

const MODALITIES = ['AMB', 'HH', 'VR']
const MINUTE = 60_000

/** The first fifty offers, as numbers of slots. */
type Search = (need: SearchNeed) => Int32Array

/**
 * What a search costs at the least in this language: numbers in typed arrays, sorted by start for each profession, one
 * pass, the best fifty kept. No reasons, no digest, no names, nobody signed in. Answers slot numbers; `ids` tells which.
 */
export function memoryFloor(dataset: Dataset, candidates: readonly Candidate[]): { search: Search; ids: string[] } {
  const sorted = [...candidates].sort((a, b) => a.slot.start - b.slot.start || (a.slot.slotId < b.slot.slotId ? -1 : 1))
  const communes = dataset.communes.map(({ code }) => code)
  const places = new Map(dataset.locations.map(({ locationId }, number) => [locationId, number]))
  const people = new Map(dataset.practitioners.map(({ practitionerId }, number) => [practitionerId, number]))
  const tables = new Map<string, Table>()
  for (const code of new Set(sorted.map(({ practitioner }) => practitioner.professionCode))) {
    tables.set(code, tableOf(sorted, code, { communes, places, people }))
  }
  const roads = new Map(
    [...new Set(dataset.needs.map(({ placeCommune }) => placeCommune))].map((from) => [
      from,
      Float64Array.from(communes, (to) => roadMinutes(dataset, from, to)),
    ]),
  )
  const search: Search = (need) => {
    const table = tables.get(need.professionCode)
    const road = roads.get(need.placeCommune)
    if (!table || !road) return new Int32Array()
    const attending = people.get(need.attendingId ?? '') ?? -1
    const practice = places.get(dataset.practitioners[attending]?.locationIds[0] ?? '') ?? -1
    return best(table, need, dataset, { road, attending, practice })
  }
  return { search, ids: sorted.map(({ slot }) => slot.slotId) }
}

type Table = ReturnType<typeof tableOf>
interface Numbers {
  readonly communes: readonly string[]
  readonly places: ReadonlyMap<string, number>
  readonly people: ReadonlyMap<string, number>
}

function tableOf(sorted: readonly Candidate[], code: string, { communes, places, people }: Numbers) {
  const rows = sorted.flatMap((candidate, number) =>
    candidate.practitioner.professionCode === code && candidate.slot.free > 0 && !candidate.slot.withdrawn
      ? [{ ...candidate, number }]
      : [],
  )
  return {
    number: Int32Array.from(rows, ({ number }) => number),
    start: Float64Array.from(rows, ({ slot }) => slot.start),
    lastChance: Float64Array.from(rows, ({ slot }) => (slot.kind === 'slots' ? slot.start : slot.end)),
    modality: Uint8Array.from(rows, ({ slot }) => 1 << MODALITIES.indexOf(slot.modality)),
    general: Uint8Array.from(rows, ({ slot }) => Number(slot.visibility.some((code) => code !== 'SNP'))),
    specialist: rows.map(({ practitioner }) => practitioner.specialtyCodes[0] ?? ''),
    minAge: Uint16Array.from(rows, ({ slot }) => slot.minAgeMonths),
    maxAge: Uint16Array.from(rows, ({ slot }) => slot.maxAgeMonths ?? 0xffff),
    counted: Uint16Array.from(rows, ({ counted }) => counted),
    share: Float64Array.from(rows, ({ share }) => share),
    own: Uint8Array.from(rows, ({ own }) => Number(own)),
    enSus: Uint8Array.from(rows, ({ slot }) => Number(slot.kind === 'en-sus')),
    place: Int32Array.from(rows, ({ slot }) => places.get(slot.locationId) ?? -1),
    commune: Int32Array.from(rows, ({ location }) => communes.indexOf(location.communeCode)),
    person: Int32Array.from(rows, ({ slot }) => people.get(slot.practitionerId) ?? -1),
  }
}

interface From {
  readonly road: Float64Array
  readonly attending: number
  readonly practice: number
}

const PAGE = 50

function best(table: Table, need: SearchNeed, dataset: Dataset, from: From): Int32Array {
  const { at, policy } = dataset
  const { soonest, nearest, fairShare } = policy.weights
  const kept = { numbers: new Int32Array(PAGE), costs: new Float64Array(PAGE), size: 0 }
  for (let row = firstFrom(table.start, at - 14 * 60 * MINUTE); row < table.start.length; row++) {
    const start = table.start[row] ?? 0
    if (start > need.dueAt) break
    if (!isSuitable(table, row, need, dataset, from.attending)) continue
    const waits = soonest * (Math.max(start, at) / MINUTE)
    const road = nearest * (from.road[table.commune[row] ?? 0] ?? 0)
    const cost = waits + road + fairShare * 60 * (table.share[row] ?? 0)
    keep(kept, tierOf(table, row, from) * TIER + cost, table.number[row] ?? 0)
  }
  return kept.numbers.subarray(0, kept.size)
}

interface Kept {
  readonly numbers: Int32Array
  readonly costs: Float64Array
  size: number
}

/** Of equal costs the first one stays before: rows come by start, then by id. */
function keep(kept: Kept, cost: number, number: number): void {
  const { numbers, costs } = kept
  if (kept.size === PAGE && cost >= (costs[PAGE - 1] ?? 0)) return
  kept.size = Math.min(PAGE, kept.size + 1)
  let to = kept.size - 1
  for (; to > 0 && (costs[to - 1] ?? 0) > cost; to--) {
    costs[to] = costs[to - 1] ?? 0
    numbers[to] = numbers[to - 1] ?? 0
  }
  costs[to] = cost
  numbers[to] = number
}

/** More than any cost, and few enough that the cost keeps its digits. */
const TIER = 2 ** 26

const tierOf = (table: Table, row: number, { attending, practice }: From): number => {
  const isAttending = table.person[row] === attending
  const isNear = isAttending || table.place[row] === practice
  return (isAttending ? 0 : 8) + (isNear ? 0 : 4) + (table.own[row] ? 0 : 2) + (table.enSus[row] ?? 0)
}

function isSuitable(table: Table, row: number, need: SearchNeed, { at, policy }: Dataset, attending: number): boolean {
  if ((table.lastChance[row] ?? 0) < at || !isForThem(table, row, need)) return false
  if ((table.counted[row] ?? 0) >= policy.weeklyCap && table.person[row] !== attending) return false
  const modality = table.modality[row] ?? 0
  return need.modalities.some((wanted) => modality === 1 << MODALITIES.indexOf(wanted))
}

function isForThem(table: Table, row: number, { source, specialtyCode, ageMonths }: SearchNeed): boolean {
  if (source !== 'sas' && !table.general[row]) return false
  if (specialtyCode !== null && table.specialist[row] !== specialtyCode) return false
  return ageMonths >= (table.minAge[row] ?? 0) && ageMonths <= (table.maxAge[row] ?? 0)
}

function firstFrom(start: Float64Array, instant: number): number {
  let low = 0
  let high = start.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((start[middle] ?? 0) < instant) low = middle + 1
    else high = middle
  }
  return low
}
