import { standingAt } from '../../domain/matching/ranking.ts'
import { silentSince } from '../../domain/matching/silent-calendars.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Loaded } from './load.ts'

/** A professional whose own calendar does not answer. */
export interface SilentCalendar {
  readonly practitionerId: string
  readonly practitioner: string
  readonly since: Instant
}

/** Whose calendars are silent, of those that the territory sees now; the longest silent first. */
export function silentCalendars({ calendars, picture, practitioners }: Loaded, territoryId: string, now: Instant) {
  return [...calendars]
    .flatMap(([practitionerId, own]): SilentCalendar[] => {
      const practice = picture.practiceNumbers.get(practitionerId)
      const since = silentSince(own, now)
      if (practice === undefined || since === undefined) return []
      if (!standingAt(picture, practice, territoryId, now)) return []
      return [{ practitionerId, practitioner: practitioners[practice]?.name ?? '', since }]
    })
    .sort((a, b) => a.since - b.since || (a.practitionerId < b.practitionerId ? -1 : 1))
}
