import pg from 'pg'

/** What the benchmarks read and write beside the product, as the database's administrator. */
export interface FloorTables {
  /** Makes slots for the booking floor. */
  readonly addSlots: (slotIds: readonly string[]) => Promise<void>
  /** How many of these slots the booking floor has booked. */
  readonly countBookings: (slotIds: readonly string[]) => Promise<number>
  /** One statement for slots and one for their places, into tables without references: what publishing costs at the least. */
  readonly publish: (slots: readonly BulkSlot[]) => Promise<number>
  /** What these professionals share. */
  readonly sharedBy: (practitionerIds: readonly string[]) => Promise<SharedCount>
  /** What the product has kept of these slots. */
  readonly productOf: (slotIds: readonly string[]) => Promise<ProductCount>
  /** Without its triggers a table takes what is loaded as it is: nobody listens yet, and every reference is right. */
  readonly withoutTriggers: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Writes the product's pages back and its statistics anew, so that no round pays for the loading. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A slot for the publishing floor, with its only place. */
export interface BulkSlot {
  readonly id: string
  readonly placeId: string
  readonly start: number
  readonly end: number
}

interface SharedCount {
  readonly slots: number
  readonly free: number
  readonly places: number
}

interface ProductCount {
  readonly slots: number
  readonly appointments: number
  readonly places: number
  readonly holds: number
  readonly free: number
  readonly journalLines: number
}

export async function openFloorTables(config: pg.PoolConfig): Promise<FloorTables> {
  const pool = new pg.Pool({ ...config, max: 4 })
  await pool.query(`
    create schema if not exists floor;
    create table floor.published (
      id uuid primary key, practitioner_id uuid not null, location_id uuid not null,
      start_at timestamptz not null, end_at timestamptz not null, kind text not null, modality text not null,
      visibility text[] not null, capacity int not null, free_places int not null);
    create index on floor.published (practitioner_id, start_at);
    create table floor.published_place (id uuid primary key, slot_id uuid not null, ordinal int not null)`)
  return {
    addSlots: async (ids) => void (await pool.query('insert into floor.slot select unnest($1::uuid[]), now()', [ids])),
    countBookings: async (ids) => {
      const text = 'select count(*)::int as n from floor.booking where slot_id = any($1::uuid[])'
      return (await pool.query<{ n: number }>(text, [ids])).rows[0]?.n ?? 0
    },
    publish: (slots) => publish(pool, slots),
    sharedBy: async (ids) => {
      const [row] = (await pool.query<SharedCount>(SHARED, [ids])).rows
      if (!row) throw new Error('The database counts nothing')
      return row
    },
    productOf: async (ids) => {
      const [row] = (await pool.query<ProductCount>(COUNT, [ids])).rows
      if (!row) throw new Error('The database counts nothing')
      return row
    },
    withoutTriggers: async (work) => {
      const turn = (how: string) =>
        pool.query(LOADED.map((table) => `alter table ${table} ${how} trigger all`).join(';'))
      await turn('disable')
      return work().finally(() => turn('enable'))
    },
    settle: async () => {
      await pool.query('vacuum analyze')
      await pool.query('checkpoint')
    },
    close: () => pool.end(),
  }
}

const LOADED = ['slot', 'opening', 'practitioner_location', 'audience', 'care_request']

async function publish(pool: pg.Pool, slots: readonly BulkSlot[]): Promise<number> {
  const ids = slots.map(({ id }) => id)
  const times = (of: (slot: BulkSlot) => number) => slots.map((slot) => new Date(of(slot)).toISOString())
  const whose = crypto.randomUUID()
  const client = await pool.connect()
  try {
    await client.query('begin')
    const values = [ids, times(({ start }) => start), times(({ end }) => end), whose]
    const { rowCount } = await client.query({ name: 'publish', text: PUBLISH, values })
    const places = [slots.map(({ placeId }) => placeId), ids]
    await client.query({ name: 'publish-places', text: PUBLISH_PLACES, values: places })
    await client.query('commit')
    return rowCount ?? 0
  } finally {
    client.release()
  }
}

const PUBLISH = `
  insert into floor.published
    (id, practitioner_id, location_id, start_at, end_at, kind, modality, visibility, capacity, free_places)
  select id, $4, $4, start_at, end_at, 'slots', 'AMB', '{SNP,CPTS,PRO}', 1, 1
  from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w (id, start_at, end_at)`
const PUBLISH_PLACES =
  'insert into floor.published_place select id, slot_id, 0 from unnest($1::uuid[], $2::uuid[]) as w (id, slot_id)'

const SHARED = `
  select count(*)::int as slots, coalesce(sum(free_places), 0)::int as free,
    (select count(*)::int from place p join slot s on s.id = p.slot_id
      where s.practitioner_id = any($1::uuid[]) and s.withdrawn_at is null) as places
  from slot where practitioner_id = any($1::uuid[]) and withdrawn_at is null`

const COUNT = `
  select count(*)::int as slots, sum(free_places)::int as free,
    (select count(*)::int from appointment a where a.slot_id = any($1::uuid[]) and status <> 'cancelled') as appointments,
    (select count(distinct place_id)::int from appointment a where a.slot_id = any($1::uuid[]) and status <> 'cancelled')
      as places,
    (select count(*)::int from slot_hold h where h.slot_id = any($1::uuid[])) as holds,
    (select count(*)::int from journal j join appointment a on a.id = j.subject
      where a.slot_id = any($1::uuid[]) and j.act = 'appointment-booked') as "journalLines"
  from slot where id = any($1::uuid[])`
