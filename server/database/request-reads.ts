import { isWaiting, OPEN_STATES, SEEKING } from '../../domain/requests/states.ts'
import { DAY } from '../../domain/time/interval.ts'
import { isStillThere } from './refills.ts'
import type { Db } from './within.ts'

/** Requests with what the queue shows of them: who has them, what is held, where they are placed. Never a name. */
const rows = (db: Db, now: Date) =>
  db
    .selectFrom('care_request')
    .leftJoin('account as taker', 'taker.id', 'care_request.taken_by')
    .leftJoin('slot_hold', (join) =>
      join.onRef('slot_hold.request_id', '=', 'care_request.id').on('slot_hold.expires_at', '>', now),
    )
    .leftJoin('account as holder', 'holder.id', 'slot_hold.held_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('appointment')
          .select(['start_at', 'practitioner_id'])
          .whereRef('appointment.request_id', '=', 'care_request.id')
          .where('status', '<>', 'cancelled')
          .orderBy('booked_at', 'desc')
          .limit(1) // a patient who did not come may have another one since
          .as('visit'),
      (join) => join.onTrue(),
    )
    .leftJoin('practitioner as effector', 'effector.id', 'visit.practitioner_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('slot_refill')
          .innerJoin('slot', 'slot.id', 'slot_refill.slot_id')
          .innerJoin('practitioner as freed', 'freed.id', 'slot.practitioner_id')
          .select(['slot_refill.id', 'slot_id', 'slot.start_at', 'proposed_at'])
          .select(['freed.civility', 'freed.given_name', 'freed.family_name'])
          .whereRef('slot_refill.request_id', '=', 'care_request.id')
          .where('care_request.state', 'in', SEEKING)
          .where('slot_hold.id', 'is', null)
          .where(isStillThere(now))
          .orderBy('proposed_at')
          .orderBy('slot_refill.id')
          .limit(1)
          .as('refill'),
      (join) => join.onTrue(),
    )
    .selectAll('care_request')
    .select([
      'taker.name as taken_by_name',
      'slot_hold.id as hold_id',
      'slot_hold.slot_id as hold_slot_id',
      'slot_hold.expires_at as held_until',
      'slot_hold.extended as hold_extended',
      'holder.name as held_by_name',
      'visit.start_at as appointment_at',
      'effector.civility',
      'effector.given_name',
      'effector.family_name',
      'refill.id as refill_id',
      'refill.slot_id as refill_slot_id',
      'refill.start_at as refill_at',
      'refill.proposed_at as refill_proposed_at',
      'refill.civility as refill_civility',
      'refill.given_name as refill_given_name',
      'refill.family_name as refill_family_name',
    ])

export type RequestRow = Awaited<ReturnType<typeof listOpenRequests>>[number]

/** How long a request without solution stays under the regulator's eyes: what is sought is care within 48 h. */
const UNPLACED_SHOWN = 2 * DAY

/** How long a visit of which nobody says anything stays: they must never push those who wait out of the queue. */
const VISIT_SHOWN = 2 * DAY

const WAITING_STATES = OPEN_STATES.filter(isWaiting)

/** The queue: the most pressed first. */
export const listOpenRequests = (db: Db, now: Date) =>
  rows(db, now)
    .where(({ or, and, eb }) =>
      or([
        eb('care_request.state', 'in', WAITING_STATES),
        and([
          eb('care_request.state', '=', 'BOOKED'),
          eb('visit.start_at', '>', new Date(now.getTime() - VISIT_SHOWN)),
        ]),
        eb('refill.id', 'is not', null),
        and([
          eb('care_request.state', '=', 'UNPLACED'),
          eb('care_request.moved_at', '>', new Date(now.getTime() - UNPLACED_SHOWN)),
        ]),
      ]),
    )
    .orderBy('due_at')
    .orderBy('care_request.id')
    .limit(500)
    .execute()

/** What left the queue since `from`, the newest first. */
export const listClosedRequests = (db: Db, now: Date, from: Date) =>
  rows(db, now)
    .where('care_request.state', 'not in', [...OPEN_STATES])
    .where('care_request.moved_at', '>=', from)
    .orderBy('care_request.moved_at', 'desc')
    .limit(200)
    .execute()

/** Those whose number holds `text`, the newest first. */
export const findRequestsByNumber = (db: Db, now: Date, text: string) =>
  rows(db, now)
    .where('number', 'ilike', `%${text.replace(/[\\%_]/g, '\\$&')}%`)
    .orderBy('care_request.created_at', 'desc')
    .limit(20)
    .execute()

export const findRequestRow = (db: Db, now: Date, requestId: string) =>
  rows(db, now).where('care_request.id', '=', requestId).executeTakeFirst()

/** A professional by name, with the communes where they practise. */
export async function findNamedPractitioner(db: Db, practitionerId: string | null) {
  if (practitionerId === null) return undefined
  return db
    .selectFrom('practitioner')
    .leftJoin('practitioner_location', 'practitioner_location.practitioner_id', 'practitioner.id')
    .leftJoin('location', 'location.id', 'practitioner_location.location_id')
    .select(['practitioner.id', 'civility', 'given_name', 'family_name', 'commune_code'])
    .where('practitioner.id', '=', practitionerId)
    .orderBy('location.id')
    .executeTakeFirst()
}

/** What professionals said back, the newest first; its words still sealed. */
export const listFeedback = (db: Db, requestId: string) =>
  db
    .selectFrom('care_feedback')
    .innerJoin('practitioner', 'practitioner.id', 'care_feedback.practitioner_id')
    .selectAll('care_feedback')
    .select(['civility', 'given_name', 'family_name'])
    .where('request_id', '=', requestId)
    .orderBy('at', 'desc')
    .execute()
