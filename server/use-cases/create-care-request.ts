import type { z } from 'zod'
import type { CareRequestBody } from '../../contract/requests.ts'
import { can } from '../../domain/access/roles.ts'
import { ageMonthsOn } from '../../domain/identity/age.ts'
import { e164 } from '../../domain/identity/phone.ts'
import { type Delay, dueAt } from '../../domain/requests/delay.ts'
import { departmentOf } from '../../domain/territory/commune.ts'
import { sasFor } from '../../domain/territory/sas.ts'
import { dayIn, type IsoDay } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { isListed } from '../database/directory.ts'
import { dropDraft } from '../database/drafts.ts'
import { type Identity, indexesOf, insertIdentity, phoneIndex } from '../database/identity.ts'
import { record } from '../database/journal.ts'
import { findOpenRequestOfPhone, findRequestByKey, insertRequest, lockKey, takeNumber } from '../database/requests.ts'
import { getTerritory, listSasEnrolments, type Territory } from '../database/territory.ts'
import type { Tx } from '../database/within.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import { practitionerOf } from './practitioner-of.ts'

/** What was said of a request, checked in form by the contract. */
export type NewCareRequest = z.output<typeof CareRequestBody>

/**
 * Records a request for unscheduled care, with its patient apart. Asked again with the same key, it answers the same
 * request. Another open request of the same phone is shown before a new one is made. Answers its id.
 */
export function createCareRequest(app: App, actor: Actor, said: NewCareRequest, reference: Reference): Promise<string> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const wish = { ...said, requesterId: requesterOf(actor, said) }
    await lockKey(tx, wish.idempotencyKey)
    const identity = identityOf(wish)
    const done = await findRequestByKey(tx, wish.idempotencyKey)
    if (done) return sameRequest(app, actor, done, identity, wish)
    const territory = await getTerritory(tx, actor.territoryId)
    await mustBeAlone(app, tx, actor, identity, wish)
    await mustBeListed(tx, wish)

    const id = app.newId()
    const patient_id = app.newId()
    const owner = { id: patient_id, territoryId: territory.id, at }
    await insertIdentity(tx, app.cipher, owner, identity, wish.patient)
    const told = needRow(wish, territory, at, reference)
    const [sas, number] = [await sasCode(tx, territory, told.place_commune, at), await nextNumber(tx, territory, at)]
    const state = wish.regulation.decided ? 'REGULATED' : 'QUALIFIED'
    await insertRequest(tx, { ...told, ...sasRow(wish, sas), ...stamp(actor, at), id, number, patient_id, state })
    if (wish.draftId) await dropDraft(tx, actor, wish.draftId)
    await record(tx, {
      id: app.newId(),
      territoryId: territory.id,
      at,
      actor: actor.actor,
      act: 'request-created',
      subject: id,
      requestId: id,
      details: { source: wish.source, state, delay: wish.delay.kind, by: wish.regulation.by },
    })
    await announce(tx, { territoryId: territory.id, topic: 'request', subject: id })
    return id
  })
}

/** Whoever has an agenda asks in their own name, or of those they act for, and decides nothing for the regulation. */
function requesterOf(actor: Actor, { source, regulation, requesterId }: NewCareRequest): string | null {
  if (!can(actor.role, 'agenda:own')) return requesterId
  if (source !== 'professional' || regulation.decided) refuse('forbidden')
  return practitionerOf(actor, requesterId ?? undefined)
}

type Done = NonNullable<Awaited<ReturnType<typeof findRequestByKey>>>

/** A retry is of the same person for the same patient and reason: anything else would be lost without a word. */
function sameRequest(
  { cipher }: App,
  { territoryId, actor }: Actor,
  done: Done,
  identity: Identity,
  wish: NewCareRequest,
) {
  const { phone, name } = indexesOf(cipher, territoryId, identity)
  const isIndex = (kept: Buffer | null, index: Buffer | null) => (index && kept ? kept.equals(index) : kept === index)
  const isPatient = isIndex(done.phone_index, phone) && isIndex(done.name_index, name)
  const isSame = done.created_by === actor && done.reason === wish.reason && isPatient
  return isSame ? done.id : refuse('key-reused')
}

function identityOf({ patient }: NewCareRequest): Identity {
  const { familyName, givenName, birthDate, address } = patient
  const phone = patient.phone === null ? null : (e164(patient.phone) ?? refuse('phone-unreadable', ['patient.phone']))
  return { familyName, givenName, birthDate, phone, address }
}

async function mustBeAlone(
  { cipher }: App,
  tx: Tx,
  { territoryId }: Actor,
  { phone }: Identity,
  { despiteOpenRequest }: NewCareRequest,
): Promise<void> {
  if (phone === null) return
  const other = await findOpenRequestOfPhone(tx, phoneIndex(cipher, territoryId, phone))
  if (other && !despiteOpenRequest) refuse('open-request-exists', [other])
}

async function mustBeListed(tx: Tx, { attending, requesterId }: NewCareRequest): Promise<void> {
  const named = [attending.status === 'known' ? attending.practitionerId : null, requesterId]
  for (const id of named) if (id && !(await isListed(tx, id))) refuse('practitioner-not-found')
}

function needRow(wish: NewCareRequest, { zone }: Territory, at: Instant, { communeOf }: Reference) {
  const place = wish.placeCommune ?? wish.residenceCommune
  for (const code of [wish.residenceCommune, place]) if (!communeOf(code)) refuse('commune-unknown', [code])
  const due = dueAt(delayOf(wish), at, zone)
  if (due <= at) refuse('due-in-the-past', ['delay'])
  return {
    idempotency_key: wish.idempotencyKey,
    source: wish.source,
    call_reference: wish.callReference,
    regulation_reference: wish.regulationReference,
    requester_id: wish.requesterId,
    age_months: ageOf(wish, dayIn(zone, at)),
    sex: wish.sex,
    residence_commune: wish.residenceCommune,
    place_commune: place,
    attending_status: wish.attending.status,
    attending_id: wish.attending.status === 'known' ? wish.attending.practitionerId : null,
    profession_code: wish.professionCode,
    specialty_code: wish.specialtyCode,
    reason: wish.reason,
    modalities: [...new Set(wish.modalities)],
    constraint_mobility: wish.mobility,
    constraint_accompanied: wish.accompanied,
    constraint_language: wish.language,
    note: wish.note,
    delay: wish.delay.kind,
    due_at: new Date(due),
    regulation_priority: wish.regulation.priority,
    care_level: wish.regulation.careLevel,
    regulated_by: wish.regulation.by,
  }
}

function ageOf({ patient, ageMonths }: NewCareRequest, today: IsoDay): number {
  const born = patient.birthDate === null ? undefined : ageMonthsOn(patient.birthDate as IsoDay, today)
  if (patient.birthDate !== null && born === undefined) refuse('age-needed', ['patient.birthDate'])
  return born ?? ageMonths ?? refuse('age-needed', ['ageMonths'])
}

const delayOf = ({ delay }: NewCareRequest): Delay =>
  delay.kind === 'at' ? { kind: 'at', at: Date.parse(delay.at) } : { kind: delay.kind }

/** The SAS that answers where the patient is, on this day; none when the department has none yet. */
async function sasCode(tx: Tx, { id, zone }: Territory, commune: string, at: Instant): Promise<string | null> {
  const enrolments = await listSasEnrolments(tx, id)
  return sasFor(enrolments, departmentOf(commune), dayIn(zone, at))?.sasCode ?? null
}

const sasRow = ({ sasReference }: NewCareRequest, sas_code: string | null) => ({
  sas_code,
  sas_reference: sasReference,
})

/** `NVF-261124-031`: short enough to be said aloud. */
async function nextNumber(tx: Tx, { id, shortCode, zone }: Territory, at: Instant): Promise<string> {
  const day = dayIn(zone, at)
  const last = await takeNumber(tx, id, day)
  return `${shortCode}-${day.slice(2).replaceAll('-', '')}-${String(last).padStart(3, '0')}`
}

const stamp = ({ territoryId, actor, role }: Actor, at: Instant) => ({
  territory_id: territoryId,
  created_by: actor,
  created_at: new Date(at),
  moved_at: new Date(at),
  taken_by: role === 'operator' ? actor : null,
})
