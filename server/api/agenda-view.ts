import type { AgendaView, SlotView, VisitView } from '../../contract/agenda.ts'
import { habitOf } from '../../domain/agenda/habit.ts'
import { dayIn, type IsoDay } from '../../domain/time/dated.ts'
import { DAY, type Instant, type Interval } from '../../domain/time/interval.ts'
import { dayNumber, dayNumberOf, isoDay, mondayOf, startOfDay, weekNumber } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import {
  getShare,
  listAwaiting,
  listFeedback,
  listProposals,
  listSlots,
  listStarts,
  listVisits,
  type SlotRow,
  type Visit,
} from '../database/agenda.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import { listPlacesOfCare } from '../database/openings.ts'
import { getPolicy, getTerritory } from '../database/territory.ts'
import type { Db } from '../database/within.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import { practitionerOf } from '../use-cases/practitioner-of.ts'
import { appointmentView, communeName, isoOf } from './appointment-view.ts'

interface AskedDays {
  readonly practitionerId?: string | undefined
  readonly from?: string | undefined
  readonly days: number
}

/** For how long one may still say what became of a visit without being asked by the coordination. */
const AWAITED = 7 * DAY
/** The contract's days end here. */
const END_OF_CALENDARS = dayNumberOf('2200-01-01')
const HABIT = 56 * DAY
const NEWS = 30 * DAY

/** A professional's days, by the clock of where they practise, and everything that waits for them. */
export function readAgenda(app: App, reference: Reference, actor: Actor, asked: AskedDays): Promise<AgendaView> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const whose = practitionerOf(actor, asked.practitionerId)
    const [practitioner = refuse('practitioner-not-found')] = await listNamedPractitioners(tx, [whose])
    const places = await listPlacesOfCare(tx, whose)
    const territory = await getTerritory(tx, actor.territoryId)
    const zone = places[0]?.zone ?? territory.zone
    const first = asked.from ? dayNumberOf(asked.from as IsoDay) : dayNumber(at, zone)
    if (first + asked.days > END_OF_CALENDARS) refuse('invalid-input', ['from'])
    const inView = viewsWith(reference)
    const { weeklyCap: cap } = await getPolicy(tx, territory, at)
    const feedback = await listFeedback(tx, app.cipher, whose, at - NEWS)
    const awaiting = await listAwaiting(tx, app.cipher, whose, { start: at - AWAITED, end: at })
    return {
      practitioner,
      zone,
      today: dayIn(zone, at),
      locations: places.map(({ id, name, communeCode }) => ({
        id,
        name,
        commune: communeName(reference, communeCode),
      })),
      habit: habitOf(await listStarts(tx, whose, { start: at - HABIT, end: at }), zone),
      days: await readDays({ tx, app, whose, zone, inView }, first, asked.days),
      proposals: (await listProposals(tx, app.cipher, whose, at)).map(inView.visit),
      awaiting: awaiting.map(inView.visit),
      share: { ...(await getShare(tx, whose, weekAround(at, zone))), cap },
      feedback: feedback.map(({ at: saidAt, ...said }) => ({ ...said, at: new Date(saidAt).toISOString() })),
    }
  })
}

const weekAround = (at: Instant, zone: string): Interval => {
  const monday = dayNumberOf(mondayOf(weekNumber(at, zone)))
  return { start: startOfDay(monday, zone), end: startOfDay(monday + 7, zone) }
}

interface Reading {
  readonly tx: Db
  readonly app: App
  readonly whose: string
  readonly zone: string
  readonly inView: ReturnType<typeof viewsWith>
}

async function readDays({ tx, app, whose, zone, inView }: Reading, first: number, count: number) {
  const slots = await listSlots(tx, whose, { start: startOfDay(first, zone), end: startOfDay(first + count, zone) })
  const visits = await listVisits(
    tx,
    app.cipher,
    whose,
    slots.map(({ id }) => id),
  )
  return Array.from({ length: count }, (_, index) => {
    const day = isoDay(first + index)
    const ofDay = slots.filter(({ start_at }) => dayIn(zone, start_at.getTime()) === day)
    const withVisits = ofDay.map((slot) => ({ slot, visits: visits.filter(({ slot_id }) => slot_id === slot.id) }))
    return { day, slots: withVisits.map(inView.slot) }
  })
}

export const viewsWith = (reference: Reference) => {
  const visit = (row: Visit): VisitView => ({
    ...appointmentView(row, reference),
    patient: {
      initials: row.identity.initials,
      familyName: row.identity.familyName,
      givenName: row.identity.givenName,
      phone: row.identity.phone,
      address: row.identity.address,
      ageMonths: row.age_months,
      sex: row.sex as VisitView['patient']['sex'],
      commune: communeName(reference, row.place_commune),
    },
    reason: row.reason,
    source: row.source,
    requestNumber: row.number,
    attending: row.attending,
    territory: row.territory_name,
  })
  const slot = ({ slot: row, visits }: { slot: SlotRow; visits: readonly Visit[] }): SlotView => ({
    id: row.id,
    openingId: row.opening_id,
    startsAt: isoOf(row.start_at),
    endsAt: isoOf(row.end_at),
    kind: row.kind as SlotView['kind'],
    modality: row.modality as SlotView['modality'],
    location: { id: row.location_id, name: row.location_name, commune: communeName(reference, row.commune_code) },
    capacity: row.capacity,
    freePlaces: row.withdrawn_at === null || row.withdrawn_by === 'release' ? row.free_places : 0,
    heldPlaces: row.capacity - row.free_places - visits.length,
    releaseAt: row.release_at && isoOf(row.release_at),
    visits: visits.map(visit),
  })
  return { visit, slot }
}
