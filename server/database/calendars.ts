import { type Selectable, sql } from 'kysely'
import type { CalendarTrouble } from '../../contract/calendars.ts'
import type { CalendarHealth } from '../../domain/agenda/calendar-health.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { BusyItem, CalendarAddress, CalendarState } from '../calendar-reading.ts'
import type { Cipher } from '../cipher.ts'
import type { CalendarSource as CalendarRow } from './tables.ts'
import type { Db, Tx } from './within.ts'

/** A calendar that busy times are taken from, and how it is doing. */
export interface Calendar extends CalendarHealth {
  readonly id: string
  readonly practitionerId: string
  readonly name: string
  readonly from: CalendarAddress
  readonly state: CalendarState | undefined
  readonly checkedAt: Instant | null
  readonly trouble: CalendarTrouble | null
  readonly toldAt: Instant | null
}

/** Keeps a new one, not read yet. Its address and how to enter are sealed. */
export async function insertCalendar(
  tx: Tx,
  cipher: Cipher,
  {
    id,
    practitionerId,
    name,
    from,
    createdAt,
  }: Pick<Calendar, 'id' | 'practitionerId' | 'name' | 'from' | 'createdAt'>,
): Promise<void> {
  const seal = (field: string, text: string) => cipher.seal(practitionerId, `${id}/${field}`, text)
  const { kind, address, username, password } = from
  await tx
    .insertInto('calendar_source')
    .values({
      ...{ id, practitioner_id: practitionerId, kind, name, key_id: cipher.keyId, created_at: new Date(createdAt) },
      address: seal('address', address),
      username: username === null ? null : seal('username', username),
      password: password === null ? null : seal('password', password),
    })
    .execute()
}

export async function findCalendar(db: Db, cipher: Cipher, calendarId: string): Promise<Calendar | undefined> {
  const row = await db.selectFrom('calendar_source').selectAll().where('id', '=', calendarId).executeTakeFirst()
  return row && toCalendar(row, cipher)
}

/** By name. */
export async function listCalendars(db: Db, cipher: Cipher, practitionerId: string): Promise<Calendar[]> {
  const rows = await db
    .selectFrom('calendar_source')
    .selectAll()
    .where('practitioner_id', '=', practitionerId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => toCalendar(row, cipher))
}

/** By calendar: how many busy times it has from `from` on, and when it is read next. */
export async function listCalendarOutlooks(
  db: Db,
  calendarIds: readonly string[],
  from: Instant,
): Promise<Map<string, { busyTimes: number; nextCheckAt: Instant | null }>> {
  if (calendarIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('calendar_source')
    .select((eb) => [
      'id',
      eb
        .selectFrom('busy_time')
        .select((count) => count.fn.countAll<string>().as('count'))
        .whereRef('source_id', '=', 'calendar_source.id')
        .where('end_at', '>', new Date(from))
        .as('busy_times'),
      eb
        .selectFrom('due')
        .select((due) => due.fn.min('at').as('at'))
        .where('kind', '=', 'calendar-read')
        .whereRef('subject', '=', 'calendar_source.id')
        .as('next_at'),
    ])
    .where('id', 'in', calendarIds)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      { busyTimes: Number(row.busy_times ?? 0), nextCheckAt: row.next_at?.getTime() ?? null },
    ]),
  )
}

/** The territory in which its clock is set, whoever set it: one is enough. */
export async function findClockTerritory(db: Db, calendarId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('due')
    .select('territory_id')
    .where('kind', '=', 'calendar-read')
    .where('subject', '=', calendarId)
    .executeTakeFirst()
  return row?.territory_id
}

/** What a read that went well leaves: it is of `checkedAt`. */
export async function saveSuccess(
  tx: Tx,
  cipher: Cipher,
  { id, practitionerId }: Pick<Calendar, 'id' | 'practitionerId'>,
  state: CalendarState,
  checkedAt: Instant,
): Promise<void> {
  const sealed = cipher.seal(practitionerId, `${id}/state`, JSON.stringify(state)).toString('base64')
  const at = new Date(checkedAt)
  await tx
    .updateTable('calendar_source')
    .set({
      state: JSON.stringify({ sealed }),
      ...{ checked_at: at, succeeded_at: at, failures: 0, trouble: null, told_at: null },
    })
    .where('id', '=', id)
    .execute()
}

/** What a read that failed leaves: the busy times are as old as they were. */
export async function saveTrouble(
  tx: Tx,
  calendarId: string,
  { trouble, failures, checkedAt, toldAt }: Pick<Calendar, 'trouble' | 'failures' | 'checkedAt' | 'toldAt'>,
): Promise<void> {
  await tx
    .updateTable('calendar_source')
    .set({ trouble, failures, checked_at: date(checkedAt), told_at: date(toldAt) })
    .where('id', '=', calendarId)
    .execute()
}

/** Forgets a calendar and, with it, its busy times. */
export async function deleteCalendar(tx: Tx, calendarId: string): Promise<void> {
  await tx.deleteFrom('calendar_source').where('id', '=', calendarId).execute()
}

/** The busy times of a calendar, by item. */
export async function listBusyItems(db: Db, calendarId: string): Promise<Map<string, BusyItem>> {
  const rows = await db
    .selectFrom('busy_time')
    .select(['item', 'etag', 'start_at', 'end_at'])
    .where('source_id', '=', calendarId)
    .orderBy('start_at')
    .execute()
  const items = new Map<string, { item: string; etag: string; busy: Interval[] }>()
  for (const { item, etag, start_at, end_at } of rows) {
    const known = items.get(item) ?? { item, etag, busy: [] }
    known.busy.push({ start: start_at.getTime(), end: end_at.getTime() })
    items.set(item, known)
  }
  return items
}

/** A statement takes 65,535 values at most. */
const ROWS_AT_ONCE = 5_000

/** Writes these items anew, and takes away those that are gone. */
export async function replaceBusyItems(
  tx: Tx,
  { id, practitionerId }: Pick<Calendar, 'id' | 'practitionerId'>,
  items: readonly BusyItem[],
  gone: readonly string[],
): Promise<void> {
  const old = [...items.map(({ item }) => item), ...gone]
  await tx
    .deleteFrom('busy_time')
    .where('source_id', '=', id)
    .where((eb) => eb('item', '=', eb.fn.any(sql<string[]>`${old}::text[]`)))
    .execute()
  const rows = items.flatMap(({ item, etag, busy }) =>
    busy.map(({ start, end }) => ({
      ...{ source_id: id, practitioner_id: practitionerId, item, etag },
      ...{ start_at: new Date(start), end_at: new Date(end) },
    })),
  )
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('busy_time')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
  }
}

const date = (at: Instant | null) => (at === null ? null : new Date(at))
const time = (at: Date | null): Instant | null => (at ? at.getTime() : null)

function toCalendar(row: Selectable<CalendarRow>, cipher: Cipher): Calendar {
  const { id, practitioner_id: practitionerId, kind, name, failures } = row
  const open = (field: string, sealed: Buffer) => cipher.open(practitionerId, `${id}/${field}`, sealed)
  const { sealed } = row.state as { sealed?: string }
  return {
    ...{ id, practitionerId, name, failures },
    from: {
      kind: kind as CalendarAddress['kind'],
      address: open('address', row.address),
      username: row.username && open('username', row.username),
      password: row.password && open('password', row.password),
    },
    state: sealed === undefined ? undefined : JSON.parse(open('state', Buffer.from(sealed, 'base64'))),
    createdAt: row.created_at.getTime(),
    checkedAt: time(row.checked_at),
    succeededAt: time(row.succeeded_at),
    trouble: row.trouble as CalendarTrouble | null,
    troubled: row.trouble !== null,
    toldAt: time(row.told_at),
  }
}
