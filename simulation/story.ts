import type { Role } from '../domain/access/roles.ts'
import type { Act } from '../domain/journal/line.ts'
import { dueAt } from '../domain/requests/delay.ts'
import { CLOSING_STATE, type Closing, mayMove, type State } from '../domain/requests/states.ts'
import { type Instant, MINUTE } from '../domain/time/interval.ts'
import type { Market, Stand } from './market.ts'
import type { Need } from './needs.ts'
import { nameOf, type Professional, type TerritoryPlan } from './professional.ts'
import type { Random } from './random.ts'
import type { AppointmentRow, FeedbackRow, JournalRow, PatientRow, PlaceRow, RequestRow } from './rows.ts'

/** Who works at the console of a territory, by account. */
interface Staff {
  readonly operators: readonly string[]
  readonly regulator: string
  readonly regulatorName: string
  /** The account of a professional who has one; the others tell the operator by telephone. */
  readonly accountOf: (practitionerId: string) => string | undefined
}

/** What every story of a territory shares. */
export interface Scene {
  readonly plan: TerritoryPlan
  readonly random: Random
  readonly market: Market
  readonly staff: Staff
  readonly now: Instant
}

export interface Beginning {
  readonly need: Need
  readonly patient: PatientRow
  readonly at: Instant
  readonly attending: { readonly status: 'known' | 'none' | 'unknown'; readonly professional?: Professional }
  readonly commune: string
  readonly requester?: Professional | undefined
}

/** A request and all that happened to it: every move is one that the domain allows to whoever makes it. */
export class Story {
  readonly request: RequestRow
  readonly patient: PatientRow
  readonly journal: JournalRow[] = []
  readonly appointments: AppointmentRow[] = []
  readonly feedback: FeedbackRow[] = []
  readonly #scene: Scene
  readonly #operator: string

  /** Created by an operator; decided already when a regulating doctor passed it on. */
  constructor(scene: Scene, beginning: Beginning, state: 'QUALIFIED' | 'REGULATED') {
    this.#scene = scene
    this.#operator = scene.random.pick(scene.staff.operators)
    this.patient = beginning.patient
    this.request = requestOf(scene, beginning, this.#operator)
    this.request.state = state
    this.#record(beginning.at, 'request-created', this.#operator, this.request.id, { state })
  }

  #record(at: Instant, act: Act, actor: string, subject: string, details: Record<string, unknown> | undefined): void {
    const { random, plan } = this.#scene
    const territoryId = plan.id
    this.journal.push({
      id: random.uuid(at),
      territoryId,
      at,
      actor,
      act,
      subject,
      requestId: this.request.id,
      details,
    })
  }

  /** Takes the request to another state, which the domain must allow to whoever does it, and writes the line. */
  #step(to: State, { at, role = 'operator', actor = this.#operator, act, subject, details }: Step): void {
    const from = this.request.state
    if (!mayMove(from, to, role)) throw new Error(`${role} may not take a request from ${from} to ${to}`)
    this.request.state = to
    this.request.movedAt = at
    this.request.version++
    this.#record(at, act, actor, subject, { from, to, ...details })
  }

  /** The professional by their own account, else the operator who heard it from them. */
  #told({ practitionerId }: AppointmentRow): { readonly role: Role; readonly actor: string } {
    const account = this.#scene.staff.accountOf(practitionerId)
    return account ? { role: 'professional', actor: account } : { role: 'operator', actor: this.#operator }
  }

  /** An operator takes it in hand. */
  take(at: Instant): void {
    this.request.takenBy = this.#operator
    this.request.version++
    this.#record(at, 'request-taken', this.#operator, this.request.id, undefined)
  }

  /** One of the moves that have no act of their own. */
  move(to: 'REGULATED' | 'MT_CONTACT' | 'SEARCHING', at: Instant): void {
    const { regulator } = this.#scene.staff
    const who = to === 'REGULATED' ? ({ role: 'regulator', actor: regulator } as const) : {}
    this.#step(to, { at, ...who, act: 'request-moved', subject: this.request.id })
  }

  /** Takes a place: booked at once, or proposed to the professional when it is beside their agenda. */
  book(stand: Stand, at: Instant): { readonly appointment: AppointmentRow; readonly place: PlaceRow } {
    const { market, random } = this.#scene
    const place = market.take(stand)
    const slotId = stand.slot.id
    this.#record(at - MINUTE / 2, 'slot-held', this.#operator, random.uuid(at - MINUTE / 2), { slotId })
    const appointment = appointmentOf(this.#scene, this.request, stand, place, this.#operator, at)
    this.appointments.push(appointment)
    const isProposal = stand.slot.kind === 'en-sus'
    const act = isProposal ? 'appointment-proposed' : 'appointment-booked'
    const details = { slotId, startsAt: new Date(appointment.startAt).toISOString() }
    this.#step(isProposal ? 'PROPOSED' : 'BOOKED', { at, act, subject: appointment.id, details })
    return { appointment, place }
  }

  /** The professional accepts a patient en sus, and says when. */
  accept(appointment: AppointmentRow, at: Instant, startAt: Instant): void {
    const details = { startsAt: new Date(startAt).toISOString() }
    const step = { at, act: 'proposal-accepted', subject: appointment.id, details } as const
    this.#step('BOOKED', { ...step, ...this.#told(appointment) })
    const changes = { status: 'booked', answeredAt: at, startAt, endAt: startAt + 15 * MINUTE } as const
    Object.assign(appointment, changes)
  }

  decline(appointment: AppointmentRow, stand: Stand, place: PlaceRow, at: Instant): void {
    const reason = 'Plus de place aujourd’hui'
    const step = { at, act: 'proposal-declined', subject: appointment.id, details: { reason } } as const
    this.#step('SEARCHING', { ...step, ...this.#told(appointment) })
    const changes = { status: 'cancelled', answeredAt: at, cancelledAt: at } as const
    Object.assign(appointment, changes, { cancelledBy: 'professional', cancelReason: reason })
    this.#scene.market.giveBack(stand, place)
  }

  cancel(appointment: AppointmentRow, stand: Stand, place: PlaceRow, at: Instant): void {
    const reason = 'Le patient ne peut plus se déplacer à cette heure'
    const details = { by: 'patient', reason }
    this.#step('CANCELLED', { at, act: 'appointment-cancelled', subject: appointment.id, details })
    Object.assign(appointment, { status: 'cancelled', cancelledAt: at, cancelledBy: 'patient', cancelReason: reason })
    this.#scene.market.giveBack(stand, place)
  }

  /** The professional says what became of the patient. */
  settle(appointment: AppointmentRow, at: Instant): void {
    const outcome = this.#scene.random.weighted(OUTCOMES)
    const missed = outcome === 'did-not-come'
    const majoration = missed ? null : majorationOf(this.#scene.random, this.request, appointment)
    const told = this.#told(appointment)
    const details = { outcome, ...(majoration && { majoration }) }
    const step = { at, act: 'outcome-recorded', subject: appointment.id, details } as const
    this.#step(missed ? 'NO_SHOW' : 'FULFILLED', { ...step, ...told })
    const said = { outcome, outcomeAt: at, outcomeBy: told.actor, majoration }
    Object.assign(appointment, { status: missed ? 'noshow' : 'fulfilled', ...said })
  }

  /** A word to the médecin traitant and to whoever asked. */
  sendFeedback(appointment: AppointmentRow, at: Instant): void {
    const { random, plan } = this.#scene
    const [code, content] = random.weighted(FEEDBACK)
    const id = random.uuid(at)
    const { id: requestId, attendingId } = this.request
    const { id: appointmentId, practitionerId } = appointment
    const row = { id, territoryId: plan.id, requestId, appointmentId, practitionerId, attendingId, code, content, at }
    this.feedback.push(row)
    const step = { at, act: 'feedback-sent', subject: appointmentId, details: { code } } as const
    this.#step('FEEDBACK_SENT', { ...step, ...this.#told(appointment) })
  }

  close(as: Closing, at: Instant): void {
    this.#step(CLOSING_STATE[as], { at, act: 'request-closed', subject: this.request.id, details: { as } })
    this.request.closingReason = as
  }
}

interface Step {
  readonly at: Instant
  readonly role?: Role
  readonly actor?: string
  readonly act: Act
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
}

const OUTCOMES = [
  ['came', 87],
  ['late', 4.5],
  ['sent-on', 3],
  ['did-not-come', 5.5],
] as const

const FEEDBACK: readonly (readonly [readonly [FeedbackRow['code'], string | null], number])[] = [
  [['treated', null], 50],
  [['treated', 'Traitement symptomatique, arrêt de 3 jours.'], 14],
  [['see-again', 'À revoir dans une semaine si la fièvre persiste.'], 14],
  [['exam-pending', 'Bilan sanguin prescrit, résultats à transmettre au médecin traitant.'], 12],
  [['other', 'Adressé en imagerie, rendez-vous pris.'], 10],
]

/** As professionals declare it: their own regulated patients one way, those of others another, many not at all. */
function majorationOf(random: Random, request: RequestRow, { withAttending }: AppointmentRow) {
  const isRegulated = ['sas', '116117'].includes(request.source)
  if (request.professionCode !== '10' || !isRegulated) return null
  if (withAttending) return random.chance(0.45) ? 'MRT' : null
  return random.chance(0.8) ? 'SNP' : null
}

function appointmentOf(
  { plan, random }: Scene,
  request: RequestRow,
  { slot }: Stand,
  place: PlaceRow,
  bookedBy: string,
  bookedAt: Instant,
): AppointmentRow {
  const { practitionerId, locationId, kind, startAt, endAt, modality } = slot
  const withAttending = practitionerId === request.attendingId
  return {
    ...{ id: random.uuid(bookedAt), territoryId: plan.id, requestId: request.id, placeId: place.id, slotId: slot.id },
    ...{ practitionerId, locationId, kind, startAt, endAt, modality },
    status: kind === 'en-sus' ? 'pending' : 'booked',
    idempotencyKey: random.uuid(bookedAt),
    countsToCap: !withAttending,
    withAttending,
    message: random.chance(0.2) ? 'Patient prévenu, se présente 10 minutes avant.' : null,
    ...{ bookedBy, bookedAt, answeredAt: null, cancelledAt: null, cancelledBy: null, cancelReason: null },
    ...{ outcome: null, outcomeAt: null, outcomeBy: null, majoration: null },
  }
}

function requestOf(
  { plan, random, staff }: Scene,
  { need, patient, at, attending, commune, requester }: Beginning,
  createdBy: string,
): RequestRow {
  const isRegulated = ['sas', '116117'].includes(need.source)
  const reference = String(random.between(100_000, 999_999))
  const { professionCode, reason, ageMonths, sex, source, delay } = need
  return {
    id: random.uuid(at),
    territoryId: plan.id,
    number: '',
    idempotencyKey: random.uuid(at),
    version: 1,
    state: 'DRAFT',
    ...{ source, ageMonths, sex, professionCode, reason, delay },
    sasCode: plan.sasCodes.find((code) => commune.startsWith(code)) ?? null,
    sasReference: source === 'sas' ? `DRM-${reference}` : null,
    callReference: isRegulated ? `APPEL-${reference}` : null,
    requesterId: requester?.practitioner.id ?? null,
    patientId: patient.id,
    residenceCommune: commune,
    placeCommune: commune,
    attendingStatus: attending.status,
    attendingId: attending.professional?.practitioner.id ?? null,
    modalities: [need.modality],
    constraintMobility: need.mobility,
    constraintAccompanied: ageMonths < 16 * 12 || random.chance(0.08),
    note: requester ? `Adressé par ${nameOf(requester)}` : null,
    dueAt: dueAt({ kind: delay }, at, plan.zone),
    regulationPriority: isRegulated ? need.regulationPriority : null,
    careLevel: isRegulated ? 'R3' : null,
    regulatedBy: isRegulated ? staff.regulatorName : null,
    takenBy: null,
    closingReason: null,
    createdBy,
    createdAt: at,
    movedAt: at,
  }
}
