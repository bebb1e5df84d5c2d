import type { Agenda, OpeningRule, ReleaseRule, WantedSlot } from '../domain/agenda/agenda.ts'
import { horizonOf, wantedSlots } from '../domain/agenda/materialise.ts'
import type { IsoDay } from '../domain/time/dated.ts'
import { holidayRegionOf, isPublicHoliday } from '../domain/time/holidays.ts'
import { HOUR, type Instant, type Interval, MINUTE } from '../domain/time/interval.ts'
import { dayNumber, instantAt, isoDay, startOfDay, weekday } from '../domain/time/wall-clock.ts'
import { livedWeekday, type Opened, slotIdOf, takesPlace } from './agenda.ts'
import type { Session } from './habits.ts'
import type { Professional } from './professional.ts'
import { randomOf } from './random.ts'
import type { LocationRow, OpeningRow } from './rows.ts'

/** What a professional shares from today on, and when they do not receive. */
export interface Coming extends Agenda {
  readonly openings: readonly OpeningRule[]
}

/** From when an agenda recurs; what was before is history, opened day by day. */
interface Since {
  readonly today: number
  readonly now: Instant
}

/** For as long as anybody plans holidays. */
const HOLIDAYS_AHEAD = 400
const HORIZON = 60
const EVERY_DAY = 7
const SUNDAY = 7
const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The habits of a professional as openings that recur; public holidays on which a Sunday's take place, one by one. */
export const openingsOf = (professional: Professional, since: Since): OpeningRule[] =>
  professional.sessions.flatMap((session, index) => {
    const location = professional.locations[session.location] ?? professional.locations[0]
    if (!location) return []
    const made = { professional, session, index, location }
    const days = [firstDayOf(session, since.today), ...holidaysOf(made, since.today)]
    return days.flatMap((day, order) => ruleOn(made, day, order === 0, since) ?? [])
  })

interface Made {
  readonly professional: Professional
  readonly session: Session
  readonly index: number
  readonly location: LocationRow
}

function ruleOn({ professional, session, index, location }: Made, day: number, recurs: boolean, since: Since) {
  const { rpps } = professional.practitioner
  const { zone } = location
  const start = instantAt(isoDay(day), session.time, zone)
  if (start === undefined) return undefined
  const seed = `${rpps}/series/${index}/${recurs ? 'rule' : isoDay(day)}`
  const id = randomOf(seed).uuid(openedAt(seed, since.now))
  const rule: OpeningRule = {
    id,
    seriesId: id,
    start,
    end: start + session.slots * session.minutes * MINUTE,
    zone,
    rrule: recurs ? rruleOf(session) : null,
    exceptOn: recurs ? daysOff(professional, session, index, since.today) : [],
    onPublicHolidays: session.weekdays.includes(SUNDAY),
    holidayRegion: holidayRegionOf(location.communeCode),
    kind: session.kind,
    locationId: location.id,
    modality: session.modality,
    visibility: session.visibility,
    cpts: null,
    booking: session.booking ?? 'ROUTINE',
    reasons: [],
    minAgeMonths: session.minAgeMonths,
    maxAgeMonths: session.maxAgeMonths,
    leadMinutes: 0,
    release: releaseOf(professional, session, index),
    answerBy: session.kind === 'en-sus' ? 'app' : null,
    slotMinutes: session.minutes,
    places: session.places,
  }
  return rule
}

/** Between three days and six weeks ago. */
const openedAt = (seed: string, now: Instant): Instant =>
  now - randomOf(`${seed}/opened`).between(3 * 24, 42 * 24) * HOUR

function rruleOf({ weekdays, turn }: Session): string {
  const byDay = weekdays.length === EVERY_DAY ? '' : `;BYDAY=${weekdays.map((one) => CODES[one - 1]).join(',')}`
  if (turn) return `FREQ=DAILY;INTERVAL=${turn.of}${byDay}`
  return byDay ? `FREQ=WEEKLY${byDay}` : 'FREQ=DAILY'
}

/** By the calendar alone: a rule knows no other Sundays. */
function firstDayOf(session: Session, today: number): number {
  const days = Array.from({ length: HORIZON }, (_, away) => today + away)
  return days.find((day) => takesPlace(session, day, weekday(day))) ?? today
}

/** Public holidays in the week on which a Sunday's session takes place. */
function holidaysOf({ professional, session }: Made, today: number): number[] {
  const days = Array.from({ length: HOLIDAYS_AHEAD }, (_, away) => today + away)
  return days
    .filter((day) => isPublicHoliday(isoDay(day), professional.holidayRegion))
    .filter((day) => takesPlace(session, day, SUNDAY) && !session.weekdays.includes(weekday(day)))
}

/** Now and then it does not take place: known for as far ahead as there are slots. */
function daysOff(professional: Professional, session: Session, index: number, today: number): IsoDay[] {
  const { rpps } = professional.practitioner
  return Array.from({ length: HORIZON }, (_, away) => today + away)
    .filter((day) => takesPlace(session, day, livedWeekday(day, professional)))
    .filter((day) => !randomOf(`${rpps}/${day}/${index}`).chance(session.kept))
    .map(isoDay)
}

const HOUR_BEFORE: ReleaseRule = { kind: 'before', minutes: 60 }
const EVENING_BEFORE: ReleaseRule = { kind: 'day-before', days: 1, time: '19:00' }

/** Whoever can be counted on keeps places until the last minute; others want back what nobody took. */
function releaseOf({ practitioner }: Professional, session: Session, index: number): ReleaseRule | null {
  if (session.kind !== 'slots' || session.kept === 1) return session.release ?? null
  const random = randomOf(`${practitioner.rpps}/release/${index}`)
  return random.weighted([
    [null, 5],
    [HOUR_BEFORE, 4],
    [EVENING_BEFORE, 1],
  ])
}

/** From the start of today until the horizon: what began this morning has patients already. */
const spanOf = (zone: string, { today, now }: Since): Interval => ({
  start: startOfDay(today, zone),
  end: horizonOf(now, zone).end,
})

/** What an agenda gives, as rows: the same slots, by the same ids, as the server makes of it. */
export function comingOf(professional: Professional, agenda: Coming, now: Instant): Opened[] {
  const zone = professional.locations[0]?.zone
  if (!zone || agenda.openings.length === 0) return []
  const slots = wantedSlots(agenda, spanOf(zone, { today: dayNumber(now, zone), now }))
  return agenda.openings.map((rule) => ({
    opening: openingRow(professional, rule, now),
    slots: slots.filter(({ openingId }) => openingId === rule.id).map((slot) => slotRow(professional, slot)),
  }))
}

function openingRow({ practitioner }: Professional, rule: OpeningRule, now: Instant): OpeningRow {
  const { release } = rule
  return {
    id: rule.id,
    seriesId: rule.seriesId,
    practitionerId: practitioner.id,
    ...offeredOf(rule),
    startAt: rule.start,
    endAt: rule.end,
    zone: rule.zone,
    rrule: rule.rrule,
    exceptOn: rule.exceptOn,
    onPublicHolidays: rule.onPublicHolidays,
    slotMinutes: rule.slotMinutes,
    places: rule.places,
    releaseMinutes: release?.kind === 'before' ? release.minutes : null,
    releaseDays: release?.kind === 'day-before' ? release.days : null,
    releaseTime: release?.kind === 'day-before' ? release.time : null,
    answerBy: rule.answerBy,
    openedBy: practitioner.id,
    openedAt: Math.min(now, timeOfId(rule.id)),
  }
}

/** When a UUID v7 was made. */
const timeOfId = (id: string): Instant => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

function slotRow({ practitioner }: Professional, slot: WantedSlot): Opened['slots'][number] {
  const id = slotIdOf(slot.seriesId, slot.start)
  const random = randomOf(`${id}/places`)
  return {
    slot: {
      id,
      openingId: slot.openingId,
      practitionerId: practitioner.id,
      ...offeredOf(slot),
      startAt: slot.start,
      endAt: slot.end,
      capacity: slot.capacity,
      freePlaces: slot.capacity,
      releaseAt: slot.releaseAt,
    },
    places: Array.from({ length: slot.capacity }, (_, ordinal) => ({
      id: random.uuid(slot.start),
      slotId: id,
      ordinal,
    })),
  }
}

const offeredOf = ({
  locationId,
  kind,
  modality,
  visibility,
  booking,
  minAgeMonths,
  maxAgeMonths,
}: OpeningRule | WantedSlot) => ({
  locationId,
  kind,
  modality,
  visibility,
  booking,
  minAgeMonths,
  maxAgeMonths,
})
