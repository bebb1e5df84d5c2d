import { sql } from 'kysely'
import { initials } from '../../domain/identity/name.ts'
import type { Instant, Interval } from '../../domain/time/interval.ts'
import type { Cipher } from '../cipher.ts'
import { fullName } from './directory.ts'
import { openIdentity } from './identity.ts'
import type { Db } from './within.ts'

const during = ({ start, end }: Interval) => [new Date(start), new Date(end)] as const

/** The professional's slots that begin in the interval; one that was taken back only if somebody has a place on it, or if its hour gave it back. */
export async function listSlots(db: Db, practitionerId: string, interval: Interval) {
  const [from, until] = during(interval)
  return db
    .selectFrom('slot')
    .innerJoin('location', 'location.id', 'slot.location_id')
    .select([
      'slot.id',
      'opening_id',
      'release_at',
      'start_at',
      'end_at',
      'kind',
      'modality',
      'capacity',
      'free_places',
      'withdrawn_at',
      'withdrawn_by',
      'location.id as location_id',
      'location.name as location_name',
      'location.commune_code',
    ])
    .where('practitioner_id', '=', practitionerId)
    .where('start_at', '>=', from)
    .where('start_at', '<', until)
    .where((eb) =>
      eb.or([
        eb('withdrawn_at', 'is', null),
        eb('withdrawn_by', '=', 'release'),
        eb('free_places', '<', eb.ref('capacity')),
      ]),
    )
    .orderBy('start_at')
    .orderBy('slot.id')
    .execute()
}
export type SlotRow = Awaited<ReturnType<typeof listSlots>>[number]

/** Everything an agenda says of appointments: which, for whom, asked by which territory. */
const visits = (db: Db, practitionerId: string) =>
  db
    .selectFrom('appointment')
    .innerJoin('care_request', 'care_request.id', 'appointment.request_id')
    .innerJoin('territory', 'territory.id', 'appointment.territory_id')
    .innerJoin('location', 'location.id', 'appointment.location_id')
    .innerJoin('practitioner', 'practitioner.id', 'appointment.practitioner_id')
    .leftJoin('practitioner as attending', 'attending.id', 'care_request.attending_id')
    .leftJoin('patient_identity', 'patient_identity.id', 'care_request.patient_id')
    .selectAll('appointment')
    .select([
      'care_request.number',
      'care_request.source',
      'age_months',
      'sex',
      'reason',
      'place_commune',
      'territory.name as territory_name',
      'location.zone',
      'location.name as location_name',
      'location.address as location_address',
      'location.commune_code',
      'location.phone as location_phone',
      'practitioner.civility',
      'practitioner.given_name',
      'practitioner.family_name',
      'practitioner.profession_code',
      'attending.civility as attending_civility',
      'attending.given_name as attending_given_name',
      'attending.family_name as attending_family_name',
      'patient_identity.id as patient_id',
      'patient_identity.territory_id as patient_territory_id',
      'patient_identity.family_name as patient_family_name',
      'patient_identity.given_name as patient_given_name',
      'patient_identity.birth_date as patient_birth_date',
      'patient_identity.phone as patient_phone',
      'patient_identity.address as patient_address',
    ])
    .where('appointment.practitioner_id', '=', practitionerId)
    .orderBy('appointment.start_at')
    .orderBy('appointment.id')

type VisitRow = Awaited<ReturnType<ReturnType<typeof visits>['execute']>>[number]

/** A visit with the patient's name in clear, once it is agreed. */
export type Visit = ReturnType<ReturnType<typeof inClear>>

const inClear =
  (cipher: Cipher) =>
  ({
    patient_id,
    patient_territory_id,
    patient_family_name,
    patient_given_name,
    patient_birth_date,
    patient_phone,
    patient_address,
    ...visit
  }: VisitRow) => {
    const sealed = {
      family_name: patient_family_name,
      given_name: patient_given_name,
      birth_date: patient_birth_date,
      phone: patient_phone,
      address: patient_address,
    }
    const whose = { id: patient_id ?? '', territory_id: patient_territory_id ?? '' }
    const isUnnamed = patient_id === null || visit.status === 'pending' // named once the professional said yes
    const identity = isUnnamed ? NOBODY : openIdentity(cipher, { ...sealed, ...whose })
    const attending =
      visit.attending_family_name === null
        ? null
        : fullName({
            civility: visit.attending_civility ?? '',
            given_name: visit.attending_given_name ?? '',
            family_name: visit.attending_family_name,
          })
    return {
      ...visit,
      identity: { ...identity, initials: initials(identity.givenName, identity.familyName) },
      attending,
    }
  }

const NOBODY = { familyName: null, givenName: null, birthDate: null, phone: null, address: null }

/** What stands on these slots: everything but what was cancelled. */
export async function listVisits(
  db: Db,
  cipher: Cipher,
  practitionerId: string,
  slotIds: readonly string[],
): Promise<Visit[]> {
  if (slotIds.length === 0) return []
  const rows = await visits(db, practitionerId)
    .where('appointment.slot_id', 'in', slotIds)
    .where('appointment.status', '<>', 'cancelled')
    .execute()
  return rows.map(inClear(cipher))
}

/** Patients en sus who wait for a yes or a no, while there is still time to see them. */
export async function listProposals(db: Db, cipher: Cipher, practitionerId: string, now: Instant): Promise<Visit[]> {
  const rows = await visits(db, practitionerId)
    .where('appointment.status', '=', 'pending')
    .where('appointment.end_at', '>', new Date(now))
    .execute()
  return rows.map(inClear(cipher))
}

/** Visits that began in the interval and of which nobody has said anything. */
export async function listAwaiting(
  db: Db,
  cipher: Cipher,
  practitionerId: string,
  interval: Interval,
): Promise<Visit[]> {
  const [from, until] = during(interval)
  const rows = await visits(db, practitionerId)
    .where('appointment.status', '=', 'booked')
    .where('appointment.start_at', '>', from)
    .where('appointment.start_at', '<=', until)
    .execute()
  return rows.map(inClear(cipher))
}

/** When the professional's ordinary places of the interval begin, kept or taken back. */
export async function listStarts(db: Db, practitionerId: string, interval: Interval): Promise<Instant[]> {
  const [from, until] = during(interval)
  const rows = await db
    .selectFrom('slot')
    .select('start_at')
    .where('practitioner_id', '=', practitionerId)
    .where('kind', '=', 'slots')
    .where('start_at', '>=', from)
    .where('start_at', '<', until)
    .execute()
  return rows.map(({ start_at }) => start_at.getTime())
}

/** What was shared and what was given in the interval; a place taken back was not shared. */
export async function getShare(
  db: Db,
  practitionerId: string,
  interval: Interval,
): Promise<{ taken: number; declared: number }> {
  const [from, until] = during(interval)
  const taken = sql<number>`coalesce(sum(capacity - free_places), 0)::int`
  const declared = sql<number>`coalesce(sum(capacity - case when withdrawn_at is null then 0 else free_places end), 0)::int`
  return db
    .selectFrom('slot')
    .select([taken.as('taken'), declared.as('declared')])
    .where('practitioner_id', '=', practitionerId)
    .where('start_at', '>=', from)
    .where('start_at', '<', until)
    .executeTakeFirstOrThrow()
}

/** The latest words of colleagues about one's own patients and those one sent, newest first. The patient is named where the scope may see who it is. */
export async function listFeedback(db: Db, cipher: Cipher, practitionerId: string, since: Instant) {
  const rows = await db
    .selectFrom('care_feedback')
    .innerJoin('practitioner', 'practitioner.id', 'care_feedback.practitioner_id')
    .leftJoin('care_request', 'care_request.id', 'care_feedback.request_id')
    .leftJoin('patient_identity', 'patient_identity.id', 'care_request.patient_id')
    .select(['care_feedback.id', 'care_feedback.territory_id', 'at', 'code', 'content'])
    .select(['civility', 'practitioner.given_name', 'practitioner.family_name', 'patient_identity.id as patient_id'])
    .select([
      'patient_identity.given_name as patient_given_name',
      'patient_identity.family_name as patient_family_name',
    ])
    .where(({ or, eb }) =>
      or([eb('care_feedback.attending_id', '=', practitionerId), eb('care_request.requester_id', '=', practitionerId)]),
    )
    .where('care_feedback.practitioner_id', '<>', practitionerId)
    .where('at', '>=', new Date(since))
    .orderBy('at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => {
    const open = (field: string, sealed: Buffer | null) =>
      sealed && row.patient_id ? cipher.open(row.territory_id, `${row.patient_id}/${field}`, sealed) : null
    const names = [open('given_name', row.patient_given_name), open('family_name', row.patient_family_name)]
    return {
      at: row.at.getTime(),
      by: fullName(row),
      code: row.code,
      text: row.content && cipher.open(row.territory_id, `${row.id}/content`, row.content),
      patient: names.filter((name) => name !== null).join(' '),
    }
  })
}
