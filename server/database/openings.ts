import { type Selectable, sql } from 'kysely'
import type { OpeningRule, ReleaseRule } from '../../domain/agenda/agenda.ts'
import type { Kind, Modality, Visibility } from '../../domain/availability/picture.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import { holidayRegionOf } from '../../domain/time/holidays.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Opening } from './tables.ts'
import type { Db, Tx } from './within.ts'

export interface PlaceOfCare {
  readonly id: string
  readonly name: string
  readonly communeCode: string
  readonly zone: string
}

/** Where the professional practises today, by name. */
export async function listPlacesOfCare(db: Db, practitionerId: string): Promise<PlaceOfCare[]> {
  const rows = await db
    .selectFrom('practitioner_location')
    .innerJoin('location', 'location.id', 'practitioner_location.location_id')
    .select(['location.id', 'location.name', 'commune_code', 'zone'])
    .where('practitioner_id', '=', practitionerId)
    .where('gone_on', 'is', null)
    .orderBy('location.name')
    .orderBy('location.id')
    .execute()
  return rows.map(({ id, name, commune_code, zone }) => ({ id, name, communeCode: commune_code, zone }))
}

/** Whoever changes the agenda of the same professional waits: before any other lock, so that nobody waits in a ring. */
export async function lockAgenda(tx: Tx, practitionerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${practitionerId}::text, 4))`.execute(tx)
}

/** The same for a clock, which waits for nobody who may be waiting for it: false while somebody else has the agenda. */
export async function tryLockAgenda(tx: Tx, practitionerId: string): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${practitionerId}::text, 4)) as is_ours`.execute(tx)
  return rows[0]?.is_ours ?? false
}

/** Whose slot it is, so that the agenda can be locked first. */
export async function findPractitionerOfSlot(db: Db, slotId: string): Promise<string | undefined> {
  const row = await db.selectFrom('slot').select('practitioner_id').where('id', '=', slotId).executeTakeFirst()
  return row?.practitioner_id
}

/** When the professional shares other ordinary places that touch [start, end). */
export async function listOrdinaryPlaces(
  db: Db,
  practitionerId: string,
  { start, end }: Interval,
  exceptId: string,
): Promise<Interval[]> {
  const rows = await db
    .selectFrom('slot')
    .select(['start_at', 'end_at'])
    .where('practitioner_id', '=', practitionerId)
    .where('kind', '=', 'slots')
    .where('id', '<>', exceptId)
    .where(({ or, eb }) => or([eb('withdrawn_at', 'is', null), eb('free_places', '<', eb.ref('capacity'))]))
    .where('start_at', '<', new Date(end))
    .where('end_at', '>', new Date(start))
    .execute()
  return rows.map(({ start_at, end_at }) => ({ start: start_at.getTime(), end: end_at.getTime() }))
}

/** A row of `opening`, whole: what an edit keeps, to be put back as it was. */
export type OpeningRow = Selectable<Opening>
/** With where its place is, whose public holidays hold there. */
export type LocatedOpening = OpeningRow & { commune_code: string }

/** What may still occur of the professional's openings. */
export async function listOpenings(db: Db, practitionerId: string, now: Instant): Promise<LocatedOpening[]> {
  return db
    .selectFrom('opening')
    .innerJoin('location', 'location.id', 'opening.location_id')
    .selectAll('opening')
    .select('commune_code')
    .where('practitioner_id', '=', practitionerId)
    .where('removed_at', 'is', null)
    .where(({ or, eb }) => or([eb('rrule', 'is not', null), eb('end_at', '>', new Date(now))]))
    .orderBy('opening.id')
    .execute()
}

/** Those of these openings that there are, removed or not. */
export async function listOpeningRows(db: Db, ids: readonly string[]): Promise<OpeningRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('opening').selectAll().where('id', 'in', ids).execute()
}

export const toOpening = (row: LocatedOpening): OpeningRule => ({
  id: row.id,
  seriesId: row.series_id,
  locationId: row.location_id,
  start: row.start_at.getTime(),
  end: row.end_at.getTime(),
  zone: row.zone,
  rrule: row.rrule,
  exceptOn: row.except_on as IsoDay[],
  onPublicHolidays: row.on_public_holidays,
  holidayRegion: holidayRegionOf(row.commune_code),
  slotMinutes: row.slot_minutes,
  places: row.places,
  kind: row.kind as Kind,
  modality: row.modality as Modality,
  visibility: row.visibility as Visibility[],
  cpts: row.cpts,
  booking: row.booking as OpeningRule['booking'],
  reasons: row.reasons,
  minAgeMonths: row.min_age_months,
  maxAgeMonths: row.max_age_months,
  leadMinutes: row.lead_minutes,
  release: toRelease(row),
  answerBy: row.answer_by as OpeningRule['answerBy'],
})

const toRelease = (row: Pick<OpeningRow, 'release_minutes' | 'release_days' | 'release_time'>): ReleaseRule | null => {
  if (row.release_minutes !== null) return { kind: 'before', minutes: row.release_minutes }
  if (row.release_days === null || row.release_time === null) return null
  return { kind: 'day-before', days: row.release_days, time: row.release_time.slice(0, 5) }
}

/** Who said it and when, which a rule does not say of itself. */
export type Opened = Pick<OpeningRow, 'practitioner_id' | 'opened_by' | 'opened_at' | 'version'>

export const fromOpening = (rule: OpeningRule, opened: Opened): OpeningRow => ({
  ...opened,
  id: rule.id,
  series_id: rule.seriesId,
  location_id: rule.locationId,
  start_at: new Date(rule.start),
  end_at: new Date(rule.end),
  zone: rule.zone,
  rrule: rule.rrule,
  except_on: [...rule.exceptOn],
  on_public_holidays: rule.onPublicHolidays,
  slot_minutes: rule.slotMinutes,
  places: rule.places,
  kind: rule.kind,
  modality: rule.modality,
  visibility: [...rule.visibility],
  cpts: rule.cpts && [...rule.cpts],
  booking: rule.booking,
  reasons: [...rule.reasons],
  min_age_months: rule.minAgeMonths,
  max_age_months: rule.maxAgeMonths,
  lead_minutes: rule.leadMinutes,
  ...fromRelease(rule.release),
  answer_by: rule.answerBy,
  removed_at: null,
})

const fromRelease = (rule: ReleaseRule | null) => ({
  release_minutes: rule?.kind === 'before' ? rule.minutes : null,
  release_days: rule?.kind === 'day-before' ? rule.days : null,
  release_time: rule?.kind === 'day-before' ? rule.time : null,
})
