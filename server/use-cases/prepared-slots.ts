import type { OpeningBody } from '../../contract/openings.ts'
import type { WantedSlot } from '../../domain/agenda/agenda.ts'
import { applyChange } from '../../domain/agenda/change.ts'
import { wantedSlots } from '../../domain/agenda/materialise.ts'
import { holidayRegionOf } from '../../domain/time/holidays.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import type { LoadedAgenda } from './regenerate-agenda.ts'

/** The slots that a prepared opening would give by itself, where its professional is not absent nor busy. */
export function preparedSlots(
  { newId }: Pick<App, 'newId'>,
  { places, agenda, horizon }: LoadedAgenda,
  opening: OpeningBody,
  now: Instant,
): WantedSlot[] {
  const theirs = new Map(
    places.map(({ id, zone, communeCode }) => [id, { zone, holidayRegion: holidayRegionOf(communeCode) }]),
  )
  if (!theirs.has(opening.locationId)) return []
  const change = { kind: 'open', openings: [opening] } as const
  const { agenda: opened } = applyChange({ ...agenda, openings: [] }, change, { places: theirs, newId, now })
  return wantedSlots(opened, horizon)
}
