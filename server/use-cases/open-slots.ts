import {
  hasBegun,
  type MaterialisedSlot,
  materialise,
  type Opening,
  type OpeningWish,
  openingsOf,
  overlapAmong,
  overlaps,
} from '../../domain/agenda/materialise.ts'
import type { Kind, Modality, Visibility } from '../../domain/availability/picture.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import { DAY } from '../../domain/time/interval.ts'
import { instantAt } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { insertOpenings, listPlacesOfCare, lockOrdinaryPlaces, type PlaceOfCare } from '../database/openings.ts'
import type { Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { slotId } from '../slot-id.ts'
import { practitionerOf } from './practitioner-of.ts'

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

/** An opening about to be written, with the ids of its slots. */
interface Laid extends Opening {
  readonly id: string
  readonly slots: readonly OpenedSlot[]
}

/** Shares a professional's hours, all of them or none. Hours are those of the clock where they practise. */
export function openSlots(app: App, actor: Actor, wish: OpenSlots): Promise<OpenedSlot[]> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, wish.practitionerId)
    const theirs = await listPlacesOfCare(tx, practitionerId)
    const place = theirs.find(({ id }) => id === wish.locationId) ?? refuse('not-your-place')
    const openings = openingsAt(place, { ...wish, day: wish.day as IsoDay }, at)
    await mustBeFree(tx, practitionerId, openings)

    const laid = openings.map((opening) => layOut(app.newId(), opening))
    await insertOpenings(tx, ...rowsOf(app, { actor, at, practitionerId, place, wish }, laid))
    const slots = laid.flatMap((opening) => opening.slots)
    const { territoryId } = actor
    const details = { kind: wish.kind, slots: slots.map(({ id, start }) => ({ id, startsAt: new Date(start) })) }
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId, details }
    await record(tx, { ...line, act: 'slots-opened' })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
    return slots
  })
}

/** Nobody knows their hours further ahead: a year typed wrong is more likely. */
const FARTHEST = 2 * 366 * DAY

function openingsAt({ zone }: PlaceOfCare, wish: OpeningWish, at: number): Opening[] {
  const { openings, missing } = openingsOf(wish, (time) => instantAt(wish.day, time, zone))
  if (missing.length > 0) refuse('time-does-not-exist', missing)
  if (openings.some((opening) => hasBegun(opening, at))) refuse('opening-in-the-past')
  if (openings.some(({ end }) => end > at + FARTHEST)) refuse('invalid-input', ['day'])
  return openings
}

/** Ordinary places never share a minute: one patient at a time. */
async function mustBeFree(tx: Tx, practitionerId: string, openings: readonly Opening[]): Promise<void> {
  const ordinary = openings.filter(({ kind }) => kind === 'slots')
  if (ordinary.length === 0) return
  const start = Math.min(...ordinary.map((opening) => opening.start))
  const end = Math.max(...ordinary.map((opening) => opening.end))
  const there = await lockOrdinaryPlaces(tx, practitionerId, { start, end })
  const collides = ordinary.some((opening) => there.some((slot) => overlaps(opening, slot)))
  if (collides || overlapAmong(ordinary)) refuse('places-overlap')
}

const layOut = (id: string, opening: Opening): Laid => ({
  ...opening,
  id,
  slots: materialise(opening).map((slot) => ({ ...slot, id: slotId(id, slot.start) })),
})

interface Whose {
  readonly actor: Actor
  readonly at: number
  readonly practitionerId: string
  readonly place: PlaceOfCare
  readonly wish: OpenSlots
}

function rowsOf({ newId }: App, { actor, at, practitionerId, place, wish }: Whose, laid: readonly Laid[]) {
  const shared = {
    practitioner_id: practitionerId,
    location_id: place.id,
    kind: wish.kind,
    modality: wish.modality,
    visibility: [...wish.visibility],
    min_age_months: wish.minAgeMonths,
    max_age_months: wish.maxAgeMonths,
  }
  const during = ({ start, end }: { start: number; end: number }) => ({
    start_at: new Date(start),
    end_at: new Date(end),
  })
  const opened = { zone: place.zone, opened_by: actor.actor, opened_at: new Date(at) }
  const openings = laid.map((opening) => {
    const { id, slotMinutes, places } = opening
    return { ...shared, ...opened, ...during(opening), id, series_id: id, slot_minutes: slotMinutes, places }
  })
  const slots = laid.flatMap(({ id: opening_id, slots: own }) =>
    own.map((slot) => {
      const { id, capacity } = slot
      return { ...shared, ...during(slot), id, opening_id, capacity, free_places: capacity }
    }),
  )
  const places = slots.flatMap(({ id: slot_id, capacity }) =>
    Array.from({ length: capacity }, (_, ordinal) => ({ id: newId(), slot_id, ordinal })),
  )
  return [openings, slots, places] as const
}
