import { mustBeTold, nextReadAt } from '../../domain/agenda/calendar-health.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import type { BusyItem, CalendarChanges, CalendarReading } from '../calendar-reading.ts'
import { announce } from '../database/announce.ts'
import {
  type Calendar,
  findClockTerritory,
  listBusyItems,
  replaceBusyItems,
  saveSuccess,
  saveTrouble,
} from '../database/calendars.ts'
import { schedule } from '../database/due.ts'
import { record } from '../database/journal.ts'
import type { Scope, Tx } from '../database/within.ts'
import { regenerateAgenda } from './regenerate-agenda.ts'

/** Writes what a read brought, lays out the slots again when it changed busy times, and sets the clock of the next one. */
export async function keepReading(
  app: App,
  tx: Tx,
  scope: Scope,
  calendar: Calendar,
  reading: CalendarReading,
  at: Instant,
): Promise<void> {
  const failures = 'trouble' in reading ? calendar.failures + 1 : 0
  await setClock(app, tx, scope, calendar, nextReadAt(failures, at, spreadOf(calendar.id)))
  const isNews =
    'trouble' in reading
      ? await keepTrouble(tx, { ...calendar, ...reading, troubled: true, failures, checkedAt: at }, at)
      : await keepChanges(app, tx, scope, calendar, reading, at)
  if (!isNews) return
  const { territoryId } = scope
  const { practitionerId: subject } = calendar
  await announce(tx, { territoryId, topic: 'agenda', subject, practitionerIds: [subject] })
}

/** Before any slot is locked: clocks come first. */
async function setClock(
  { newId }: App,
  tx: Tx,
  scope: Scope,
  { id: subject, practitionerId }: Calendar,
  at: Instant,
): Promise<void> {
  const territoryId = (await findClockTerritory(tx, subject)) ?? scope.territoryId
  await schedule(tx, { id: newId(), territoryId, at, kind: 'calendar-read', subject, practitionerId })
}

/** In [0, 1), the same for the same calendar: each has its own minute. */
const spreadOf = (calendarId: string) => Number.parseInt(calendarId.slice(-4), 16) / 0x10000

/** Nothing of what was known is lost. Whether its owner is told now. */
async function keepTrouble(tx: Tx, calendar: Calendar, at: Instant): Promise<boolean> {
  const isToTell = calendar.toldAt === null && mustBeTold(calendar, at)
  await saveTrouble(tx, calendar.id, { ...calendar, toldAt: isToTell ? at : calendar.toldAt })
  return isToTell
}

/** Writes the items that changed, and only those. Whether something did, or a trouble ended. */
async function keepChanges(
  app: App,
  tx: Tx,
  scope: Scope,
  calendar: Calendar,
  reading: CalendarChanges,
  at: Instant,
): Promise<boolean> {
  const known = await listBusyItems(tx, calendar.id)
  const changed = reading.items.filter((item) => !isSame(item, known.get(item.item)))
  const gone = goneFrom(known, reading)
  if (changed.length + gone.length > 0) {
    await replaceBusyItems(tx, calendar, changed, gone)
    await layOutAgain(app, tx, scope, calendar, at)
  }
  await saveSuccess(tx, app.cipher, calendar, reading.state, at)
  return changed.length + gone.length > 0 || calendar.troubled
}

/** Why slots came or went is in the journal, as for every other change of an agenda. */
export async function layOutAgain(
  app: App,
  tx: Tx,
  scope: Scope,
  { id: calendarId, practitionerId: subject }: Pick<Calendar, 'id' | 'practitionerId'>,
  at: Instant,
): Promise<void> {
  const { territoryId, actor } = scope
  const done = await regenerateAgenda(app, tx, scope, subject, at)
  if (done.opened + done.changed + done.withdrawn === 0) return
  const details = { calendarId, ...done }
  await record(tx, { id: app.newId(), territoryId, at, actor, act: 'busy-times-read', subject, details })
}

function goneFrom(known: ReadonlyMap<string, BusyItem>, { items, gone, isWhole }: CalendarChanges): string[] {
  const there = new Set(items.map(({ item }) => item))
  const taken = new Set(gone)
  return [...known.keys()].filter((item) => taken.has(item) || (isWhole && !there.has(item)))
}

/** An item that takes no time, and never did, is nothing to write. */
function isSame({ etag, busy }: BusyItem, known: BusyItem | undefined): boolean {
  if (!known) return busy.length === 0
  return known.etag === etag && known.busy.length === busy.length && busy.every(isAt(known.busy))
}

const isAt =
  (known: readonly Interval[]) =>
  ({ start, end }: Interval, at: number) =>
    known[at]?.start === start && known[at]?.end === end
