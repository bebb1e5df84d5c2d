import type { Selectable } from 'kysely'
import { normalisedName } from '../../domain/identity/name.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Cipher } from '../cipher.ts'
import type { PatientIdentity } from './tables.ts'
import type { Db, Tx } from './within.ts'

const FIELDS = ['family_name', 'given_name', 'birth_date', 'phone', 'address'] as const
type Field = (typeof FIELDS)[number]

/** Who a patient says they are; nothing of it is required. `phone` is E.164. */
export interface Identity {
  readonly familyName: string | null
  readonly givenName: string | null
  readonly birthDate: string | null
  readonly phone: string | null
  readonly address: string | null
}

export interface Sharing {
  readonly sharing: 'given' | 'refused' | 'not-asked'
  readonly sharingWith: string | null
}

/** What an identity is found by later, without being read: keyed hashes of its phone and of its name. */
export const phoneIndex = (cipher: Cipher, territoryId: string, phone: string): Buffer =>
  cipher.index(territoryId, 'phone', phone)

export const nameIndex = (cipher: Cipher, territoryId: string, name: string): Buffer =>
  cipher.index(territoryId, 'name', normalisedName(name))

/** Null for what is not known. */
export function indexesOf(cipher: Cipher, territoryId: string, { familyName, givenName, phone }: Identity) {
  const fullName = [givenName, familyName].filter((name) => name !== null).join(' ')
  return {
    phone: phone === null ? null : phoneIndex(cipher, territoryId, phone),
    name: fullName === '' ? null : nameIndex(cipher, territoryId, fullName),
  }
}

/** Seals an identity field by field, apart from what is needed. */
export async function insertIdentity(
  tx: Tx,
  cipher: Cipher,
  { id, territoryId, at }: { id: string; territoryId: string; at: Instant },
  identity: Identity,
  { sharing, sharingWith }: Sharing,
): Promise<void> {
  const { familyName, givenName, birthDate, phone, address } = identity
  const seal = (field: Field, text: string | null) =>
    text === null ? null : cipher.seal(territoryId, `${id}/${field}`, text)
  const index = indexesOf(cipher, territoryId, identity)
  await tx
    .insertInto('patient_identity')
    .values({
      id,
      territory_id: territoryId,
      key_id: cipher.keyId,
      family_name: seal('family_name', familyName),
      given_name: seal('given_name', givenName),
      birth_date: seal('birth_date', birthDate),
      phone: seal('phone', phone),
      address: seal('address', address),
      phone_index: index.phone,
      name_index: index.name,
      index_key_id: cipher.keyId,
      sharing,
      sharing_with: sharingWith,
      sharing_at: sharing === 'given' ? new Date(at) : null,
      created_at: new Date(at),
    })
    .execute()
}

export type SealedIdentity = Pick<Selectable<PatientIdentity>, 'id' | 'territory_id' | Field>

/** Opens a sealed row; throws when it was altered or moved. */
export function openIdentity(cipher: Cipher, row: SealedIdentity): Identity {
  const open = (field: Field) => {
    const sealed = row[field]
    return sealed === null ? null : cipher.open(row.territory_id, `${row.id}/${field}`, sealed)
  }
  return {
    familyName: open('family_name'),
    givenName: open('given_name'),
    birthDate: open('birth_date'),
    phone: open('phone'),
    address: open('address'),
  }
}

/** The patient of a request, for whoever may see it. */
export async function findIdentity(
  db: Db,
  cipher: Cipher,
  patientId: string,
): Promise<(Identity & Sharing & { status: string }) | undefined> {
  const row = await db.selectFrom('patient_identity').selectAll().where('id', '=', patientId).executeTakeFirst()
  if (!row) return undefined
  const sharing = row.sharing as Sharing['sharing']
  return { ...openIdentity(cipher, row), status: row.status, sharing, sharingWith: row.sharing_with }
}

/** Earlier requests of whoever has this phone or this name, newest first. */
export async function listCallers(db: Db, index: { phone: Buffer } | { name: Buffer }) {
  return db
    .selectFrom('patient_identity')
    .innerJoin('care_request', 'care_request.patient_id', 'patient_identity.id')
    .leftJoin('practitioner', 'practitioner.id', 'care_request.attending_id')
    .select([
      'patient_identity.id',
      'patient_identity.territory_id',
      'patient_identity.family_name',
      'patient_identity.given_name',
      'birth_date',
      'phone',
      'address',
      'care_request.id as request_id',
      'number',
      'state',
      'care_request.created_at',
      'age_months',
      'sex',
      'reason',
      'residence_commune',
      'attending_status',
      'attending_id',
      'practitioner.civility as attending_civility',
      'practitioner.given_name as attending_given_name',
      'practitioner.family_name as attending_family_name',
    ])
    .where('phone' in index ? 'phone_index' : 'name_index', '=', 'phone' in index ? index.phone : index.name)
    .where('erased_at', 'is', null)
    .orderBy('care_request.created_at', 'desc')
    .limit(10)
    .execute()
}
