import { sql } from 'kysely'
import type { ExistingSlot } from '../../domain/agenda/agenda.ts'
import type { IdentifiedSlot } from '../../domain/agenda/plan.ts'
import type { Kind, Modality, Visibility } from '../../domain/availability/picture.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Db, Tx } from './within.ts'

/**
 * The professional's slots that begin before `within` ends, and are not over when it begins. Those that the agenda took
 * back, and where nobody is expected, are as if they were not: `insertSlots` shares them again.
 */
export async function listExistingSlots(db: Db, practitionerId: string, within: Interval): Promise<ExistingSlot[]> {
  const { rows } = await sql<Row>`
    select s.id, s.opening_id, o.series_id, s.location_id, s.start_at, s.end_at, s.kind, s.modality, s.visibility,
      s.cpts, s.booking, s.reasons, s.min_age_months, s.max_age_months, s.lead_minutes, s.release_at, s.capacity,
      s.free_places, s.withdrawn_by
    from slot s join opening o on o.id = s.opening_id
    where s.practitioner_id = ${practitionerId} and s.start_at < ${new Date(within.end)}
      and s.start_at > ${new Date(within.start)}::timestamptz - interval '1 day' and s.end_at > ${new Date(within.start)}
      and (s.withdrawn_by is distinct from 'agenda' or s.free_places < s.capacity)
    order by s.id`.execute(db as Tx)
  return rows.map(toExisting)
}

interface Row {
  readonly id: string
  readonly opening_id: string
  readonly series_id: string
  readonly location_id: string
  readonly start_at: Date
  readonly end_at: Date
  readonly kind: string
  readonly modality: string
  readonly visibility: string[]
  readonly cpts: string[] | null
  readonly booking: string
  readonly reasons: string[]
  readonly min_age_months: number
  readonly max_age_months: number | null
  readonly lead_minutes: number
  readonly release_at: Date | null
  readonly capacity: number
  readonly free_places: number
  readonly withdrawn_by: string | null
}

/** Its release rule and how one is asked are its opening's to say. */
const toExisting = (row: Row): ExistingSlot => ({
  id: row.id,
  openingId: row.opening_id,
  seriesId: row.series_id,
  locationId: row.location_id,
  start: row.start_at.getTime(),
  end: row.end_at.getTime(),
  kind: row.kind as Kind,
  modality: row.modality as Modality,
  visibility: row.visibility as Visibility[],
  cpts: row.cpts,
  booking: row.booking as ExistingSlot['booking'],
  reasons: row.reasons,
  minAgeMonths: row.min_age_months,
  maxAgeMonths: row.max_age_months,
  leadMinutes: row.lead_minutes,
  release: null,
  releaseAt: row.release_at?.getTime() ?? null,
  answerBy: null,
  capacity: row.capacity,
  free: row.free_places,
  withdrawnBy: row.withdrawn_by as ExistingSlot['withdrawnBy'],
})

/** Locks these slots, in the order of their ids; false when somebody took or gave back a place of one since it was read. */
export async function lockAsRead(tx: Tx, slots: readonly ExistingSlot[]): Promise<boolean> {
  if (slots.length === 0) return true
  const { rows } = await sql<{ id: string; free_places: number; withdrawn_by: string | null }>`
    select id, free_places, withdrawn_by from slot
    where id = any(${idsOf(slots)}::uuid[]) order by id for update`.execute(tx)
  const asRead = new Map(slots.map((slot) => [slot.id, slot]))
  return rows.every(({ id, free_places, withdrawn_by }) => {
    const slot = asRead.get(id)
    return slot?.free === free_places && slot.withdrawnBy === withdrawn_by
  })
}

/** What a slot has besides the terms of its opening. */
const columnsOf = (slots: readonly IdentifiedSlot[]) => sql`unnest(
  ${listed(slots, ({ id }) => id)}::uuid[], ${listed(slots, ({ openingId }) => openingId)}::uuid[],
  ${listed(slots, ({ start }) => iso(start))}::timestamptz[], ${listed(slots, ({ end }) => iso(end))}::timestamptz[],
  ${listed(slots, ({ capacity }) => capacity)}::int[],
  ${listed(slots, ({ releaseAt }) => (releaseAt === null ? null : iso(releaseAt)))}::timestamptz[]
) as w (id, opening_id, start_at, end_at, capacity, release_at)`

const iso = (at: Instant): string => new Date(at).toISOString()

/** An array as PostgreSQL writes it: ids, numbers and instants need no quotes, and there are a great many of them. */
const listed = <Item>(items: readonly Item[], of: (item: Item) => string | number | null): string =>
  `{${items.map((item) => of(item) ?? 'NULL').join(',')}}`

const idsOf = (slots: readonly { readonly id: string }[]): string => listed(slots, ({ id }) => id)

/**
 * Makes slots by the terms of their openings, with their places, or shares again what the agenda took back: two
 * statements, however many.
 */
export async function insertSlots(tx: Tx, slots: readonly IdentifiedSlot[]): Promise<void> {
  if (slots.length === 0) return
  await sql`
    insert into slot (id, opening_id, practitioner_id, location_id, kind, start_at, end_at, modality, visibility,
      min_age_months, max_age_months, booking, reasons, cpts, lead_minutes, capacity, free_places, release_at)
    select w.id, o.id, o.practitioner_id, o.location_id, o.kind, w.start_at, w.end_at, o.modality, o.visibility,
      o.min_age_months, o.max_age_months, o.booking, o.reasons, o.cpts, o.lead_minutes, w.capacity, w.capacity, w.release_at
    from ${columnsOf(slots)} join opening o on o.id = w.opening_id
    order by w.id
    on conflict (id) do update set opening_id = excluded.opening_id, location_id = excluded.location_id,
      kind = excluded.kind, end_at = excluded.end_at, modality = excluded.modality, visibility = excluded.visibility,
      min_age_months = excluded.min_age_months, max_age_months = excluded.max_age_months, booking = excluded.booking,
      reasons = excluded.reasons, cpts = excluded.cpts, lead_minutes = excluded.lead_minutes,
      capacity = excluded.capacity, free_places = excluded.free_places, release_at = excluded.release_at,
      withdrawn_at = null, withdrawn_by = null, version = slot.version + 1
    where slot.withdrawn_by = 'agenda' and slot.free_places = slot.capacity`.execute(tx)
  await makePlaces(tx, slots)
}

const makePlaces = (tx: Tx, slots: readonly IdentifiedSlot[]) =>
  sql`select make_places(${idsOf(slots)}::uuid[])`.execute(tx)

/** Gives locked slots, free all of them, the terms of their openings as they are now, and shares them. */
export async function saveSlots(
  tx: Tx,
  changes: readonly { readonly before: ExistingSlot; readonly after: IdentifiedSlot }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update slot set opening_id = o.id, location_id = o.location_id, kind = o.kind, end_at = w.end_at,
      modality = o.modality, visibility = o.visibility, min_age_months = o.min_age_months,
      max_age_months = o.max_age_months, booking = o.booking, reasons = o.reasons, cpts = o.cpts,
      lead_minutes = o.lead_minutes, capacity = w.capacity, free_places = w.capacity, release_at = w.release_at,
      withdrawn_at = null, withdrawn_by = null, version = slot.version + 1
    from ${columnsOf(changes.map(({ after }) => after))} join opening o on o.id = w.opening_id
    where slot.id = w.id and slot.free_places = slot.capacity`.execute(tx)
  const grown = changes.filter(({ before, after }) => after.capacity > before.capacity).map(({ after }) => after)
  if (grown.length > 0) await makePlaces(tx, grown)
}

/** Shares slots no longer, or again; what is held or booked of them stays. */
export async function saveWithdrawals(
  tx: Tx,
  slots: readonly { readonly id: string }[],
  withdrawn: { readonly at: Instant; readonly by: NonNullable<ExistingSlot['withdrawnBy']> } | null,
): Promise<void> {
  if (slots.length === 0) return
  await sql`
    update slot set withdrawn_at = ${withdrawn && new Date(withdrawn.at)}, withdrawn_by = ${withdrawn?.by ?? null},
      version = version + 1
    where id = any(${idsOf(slots)}::uuid[])`.execute(tx)
}

/** Shares a slot again; one that was released is not released a second time. */
export async function saveReopening(tx: Tx, slotId: string, at: Instant): Promise<void> {
  await sql`
    update slot set withdrawn_at = null, withdrawn_by = null, version = version + 1,
      release_at = case when release_at > ${new Date(at)} then release_at end
    where id = ${slotId}`.execute(tx)
}
