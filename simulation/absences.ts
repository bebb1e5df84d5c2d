import type { AbsenceRule, Agenda } from '../domain/agenda/agenda.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import { instantAt, isoDay, startOfDay, weekday } from '../domain/time/wall-clock.ts'
import type { Professional } from './professional.ts'
import { randomOf } from './random.ts'

/** Somebody's own calendar, as it was last read. */
export interface CalendarRow {
  readonly id: string
  readonly practitionerId: string
  readonly kind: 'ics'
  readonly name: string
  readonly createdAt: Instant
  readonly checkedAt: Instant
  readonly succeededAt: Instant
  readonly failures: number
  readonly trouble: string
}

export interface BusyRow {
  readonly sourceId: string
  readonly practitionerId: string
  readonly item: string
  readonly startAt: Instant
  readonly endAt: Instant
}

export interface AbsenceRow {
  readonly id: string
  readonly practitionerId: string
  readonly startAt: Instant
  readonly endAt: Instant | null
  readonly zone: string
  readonly rrule: string | null
  readonly saidBy: string
  readonly saidAt: Instant
}

interface Since {
  readonly today: number
  readonly now: Instant
}

const THURSDAY = 4

/** When somebody said that they do not receive. */
export function absencesOf({ away, practitioner, locations }: Professional, { today, now }: Since): AbsenceRule[] {
  const zone = locations[0]?.zone
  if (!zone) return []
  const shared = { id: idOf(practitioner.rpps, 'absence', now), zone, exceptOn: [], locationId: null, rrule: null }
  const midnight = (day: number) => startOfDay(day, zone)
  switch (away) {
    case 'some-days':
      return [{ ...shared, start: midnight(today + 9), end: midnight(today + 12) }]
    case 'no-return-date':
      return [{ ...shared, start: midnight(today + 2), end: null }]
    case 'alternate-thursdays': {
      const start = instantAt(isoDay(nextThursday(today)), '14:00', zone) ?? now
      return [{ ...shared, start, end: start + 4 * HOUR, rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH' }]
    }
    default:
      return []
  }
}

const nextThursday = (today: number): number => {
  const days = Array.from({ length: 7 }, (_, away) => today + 1 + away)
  return days.find((day) => weekday(day) === THURSDAY) ?? today
}

const idOf = (rpps: string, what: string, now: Instant): string => randomOf(`${rpps}/${what}`).uuid(now - 3 * DAY)

/** What else their own calendar says of the coming days: how many days ahead, from when to when. */
const ELSEWHERE = [
  [1, '14:00', '15:00'],
  [3, '17:20', '18:00'],
  [6, '10:30', '11:45'],
  [8, '14:20', '14:40'],
  [20, '17:00', '19:00'],
] as const

export function busyOf({ away, locations }: Professional, { today }: Since): Agenda['busy'] {
  const zone = locations[0]?.zone
  if (!zone || away !== 'other-calendar') return []
  return ELSEWHERE.flatMap(([ahead, from, until]) => {
    const [start, end] = [from, until].map((time) => instantAt(isoDay(today + ahead), time, zone))
    return start !== undefined && end !== undefined ? [{ start, end }] : []
  })
}

export const absenceRows = (professional: Professional, absences: readonly AbsenceRule[], now: Instant): AbsenceRow[] =>
  absences.map(({ id, start, end, zone, rrule }) => {
    const { id: practitionerId } = professional.practitioner
    return {
      id,
      practitionerId,
      startAt: start,
      endAt: end,
      zone,
      rrule,
      saidBy: practitionerId,
      saidAt: now - 3 * DAY,
    }
  })

/** It answered until forty minutes ago: what it said then still counts, and is marked. */
export function calendarOf({ away, practitioner }: Professional, now: Instant): CalendarRow | undefined {
  if (away !== 'other-calendar') return undefined
  return {
    id: idOf(practitioner.rpps, 'calendar', now),
    practitionerId: practitioner.id,
    kind: 'ics',
    name: 'Agenda du cabinet',
    createdAt: now - 21 * DAY,
    checkedAt: now - 3 * MINUTE,
    succeededAt: now - 40 * MINUTE,
    failures: 5,
    trouble: 'unreachable',
  }
}

export const busyRows = ({ id, practitionerId }: CalendarRow, busy: Agenda['busy']): BusyRow[] =>
  busy.map(({ start, end }, index) => ({
    sourceId: id,
    practitionerId,
    item: `item ${index}`,
    startAt: start,
    endAt: end,
  }))
