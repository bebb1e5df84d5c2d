import type { Cipher } from '../server/cipher.ts'
import { nameIndex, phoneIndex } from '../server/database/identity.ts'
import type { Professional } from '../simulation/professional.ts'
import type { FeedbackRow, PatientRow } from '../simulation/rows.ts'
import type { Agenda, LivedCommunity } from '../simulation/world.ts'

const SINCE = '[2024-01-01,)'

/** Rows by table, parents before children. */
export type Rows = readonly (readonly [
  table: Parameters<import('../server/database/bulk.ts').Bulk['insert']>[0],
  readonly object[],
])[]

/** The directory: professionals, where they practise, who sees them. Of members of two territories, each row once. */
export function directoryRows(professionals: readonly Professional[]): Rows {
  const locations = new Map(professionals.flatMap((one) => one.locations.map((location) => [location.id, location])))
  return [
    ['practitioner', professionals.map(({ practitioner }) => practitioner)],
    ['location', [...locations.values()]],
    [
      'practitioner_location',
      professionals.flatMap(({ practitioner, sectorCode, locations: own }) =>
        own.map(({ id }) => ({ practitionerId: practitioner.id, locationId: id, practiceModeCode: 'L', sectorCode })),
      ),
    ],
    [
      'audience',
      professionals.flatMap(({ practitioner, audiences }) =>
        audiences.map((audience) => ({ practitionerId: practitioner.id, ...audience, during: SINCE })),
      ),
    ],
  ]
}

export function agendaRows(agendas: readonly Agenda[]): Rows {
  const opened = agendas.flatMap((agenda) => agenda.opened)
  const slots = opened.flatMap((one) => one.slots)
  return [
    ['opening', opened.map(({ opening }) => opening)],
    ['slot', slots.map(({ slot }) => slot)],
    ['place', slots.flatMap(({ places }) => places)],
  ]
}

/** Who may enter: the password's hash is the same for all, since it is made once and the demonstration tells it. */
export const accountRows = ({ accounts }: LivedCommunity, passwordHash: string): Rows => [
  ['account', accounts.accounts.map((account) => ({ ...account, passwordHash }))],
  ['account_grant', accounts.grants],
  ['delegation', accounts.delegations],
]

/** Requests with all that became of them; identities and words about health sealed. */
export function storyRows({ stories, numbers }: LivedCommunity, cipher: Cipher): Rows {
  return [
    ['patient_identity', stories.map(({ patient }) => sealedPatient(cipher, patient))],
    ['care_request', stories.map(({ request }) => request)],
    ['request_number', numbers],
    ['appointment', stories.flatMap(({ appointments }) => appointments)],
    ['care_feedback', stories.flatMap(({ feedback }) => feedback.map((one) => sealedFeedback(cipher, one)))],
    ['journal', stories.flatMap(({ journal }) => journal)],
  ]
}

function sealedPatient(cipher: Cipher, patient: PatientRow) {
  const { id, territoryId, familyName, givenName, birthDate, phone, address } = patient
  const seal = (field: string, text: string | null) =>
    text === null ? null : cipher.seal(territoryId, `${id}/${field}`, text)
  return {
    ...patient,
    keyId: cipher.keyId,
    familyName: seal('family_name', familyName),
    givenName: seal('given_name', givenName),
    birthDate: seal('birth_date', birthDate),
    phone: seal('phone', phone),
    address: seal('address', address),
    phoneIndex: phone === null ? null : phoneIndex(cipher, territoryId, phone),
    nameIndex: familyName === null ? null : nameIndex(cipher, territoryId, `${givenName} ${familyName}`),
    indexKeyId: cipher.keyId,
  }
}

const sealedFeedback = (cipher: Cipher, feedback: FeedbackRow) => ({
  ...feedback,
  keyId: cipher.keyId,
  content:
    feedback.content === null ? null : cipher.seal(feedback.territoryId, `${feedback.id}/content`, feedback.content),
})
