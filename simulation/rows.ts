import type { Kind, Modality, Visibility } from '../domain/availability/picture.ts'
import type { JournalLine } from '../domain/journal/line.ts'
import type { Closing, Source, State } from '../domain/requests/states.ts'
import type { Instant } from '../domain/time/interval.ts'

/** What a synthetic territory is made of. Each property is a column of the table; `…At` are instants. */
export interface PractitionerRow {
  readonly id: string
  readonly rpps: string
  readonly civility: string
  readonly familyName: string
  readonly givenName: string
  /** TRE_G15. */
  readonly professionCode: string
  /** TRE_R38. */
  readonly specialtyCodes: readonly string[]
}

export interface LocationRow {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly postalCode: string
  readonly communeCode: string
  readonly phone: string | null
  readonly zone: string
  readonly latitude: number
  readonly longitude: number
}

interface Offered {
  readonly id: string
  readonly practitionerId: string
  readonly locationId: string
  readonly kind: Kind
  readonly startAt: Instant
  readonly endAt: Instant
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  readonly booking: 'ROUTINE' | 'WALKIN'
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
}

export interface OpeningRow extends Offered {
  readonly seriesId: string
  readonly zone: string
  readonly rrule: string | null
  readonly exceptOn: readonly string[]
  readonly onPublicHolidays: boolean
  readonly slotMinutes: number
  readonly places: number
  readonly releaseMinutes: number | null
  readonly releaseDays: number | null
  readonly releaseTime: string | null
  readonly answerBy: 'app' | 'sms' | 'phone' | null
  readonly openedBy: string
  readonly openedAt: Instant
}

export interface SlotRow extends Offered {
  readonly openingId: string
  readonly capacity: number
  /** As it is before any appointment: the database counts down by itself. */
  readonly freePlaces: number
  readonly releaseAt: Instant | null
}

export interface PlaceRow {
  readonly id: string
  readonly slotId: string
  readonly ordinal: number
}

/** Who the patient is, still in clear: sealed when it is loaded. */
export interface PatientRow {
  readonly id: string
  readonly territoryId: string
  readonly status: 'provisional' | 'retrieved'
  readonly familyName: string | null
  readonly givenName: string | null
  readonly birthDate: string | null
  /** E.164. */
  readonly phone: string | null
  readonly address: string | null
  readonly sharing: 'given' | 'not-asked'
  readonly sharingWith: string | null
  readonly sharingAt: Instant | null
  readonly createdAt: Instant
}

export interface RequestRow {
  readonly id: string
  readonly territoryId: string
  number: string
  readonly idempotencyKey: string
  version: number
  state: State
  readonly source: Source
  readonly sasCode: string | null
  readonly sasReference: string | null
  readonly callReference: string | null
  readonly requesterId: string | null
  readonly patientId: string
  readonly ageMonths: number
  readonly sex: 'F' | 'H'
  readonly residenceCommune: string
  readonly placeCommune: string
  readonly attendingStatus: 'known' | 'none' | 'unknown'
  readonly attendingId: string | null
  readonly professionCode: string
  readonly reason: string
  readonly modalities: readonly Modality[]
  readonly constraintMobility: boolean
  readonly constraintAccompanied: boolean
  readonly note: string | null
  readonly delay: 'same-day' | '24h' | '48h'
  readonly dueAt: Instant
  readonly regulationPriority: 'P2' | 'P3' | 'NR' | null
  readonly careLevel: 'R3' | 'R4' | null
  readonly regulatedBy: string | null
  takenBy: string | null
  closingReason: Closing | null
  readonly createdBy: string
  readonly createdAt: Instant
  movedAt: Instant
}

export interface AppointmentRow {
  readonly id: string
  readonly territoryId: string
  readonly requestId: string
  readonly placeId: string
  readonly slotId: string
  readonly practitionerId: string
  readonly locationId: string
  readonly kind: Kind
  startAt: Instant
  endAt: Instant
  readonly modality: Modality
  status: 'pending' | 'booked' | 'fulfilled' | 'noshow' | 'cancelled'
  readonly idempotencyKey: string
  readonly countsToCap: boolean
  readonly withAttending: boolean
  readonly message: string | null
  readonly bookedBy: string
  readonly bookedAt: Instant
  answeredAt: Instant | null
  cancelledAt: Instant | null
  cancelledBy: 'patient' | 'professional' | 'operator' | null
  cancelReason: string | null
  outcome: 'came' | 'late' | 'did-not-come' | 'sent-on' | null
  outcomeAt: Instant | null
  outcomeBy: string | null
  majoration: 'SNP' | 'MRT' | 'MUT' | 'MCU' | null
}

export interface FeedbackRow {
  readonly id: string
  readonly territoryId: string
  readonly requestId: string
  readonly appointmentId: string
  readonly practitionerId: string
  readonly attendingId: string | null
  readonly code: 'treated' | 'see-again' | 'exam-pending' | 'other'
  /** In clear: sealed when it is loaded. */
  readonly content: string | null
  readonly at: Instant
}

export type JournalRow = Required<Omit<JournalLine, 'asOf'>>

export interface RequestNumberRow {
  readonly territoryId: string
  readonly day: string
  readonly last: number
}
