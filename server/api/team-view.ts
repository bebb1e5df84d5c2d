import type { TeamAgenda, TeamSlot } from '../../contract/team.ts'
import { type CalendarHealth, isStale } from '../../domain/agenda/calendar-health.ts'
import { absentTimes } from '../../domain/agenda/closed.ts'
import { dayIn, type IsoDay } from '../../domain/time/dated.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import { dayNumber, dayNumberOf, isoDay, startOfDay } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import { listAbsences, listBusyTimes, toAbsence } from '../database/absences.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import { listCalendarHealth, listTeamSlots } from '../database/team.ts'
import { getTerritory } from '../database/territory.ts'
import type { Db } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { isoOf } from './appointment-view.ts'

interface AskedDays {
  readonly from?: string | undefined
  readonly days: number
}

type TeamSlotRow = Awaited<ReturnType<typeof listTeamSlots>>[number]
type Closed = TeamAgenda['practitioners'][number]['closed'][number]

/** The contract's days end here. */
const END_OF_CALENDARS = dayNumberOf('2200-01-01')

/** The days of everybody the actor acts for, by the clock of the territory: a few queries, however many they are. */
export function readTeamAgenda(app: App, actor: Actor, asked: AskedDays): Promise<TeamAgenda> {
  const at = app.now()
  const { actingFor = [] } = actor
  return app.within(actor, async (tx) => {
    const { zone } = await getTerritory(tx, actor.territoryId)
    const first = asked.from ? dayNumberOf(asked.from as IsoDay) : dayNumber(at, zone)
    if (first + asked.days > END_OF_CALENDARS) refuse('invalid-input', ['from'])
    const shown = { start: startOfDay(first, zone), end: startOfDay(first + asked.days, zone) }
    const practitioners = await listNamedPractitioners(tx, actingFor)
    const slots = byPractitioner(await listTeamSlots(tx, actingFor, shown))
    const closed = await readClosed(tx, actingFor, shown)
    const calendars = byPractitioner(actingFor.length > 0 ? await listCalendarHealth(tx, actingFor) : [])
    return {
      zone,
      today: dayIn(zone, at),
      from: isoDay(first),
      days: asked.days,
      practitioners: practitioners.map((practitioner) => ({
        ...practitioner,
        slots: (slots.get(practitioner.id) ?? []).map((row) => teamSlot(row, at)),
        closed: closed(practitioner.id),
        calendars: healthView(calendars.get(practitioner.id) ?? [], at),
      })),
    }
  })
}

function byPractitioner<Row extends { readonly practitioner_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const theirs = found.get(row.practitioner_id)
    if (theirs) theirs.push(row)
    else found.set(row.practitioner_id, [row])
  }
  return found
}

const teamSlot = (row: TeamSlotRow, at: Instant): TeamSlot => ({
  id: row.id,
  openingId: row.opening_id,
  startsAt: isoOf(row.start_at),
  endsAt: isoOf(row.end_at),
  kind: row.kind as TeamSlot['kind'],
  capacity: row.capacity,
  free: row.free_places,
  held: row.capacity - row.free_places - row.booked,
  booked: row.booked,
  state: stateOf(row, at),
})

function stateOf({ withdrawn_by, release_at }: TeamSlotRow, at: Instant): TeamSlot['state'] {
  if (withdrawn_by === 'release') return 'released'
  if (withdrawn_by !== null) return 'withdrawn'
  return release_at !== null && release_at.getTime() <= at ? 'released' : 'shared'
}

/** Absences and busy times of each, cut to what is shown. */
async function readClosed(db: Db, practitionerIds: readonly string[], shown: Interval) {
  if (practitionerIds.length === 0) return () => []
  const absences = byPractitioner(await listAbsences(db, practitionerIds, shown.start))
  const busy = await listBusyTimes(db, practitionerIds, shown)
  const cut = (why: Closed['why']) => (times: Interval) => ({
    startsAt: iso(Math.max(times.start, shown.start)),
    endsAt: iso(Math.min(times.end, shown.end)),
    why,
  })
  return (id: string): Closed[] => [
    ...(absences.get(id) ?? []).flatMap((row) => absentTimes(toAbsence(row), shown).map(cut('absent'))),
    ...busy.filter(({ practitionerId }) => practitionerId === id).map(cut('busy')),
  ]
}

/** As old as the one that was read longest ago. */
function healthView(calendars: readonly Omit<CalendarHealth, 'failures'>[], at: Instant) {
  const ages = calendars.map(({ succeededAt }) => succeededAt ?? Number.NEGATIVE_INFINITY)
  const oldest = Math.min(...ages)
  return {
    stale: calendars.some((calendar) => isStale(calendar, at)),
    freshAt: Number.isFinite(oldest) ? iso(oldest) : null,
  }
}

const iso = (at: Instant): string => new Date(at).toISOString()
