import type { Modality } from '../availability/picture.ts'
import { DAY, type Instant, type Interval } from '../time/interval.ts'
import type { CalendarEvent } from './icalendar.ts'

/** A visit as a calendar that others may see shows it: when and where, never who or why. */
export interface FeedVisit extends Interval {
  readonly id: string
  readonly version: number
  readonly changedAt: Instant
  /** En sus, and not agreed yet. */
  readonly pending: boolean
  readonly modality: Modality
  readonly place: string
}

/** A slot with a free place that is shared. */
export interface FeedSlot extends Interval {
  readonly id: string
  readonly version: number
  readonly openingId: string
  readonly openedAt: Instant
  readonly modality: Modality
  readonly place: string
}

/** What people read. */
export interface FeedWords {
  readonly visit: string
  readonly shared: string
  /** Beside the words when the patient does not come. */
  readonly modalities: Partial<Readonly<Record<Modality, string>>>
}

const BEHIND = 7
const AHEAD = 60

/** What a calendar is given, in whole days, so that it does not change by the minute. */
export function feedWindow(now: Instant): Interval {
  const today = Math.floor(now / DAY)
  return { start: (today - BEHIND) * DAY, end: (today + AHEAD + 1) * DAY }
}

/** The UID that an appointment, or a slot, has in every calendar. The import of calendars leaves out those of ours. */
export const uidOf = (id: string): string => `${id}@passerelle`

/** The visit takes its time, and an unanswered one does so tentatively. */
export const visitEvent = (visit: FeedVisit, words: FeedWords): CalendarEvent => ({
  uid: uidOf(visit.id),
  start: visit.start,
  end: visit.end,
  sequence: visit.version,
  changedAt: visit.changedAt,
  summary: named(words.visit, visit.modality, words),
  location: placeOf(visit),
  status: visit.pending ? 'TENTATIVE' : 'CONFIRMED',
  transparent: false,
})

/** Shared places that follow one another are one event, which leaves the time free. `slots` are in order of start. */
export function sharedEvents(slots: readonly FeedSlot[], words: FeedWords): CalendarEvent[] {
  const runs: FeedSlot[] = []
  const latest = new Map<string, number>()
  for (const slot of slots) {
    const index = latest.get(slot.openingId)
    const run = index === undefined ? undefined : runs[index]
    if (index !== undefined && run?.end === slot.start) {
      runs[index] = { ...run, end: slot.end, version: Math.max(run.version, slot.version) }
    } else latest.set(slot.openingId, runs.push(slot) - 1)
  }
  return runs.map((run) => ({
    uid: uidOf(run.id),
    start: run.start,
    end: run.end,
    sequence: run.version,
    changedAt: run.openedAt,
    summary: named(words.shared, run.modality, words),
    location: placeOf(run),
    status: 'CONFIRMED',
    transparent: true,
  }))
}

const named = (what: string, modality: Modality, { modalities }: FeedWords): string => {
  const how = modalities[modality]
  return how ? `${what} (${how})` : what
}

/** A visit at home is at the patient's, which is nobody else's to read. */
const placeOf = ({ modality, place }: { modality: Modality; place: string }) => (modality === 'HH' ? null : place)
