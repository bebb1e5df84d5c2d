import type { RequestView, RequestRow as RowView } from '../../contract/requests.ts'
import { can } from '../../domain/access/roles.ts'
import type { Modality } from '../../domain/availability/picture.ts'
import { initials } from '../../domain/identity/name.ts'
import { movesFrom, type Source, type State } from '../../domain/requests/states.ts'
import type { Actor, App } from '../app.ts'
import { listAppointmentsOfRequest } from '../database/appointments.ts'
import { fullName } from '../database/directory.ts'
import { findIdentity } from '../database/identity.ts'
import { listJournal } from '../database/journal.ts'
import { findNamedPractitioner, findRequestRow, listFeedback, type RequestRow } from '../database/request-reads.ts'
import type { Tx } from '../database/within.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import { appointmentView, communeName, isoOf } from './appointment-view.ts'

/** One row of the queue. */
export const rowView = (row: RequestRow, reference: Reference): RowView => ({
  id: row.id,
  number: row.number,
  version: row.version,
  state: row.state as State,
  held: row.held_until && { until: isoOf(row.held_until), by: row.held_by_name ?? '' },
  reason: row.reason,
  ageMonths: row.age_months,
  sex: row.sex as RowView['sex'],
  commune: communeName(reference, row.place_commune),
  source: row.source as Source,
  createdAt: isoOf(row.created_at),
  dueAt: isoOf(row.due_at),
  takenBy: row.taken_by ? { id: row.taken_by, name: row.taken_by_name ?? '', initials: initialsOf(row) } : null,
  refill: refillView(row),
  appointment: row.appointment_at && {
    startsAt: isoOf(row.appointment_at),
    practitioner: fullName({
      civility: row.civility ?? '',
      given_name: row.given_name ?? '',
      family_name: row.family_name ?? '',
    }),
  },
})

const refillView = (row: RequestRow): RowView['refill'] =>
  row.refill_id && row.refill_slot_id && row.refill_at && row.refill_proposed_at
    ? {
        id: row.refill_id,
        slotId: row.refill_slot_id,
        startsAt: isoOf(row.refill_at),
        practitioner: fullName({
          civility: row.refill_civility ?? '',
          given_name: row.refill_given_name ?? '',
          family_name: row.refill_family_name ?? '',
        }),
        proposedAt: isoOf(row.refill_proposed_at),
      }
    : null

const initialsOf = ({ taken_by_name }: RequestRow): string => {
  const [first = '', ...others] = (taken_by_name ?? '').split(' ')
  return (initials(first, others.at(-1) ?? null) ?? '').replace(/[. ]/g, '')
}

/** A request whole, as far as the actor may see it. */
export async function viewRequest(
  { now, cipher }: App,
  tx: Tx,
  actor: Actor,
  requestId: string,
  reference: Reference,
): Promise<RequestView> {
  const row = (await findRequestRow(tx, new Date(now()), requestId)) ?? refuse('request-not-found')
  const attending = await findNamedPractitioner(tx, row.attending_id)
  const requester = await findNamedPractitioner(tx, row.requester_id)
  const patient = row.patient_id ? await findIdentity(tx, cipher, row.patient_id) : undefined
  const appointments = await listAppointmentsOfRequest(tx, requestId)
  const feedback = await listFeedback(tx, requestId)
  const lines = await listJournal(tx, requestId)
  const commune = (code: string) => ({ code, name: communeName(reference, code) })
  return {
    ...rowView(row, reference),
    ...detail(row),
    requester: requester ? fullName(requester) : null,
    patient: patient && can(actor.role, 'identity:read') ? patientView(patient) : null,
    residence: commune(row.residence_commune),
    place: commune(row.place_commune),
    attending: {
      status: row.attending_status as RequestView['attending']['status'],
      practitioner: attending
        ? {
            id: attending.id,
            name: fullName(attending),
            commune: attending.commune_code && communeName(reference, attending.commune_code),
          }
        : null,
    },
    appointments: appointments.map((appointment) => appointmentView(appointment, reference)),
    feedback: feedback.map((each) => ({
      code: each.code as RequestView['feedback'][number]['code'],
      text: each.content && cipher.open(each.territory_id, `${each.id}/content`, each.content),
      by: fullName(each),
      at: isoOf(each.at),
    })),
    journal: lines.map((line) => ({
      id: line.id,
      at: isoOf(line.at),
      actor: line.actor_name ?? line.actor,
      act: line.act,
      details: line.details as Record<string, unknown> | null,
    })),
    moves: movesFrom(row.state as State, actor.role),
  }
}

type Patient = NonNullable<Awaited<ReturnType<typeof findIdentity>>>

const patientView = (patient: Patient): RequestView['patient'] => ({
  familyName: patient.familyName,
  givenName: patient.givenName,
  birthDate: patient.birthDate,
  phone: patient.phone,
  address: patient.address,
  status: patient.status as NonNullable<RequestView['patient']>['status'],
  sharing: patient.sharing,
  sharingWith: patient.sharingWith,
})

const detail = (row: RequestRow) => ({
  sasCode: row.sas_code,
  sasReference: row.sas_reference,
  callReference: row.call_reference,
  regulationReference: row.regulation_reference,
  professionCode: row.profession_code,
  specialtyCode: row.specialty_code,
  modalities: row.modalities as Modality[],
  mobility: row.constraint_mobility,
  accompanied: row.constraint_accompanied,
  language: row.constraint_language,
  note: row.note,
  delay: row.delay as RequestView['delay'],
  regulation: { by: row.regulated_by, priority: row.regulation_priority, careLevel: row.care_level },
  closingReason: row.closing_reason,
  hold:
    row.hold_id && row.hold_slot_id && row.held_until
      ? {
          id: row.hold_id,
          slotId: row.hold_slot_id,
          requestId: row.id,
          expiresAt: isoOf(row.held_until),
          extended: row.hold_extended ?? false,
        }
      : null,
})
