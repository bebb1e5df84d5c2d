import type { Agenda, OpeningRule } from '../../domain/agenda/agenda.ts'
import { conflict, twins } from '../../domain/agenda/draft.ts'
import {
  hasBegun,
  layOut,
  type MaterialisedSlot,
  type Opening,
  type OpeningWish,
  openingsOf,
} from '../../domain/agenda/materialise.ts'
import type { Kind, Modality, Visibility } from '../../domain/availability/picture.ts'
import { dayIn, type IsoDay } from '../../domain/time/dated.ts'
import { holidayRegionOf } from '../../domain/time/holidays.ts'
import { DAY } from '../../domain/time/interval.ts'
import { instantAt, wallTime } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import { listPlacesOfCare, lockAgenda, type PlaceOfCare } from '../database/openings.ts'
import { refuse } from '../refusal.ts'
import { FARTHEST } from './change-agenda.ts'
import { changedRows } from './changed-rows.ts'
import { editAgenda, mustBeFreeOf } from './edit-agenda.ts'
import { practitionerOf } from './practitioner-of.ts'
import { loadAgenda } from './regenerate-agenda.ts'

interface OpenSlots {
  readonly practitionerId?: string | undefined
  readonly locationId: string
  readonly day: string
  readonly times: readonly string[]
  readonly minutes: number
  readonly kind: Kind
  readonly places: number
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
}

interface OpenedSlot extends MaterialisedSlot {
  readonly id: string
}

/**
 * Shares a professional's hours of one day, all of them or none. Hours are those of the clock where they practise.
 * Those beyond the horizon have their slots when it comes to them.
 */
export function openSlots(app: App, actor: Actor, wish: OpenSlots): Promise<OpenedSlot[]> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, wish.practitionerId)
    const theirs = await listPlacesOfCare(tx, practitionerId)
    const place = theirs.find(({ id }) => id === wish.locationId) ?? refuse('not-your-place')
    const openings = openingsAt(place, { ...wish, day: wish.day as IsoDay }, at).map((opening) =>
      ruleOf(app.newId(), opening, place, wish),
    )
    await lockAgenda(tx, practitionerId)
    const loaded = await loadAgenda(tx, practitionerId, at)
    mustBeFreeOf(twins(openings, loaded.agenda.openings))
    const agenda = { ...loaded.agenda, openings: [...loaded.agenda.openings, ...openings] }
    mustBeFree(
      agenda,
      openings.filter(({ start }) => start >= loaded.horizon.end),
    )
    const touched = { openings: openings.map(({ id }) => id), absences: [] }
    const { plan } = await editAgenda(app, tx, actor, loaded, {
      ...changedRows(loaded, { agenda, touched, accountId: actor.actor, at }),
      id: app.newId(),
      kind: 'open',
      summary: summaryOf(openings),
      agenda,
      accept: ({ conflicts }) => mustBeFreeOf(conflicts),
    })
    return [...plan.open]
  })
}

function openingsAt({ zone }: PlaceOfCare, wish: OpeningWish, at: number): Opening[] {
  const { openings, missing } = openingsOf(wish, (time) => instantAt(wish.day, time, zone))
  if (missing.length > 0) refuse('time-does-not-exist', missing)
  if (openings.some((opening) => hasBegun(opening, at))) refuse('opening-in-the-past')
  if (openings.some(({ end }) => end > at + FARTHEST)) refuse('invalid-input', ['day'])
  return openings
}

const ruleOf = (id: string, opening: Opening, place: PlaceOfCare, wish: OpenSlots): OpeningRule => ({
  ...opening,
  id,
  seriesId: id,
  zone: place.zone,
  holidayRegion: holidayRegionOf(place.communeCode),
  rrule: null,
  exceptOn: [],
  onPublicHolidays: false,
  locationId: place.id,
  modality: wish.modality,
  visibility: wish.visibility,
  cpts: null,
  booking: 'ROUTINE',
  reasons: [],
  minAgeMonths: wish.minAgeMonths,
  maxAgeMonths: wish.maxAgeMonths,
  leadMinutes: 0,
  release: null,
  answerBy: null,
})

/** Ordinary places never share a minute: beyond the horizon there are no slots to see it by. */
function mustBeFree({ openings }: Agenda, opened: readonly OpeningRule[]): void {
  if (opened.length === 0) return
  const ids = new Set(opened.map(({ id }) => id))
  const start = Math.min(...opened.map((opening) => opening.start)) - DAY // one that began before may last
  const end = Math.max(...opened.map((opening) => opening.end))
  const { missing } = layOut({ openings, absences: [], busy: [] }, { start, end })
  const concerns = (id: string | null) => id !== null && ids.has(id)
  const lost = missing.filter(({ why, openingId, by }) => why === 'places-overlap' && [openingId, by].some(concerns))
  mustBeFreeOf(lost.map((slot) => conflict('places-overlap', slot)))
}

function summaryOf(openings: readonly OpeningRule[]) {
  const [first] = openings
  if (!first) return {}
  const { start, end, zone, kind, places } = first
  const hours = { day: dayIn(zone, start), from: wallTime(start, zone), until: wallTime(end, zone) }
  return { openings: openings.length, ...hours, kind, places, rrule: null }
}
