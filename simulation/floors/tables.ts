import pg from 'pg'

/** What the benchmarks read and write beside the product, as the database's administrator. */
export interface FloorTables {
  /** Makes slots for the booking floor. */
  readonly addSlots: (slotIds: readonly string[]) => Promise<void>
  /** How many of these slots the booking floor has booked. */
  readonly countBookings: (slotIds: readonly string[]) => Promise<number>
  /** One statement with so many slots: what publishing costs at the least. */
  readonly publish: (rows: number) => Promise<void>
  /** What the product has kept of these slots. */
  readonly productOf: (slotIds: readonly string[]) => Promise<ProductCount>
  /** Without its triggers a table takes what is loaded as it is: nobody listens yet, and every reference is right. */
  readonly withoutTriggers: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Writes the product's pages back and its statistics anew, so that no round pays for the loading. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
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
  const pool = new pg.Pool({ ...config, max: 2 })
  await pool.query(`
    create schema if not exists floor;
    create table floor.published (
      id uuid primary key default gen_random_uuid(), practitioner_id uuid not null, location_id uuid not null,
      start_at timestamptz not null, end_at timestamptz not null, kind text not null, modality text not null,
      visibility text[] not null, capacity int not null, free_places int not null);
    create index on floor.published (practitioner_id, start_at)`)
  return {
    addSlots: async (ids) => void (await pool.query('insert into floor.slot select unnest($1::uuid[]), now()', [ids])),
    countBookings: async (ids) => {
      const text = 'select count(*)::int as n from floor.booking where slot_id = any($1::uuid[])'
      return (await pool.query<{ n: number }>(text, [ids])).rows[0]?.n ?? 0
    },
    publish: async (rows) => void (await pool.query({ name: 'publish', text: PUBLISH, values: [rows] })),
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

const PUBLISH = `
  insert into floor.published
    (practitioner_id, location_id, start_at, end_at, kind, modality, visibility, capacity, free_places)
  select p, p, at, at + interval '15 minutes', 'slots', 'AMB', '{SNP,CPTS,PRO}', 1, 1
  from (select gen_random_uuid() as p from generate_series(1, ($1::int + 39) / 40)) people,
    generate_series(now(), now() + interval '15 minutes' * 39, interval '15 minutes') at
  limit $1`

const COUNT = `
  select count(*)::int as slots, sum(free_places)::int as free,
    (select count(*)::int from appointment a where a.slot_id = any($1::uuid[]) and status <> 'cancelled') as appointments,
    (select count(distinct place_id)::int from appointment a where a.slot_id = any($1::uuid[]) and status <> 'cancelled')
      as places,
    (select count(*)::int from slot_hold h where h.slot_id = any($1::uuid[])) as holds,
    (select count(*)::int from journal j join appointment a on a.id = j.subject
      where a.slot_id = any($1::uuid[]) and j.act = 'appointment-booked') as "journalLines"
  from slot where id = any($1::uuid[])`
