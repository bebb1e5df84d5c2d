import type { Pool, PoolClient } from 'pg'
import type { LocationRecord, PractitionerRecord, SlotRecord, Standing } from '../../domain/availability/picture.ts'
import type { Calendar } from '../../domain/matching/silent-calendars.ts'
import type { Policy } from '../../domain/territory/policy.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { connection, type DatabaseAddress } from './address.ts'
import { openPool } from './connect.ts'
import { toSlotRecord } from './slots.ts'
import { toPolicy } from './territory.ts'

export interface ShownPractitioner extends PractitionerRecord {
  /** With civility. */
  readonly name: string
}

export interface ShownLocation extends LocationRecord {
  readonly name: string
  readonly address: string
  readonly phone: string | null
}

/** Everything the live picture is made of, read in one snapshot by role `live`, which sees all territories. */
export interface PictureRows {
  /** What was committed by then (pg_snapshot). */
  readonly snapshot: string
  readonly practitioners: ShownPractitioner[]
  readonly locations: ShownLocation[]
  readonly slots: SlotRecord[]
  readonly territories: { id: string; zone: string; communes: Set<string>; policies: Policy[] }[]
}

/** Where pictures are read, as role `live`. Its reads fail while the database is away. */
export interface PictureSource {
  /** Slots that begin at `from` or later, with their professionals and places. */
  readonly readPicture: (from: Instant) => Promise<PictureRows>
  readonly readChanges: (since: string) => Promise<Changes>
  readonly readCalendars: () => Promise<Calendars>
  readonly close: () => Promise<void>
}

export function openPictureSource(address: DatabaseAddress): PictureSource {
  const pool = openPool({ ...connection(address, 'live'), max: 2, connectionTimeoutMillis: 2_000 })
  return {
    readPicture: (from) => readPicture(pool, from),
    readChanges: (since) => readChanges(pool, since),
    readCalendars: () => readCalendars(pool),
    close: () => pool.end(),
  }
}

async function readPicture(pool: Pool, from: Instant): Promise<PictureRows> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot')
    const found = {
      snapshot: rows[0]?.snapshot ?? NOTHING_SEEN,
      practitioners: await readPractitioners(client),
      locations: await readLocations(client),
      slots: await readSlots(client, from),
      territories: await readTerritories(client),
    }
    await client.query('commit')
    client.release()
    return found
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function readPractitioners(client: PoolClient): Promise<ShownPractitioner[]> {
  const { rows } = await client.query(`
    select p.id, p.civility, p.given_name, p.family_name, p.profession_code, p.specialty_codes, s.weekly_cap, s.daily_cap,
      (select array_agg(location_id::text) from practitioner_location l where l.practitioner_id = p.id) as places,
      (select jsonb_agg(jsonb_build_object('territoryId', territory_id, 'standing', standing,
         'from', extract(epoch from lower(during)) * 1000, 'until', extract(epoch from upper(during)) * 1000))
       from audience a where a.practitioner_id = p.id) as audiences
    from practitioner p left join agenda_settings s on s.practitioner_id = p.id
    where exists (select from audience a where a.practitioner_id = p.id)`)
  return rows.map((row) => ({
    practitionerId: row.id,
    name: [row.civility, row.given_name, row.family_name].filter((word) => word !== '').join(' '),
    professionCode: row.profession_code,
    specialtyCodes: row.specialty_codes,
    locationIds: row.places ?? [],
    ownWeeklyCap: row.weekly_cap,
    ownDailyCap: row.daily_cap,
    audiences: (row.audiences as AudienceJson[]).map((audience) => ({
      ...audience,
      from: audience.from ?? Number.NEGATIVE_INFINITY,
      until: audience.until ?? Number.POSITIVE_INFINITY,
    })),
  }))
}

interface AudienceJson {
  readonly territoryId: string
  readonly standing: Standing
  readonly from: number | null
  readonly until: number | null
}

async function readLocations(client: PoolClient): Promise<ShownLocation[]> {
  const { rows } = await client.query('select * from location')
  return rows.map((row) => ({
    locationId: row.id,
    communeCode: row.commune_code,
    zone: row.zone,
    latitude: row.latitude ?? Number.NaN,
    longitude: row.longitude ?? Number.NaN,
    name: row.name,
    address: [row.address, row.postal_code].filter((part) => part !== '').join(', '),
    phone: row.phone,
  }))
}

async function readSlots(client: PoolClient, from: Instant): Promise<SlotRecord[]> {
  const { rows } = await client.query('select * from slot where start_at >= $1', [new Date(from)])
  return rows.map(toSlotRecord)
}

async function readTerritories(client: PoolClient): Promise<PictureRows['territories']> {
  const { rows } = await client.query(`
    select id, zone, (select array_agg(commune_code) from territory_commune c where c.territory_id = t.id) as communes
    from territory t`)
  const policies = await client.query('select * from policy')
  return rows.map((row) => ({
    id: row.id,
    zone: row.zone,
    communes: new Set<string>(row.communes ?? []),
    policies: policies.rows.filter(({ territory_id }) => territory_id === row.id).map(toPolicy),
  }))
}

/** A slot that changed, as it is after its transaction; null once it is deleted. */
export interface SlotChange {
  readonly slotId: string
  readonly after: SlotRecord | null
}

export interface Changes {
  readonly snapshot: string
  readonly changes: SlotChange[]
}

/** The snapshot of before anything was committed. */
export const NOTHING_SEEN = '1:1:'

/** From then on somebody may still have been at work: everything before is in the snapshot. */
export const watermarkOf = (snapshot: string): string => snapshot.slice(0, snapshot.indexOf(':'))

/**
 * The changes of transactions that `since` did not see, and the snapshot for the next time: the one of this read, so that
 * no transaction is ever passed over, nor read twice, whatever the order they commit in.
 */
async function readChanges(pool: Pool, since: string): Promise<Changes> {
  const { rows } = await pool.query<{
    snapshot: string
    changes: { slot_id: string; after: SlotJson | null }[] | null
  }>(
    `select pg_current_snapshot()::text as snapshot,
       (select json_agg(json_build_object('slot_id', slot_id, 'after', after))
        from availability_change
        where xid >= pg_snapshot_xmin($1::text::pg_snapshot)
          and not pg_visible_in_snapshot(xid, $1::text::pg_snapshot)) as changes`,
    [since],
  )
  const [row] = rows
  const changes = (row?.changes ?? []).map(({ slot_id, after }) => ({
    slotId: slot_id,
    after: after && toSlotRecord(after),
  }))
  return { snapshot: row?.snapshot ?? since, changes }
}

type SlotJson = Parameters<typeof toSlotRecord>[0]

/** The calendars that each professional has read for busy times: how old, and whether the last attempt failed. */
export type Calendars = ReadonlyMap<string, readonly Calendar[]>

async function readCalendars(pool: Pool): Promise<Calendars> {
  const { rows } = await pool.query('select practitioner_id, succeeded_at, created_at, trouble from calendar_source')
  const calendars = new Map<string, Calendar[]>()
  for (const { practitioner_id, succeeded_at, created_at, trouble } of rows) {
    const troubled = trouble !== null
    const calendar = { succeededAt: succeeded_at?.getTime() ?? null, createdAt: created_at.getTime(), troubled }
    calendars.set(practitioner_id, [...(calendars.get(practitioner_id) ?? []), calendar])
  }
  return calendars
}
