import { type FeedWords, feedWindow, sharedEvents, visitEvent } from '../../domain/agenda/feed.ts'
import type { CalendarEvent } from '../../domain/agenda/icalendar.ts'
import type { Instant } from '../../domain/time/interval.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import { listFeedVisits, listSharedSlots } from '../database/feeds.ts'
import type { Db } from '../database/within.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import type { Reference } from '../reference.ts'
import { communeName } from './appointment-view.ts'

export interface ReadAgenda {
  readonly name: string
  readonly events: readonly CalendarEvent[]
}

const words: FeedWords = fr.calendars

/** What a calendar of the professional's own shows of their agenda: no identity, no reason. */
export async function readSharedAgenda(
  db: Db,
  reference: Reference,
  practitionerId: string,
  now: Instant,
): Promise<ReadAgenda> {
  const [practitioner] = await listNamedPractitioners(db, [practitionerId])
  const window = feedWindow(now)
  const visits = await listFeedVisits(db, practitionerId, window)
  const slots = await listSharedSlots(db, practitionerId, window, now)
  const inPlace = <Row extends { placeName: string; communeCode: string }>(row: Row) => ({
    ...row,
    place: `${row.placeName}, ${communeName(reference, row.communeCode)}`,
  })
  return {
    name: fr.calendars.name.replace('{practitioner}', () => practitioner?.name ?? ''),
    events: [...visits.map((visit) => visitEvent(inPlace(visit), words)), ...sharedEvents(slots.map(inPlace), words)],
  }
}
