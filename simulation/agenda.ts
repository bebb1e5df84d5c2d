import { createHash } from 'node:crypto'
import { isPublicHoliday } from '../domain/time/holidays.ts'
import { HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import { instantAt, isoDay, weekday } from '../domain/time/wall-clock.ts'
import type { Session } from './habits.ts'
import type { Professional } from './professional.ts'
import { randomOf } from './random.ts'
import type { OpeningRow, PlaceRow, SlotRow } from './rows.ts'

/** A slot and its places, in order. */
interface OfferedSlot {
  readonly slot: SlotRow
  readonly places: readonly PlaceRow[]
}

export interface Opened {
  readonly opening: OpeningRow
  readonly slots: readonly OfferedSlot[]
}

/** The id that a slot keeps however often its opening is laid out again. */
export function slotIdOf(openingId: string, startAt: Instant): string {
  const digest = createHash('sha256').update(`${openingId}/${startAt}`).digest('hex')
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) % 4]
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
}

/** What was opened for a day that is over. */
const ONCE = {
  rrule: null,
  exceptOn: [],
  onPublicHolidays: false,
  releaseMinutes: null,
  releaseDays: null,
  releaseTime: null,
  answerBy: null,
} as const

const SUNDAY = 7

const livedWeekdays = new Map<string, number>()

/** The day of the week that people live by: a public holiday is a Sunday. Calendars do not change, so each is asked once. */
export function livedWeekday(day: number, { holidayRegion }: Pick<Professional, 'holidayRegion'>): number {
  const key = `${holidayRegion}/${day}`
  const lived = livedWeekdays.get(key) ?? (isPublicHoliday(isoDay(day), holidayRegion) ? SUNDAY : weekday(day))
  livedWeekdays.set(key, lived)
  return lived
}

export const takesPlace = ({ weekdays, turn }: Session, day: number, lived: number): boolean =>
  weekdays.includes(lived) && (!turn || day % turn.of === turn.rest)

/**
 * What a professional opened on a day that is over (days since 1970), with the same ids each time it is asked. Nothing
 * was opened later than `now`, nor more than six days ahead.
 */
export function agendaOf(professional: Professional, day: number, now: Instant): Opened[] {
  if (professional.sessions.length === 0) return []
  const { rpps } = professional.practitioner
  const lived = livedWeekday(day, professional)
  return professional.sessions.flatMap((session, index) => {
    if (!takesPlace(session, day, lived)) return []
    const opened = openSession(professional, session, `${rpps}/${day}/${index}`, { day, now })
    return opened ? [opened] : []
  })
}

function openSession(
  { practitioner, locations }: Professional,
  session: Session,
  seed: string,
  { day, now }: { day: number; now: Instant },
): Opened | undefined {
  const random = randomOf(seed)
  const location = locations[session.location] ?? locations[0]
  const startAt = location && instantAt(isoDay(day), session.time, location.zone)
  if (!startAt || !random.chance(session.kept)) return undefined
  const { kind, modality, visibility, minAgeMonths, maxAgeMonths, minutes, places } = session
  const shared = {
    practitionerId: practitioner.id,
    locationId: location.id,
    kind,
    modality,
    visibility,
    booking: session.booking ?? 'ROUTINE',
    minAgeMonths,
    maxAgeMonths,
  }
  const openedAt = Math.min(startAt - random.between(3, 6 * 24) * HOUR, now)
  const id = random.uuid(startAt)
  const opening: OpeningRow = {
    ...shared,
    id,
    seriesId: id,
    startAt,
    endAt: startAt + session.slots * minutes * MINUTE,
    zone: location.zone,
    ...ONCE,
    slotMinutes: minutes,
    places,
    openedBy: practitioner.id,
    openedAt,
  }
  const slots = Array.from({ length: session.slots }, (_, position): OfferedSlot => {
    const slotStart = startAt + position * minutes * MINUTE
    const id = slotIdOf(opening.id, slotStart)
    const end = slotStart + minutes * MINUTE
    const slot = { ...shared, id, openingId: opening.id, startAt: slotStart, endAt: end }
    return {
      slot: { ...slot, capacity: places, freePlaces: places, releaseAt: null },
      places: Array.from({ length: places }, (__, ordinal) => ({ id: random.uuid(slotStart), slotId: id, ordinal })),
    }
  })
  return { opening, slots }
}
