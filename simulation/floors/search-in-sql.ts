import pg from 'pg'
import { type Candidate, roadMinutes } from '../benchmarks/expected-offers.ts'
import type { Dataset, SearchNeed } from '../datasets.ts'

const MODALITIES = ['AMB', 'HH', 'VR']
const ROWS_AT_ONCE = 5_000

/** The first fifty offers of a need, asked by one of the connections. */
export interface SearchInSql {
  readonly search: (client: number, need: SearchNeed) => Promise<string[]>
  readonly close: () => Promise<void>
}

/**
 * What a search costs at the least in SQL: everything a need is held against stands in one flat row, loads and shares
 * reckoned beforehand, one index in the order it is read, one prepared statement, no HTTP, no row-level security.
 */
export async function openSearchInSql(
  config: pg.PoolConfig,
  dataset: Dataset,
  candidates: readonly Candidate[],
  connections: number,
): Promise<SearchInSql> {
  const clients = Array.from({ length: connections }, () => new pg.Client(config))
  await Promise.all(clients.map((client) => client.connect()))
  const [first] = clients
  if (first) await fill(first, dataset, candidates)
  const name = `search_${dataset.name}`
  return {
    search: async (number, need) => {
      const values = valuesOf(need, dataset)
      const found = await clients[number]?.query({ name, text: statementFor(dataset), values, rowMode: 'array' })
      return found?.rows.map(([slotId]) => slotId) ?? []
    },
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  }
}

async function fill(client: pg.Client, dataset: Dataset, candidates: readonly Candidate[]): Promise<void> {
  const { name } = dataset
  await client.query(`
    create schema if not exists floor;
    create table floor.offer_${name} (
      slot_id uuid, person uuid, profession text, specialty text, place uuid, commune text, start float8,
      last_chance float8, modality int, general bool, min_age int, max_age int, counted int, share float8,
      own bool, en_sus bool);
    create table floor.road_${name} (departure text, arrival text, minutes int, primary key (departure, arrival))`)
  const open = candidates.filter(({ slot }) => slot.free > 0 && !slot.withdrawn)
  const rows = open.map(flat).sort((a, b) => a.profession.localeCompare(b.profession) || a.start - b.start)
  await insert(client, `offer_${name}`, rows)
  const departures = [...new Set(dataset.needs.map(({ placeCommune }) => placeCommune))]
  const roads = departures.flatMap((departure) =>
    dataset.communes.map(({ code: arrival }) => ({
      departure,
      arrival,
      minutes: roadMinutes(dataset, departure, arrival),
    })),
  )
  await insert(client, `road_${name}`, roads)
  await client.query(`create index on floor.offer_${name} (profession, start)`)
  await client.query(`vacuum analyze floor.offer_${name}, floor.road_${name}`)
}

async function insert(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))
    await client.query(
      `insert into floor.${table} select * from json_populate_recordset(null::floor.${table}, $1::json)`,
      [json],
    )
  }
}

const flat = ({ slot, practitioner, location, own, counted, share }: Candidate) => ({
  slot_id: slot.slotId,
  person: slot.practitionerId,
  profession: practitioner.professionCode,
  specialty: practitioner.specialtyCodes[0] ?? null,
  place: slot.locationId,
  commune: location.communeCode,
  start: slot.start,
  last_chance: slot.kind === 'slots' ? slot.start : slot.end,
  modality: 1 << MODALITIES.indexOf(slot.modality),
  general: slot.visibility.some((code) => code !== 'SNP'),
  min_age: slot.minAgeMonths,
  max_age: slot.maxAgeMonths ?? 0xffff,
  counted,
  share,
  own,
  en_sus: slot.kind === 'en-sus',
})

const statementFor = ({ name }: Dataset): string => `
  select o.slot_id
  from floor.offer_${name} o join floor.road_${name} r on r.departure = $1 and r.arrival = o.commune
  where o.profession = $2 and o.start between $3::float8 - 50400000 and $4::float8 and o.last_chance >= $3::float8
    and ($5::text is null or o.specialty = $5) and o.modality & $6::int <> 0 and (o.general or $7::bool)
    and $8::int between o.min_age and o.max_age and (o.counted < $9::int or o.person = $10::uuid)
  order by
    (o.person = $10) is not true,
    (o.person = $10 or o.place = $11::uuid) is not true,
    not o.own,
    o.en_sus,
    $12::float8 * (greatest(o.start, $3::float8) / 60000) + $13::float8 * r.minutes + $14::float8 * 60 * o.share,
    o.start,
    o.slot_id
  limit 50`

function valuesOf(need: SearchNeed, { at, policy, practitioners }: Dataset): unknown[] {
  const { soonest, nearest, fairShare } = policy.weights
  const attending = practitioners.find(({ practitionerId }) => practitionerId === need.attendingId)
  return [
    need.placeCommune,
    need.professionCode,
    at,
    need.dueAt,
    need.specialtyCode,
    need.modalities.reduce((bits, modality) => bits | (1 << MODALITIES.indexOf(modality)), 0),
    need.source === 'sas',
    need.ageMonths,
    policy.weeklyCap,
    need.attendingId,
    attending?.locationIds[0] ?? null,
    soonest,
    nearest,
    fairShare,
  ]
}
