import { e164 } from '../domain/identity/phone.ts'
import { DAY, type Instant } from '../domain/time/interval.ts'
import { addressOf, newPerson, phoneIn } from './people.ts'
import type { Random } from './random.ts'
import type { PatientRow } from './rows.ts'

interface Wish {
  readonly territoryId: string
  readonly ageMonths: number
  readonly sex: 'F' | 'H'
  readonly at: Instant
  /** Which of the numbers kept for fiction. */
  readonly caller: number
}

const MONTH_DAYS = 30.44

/** Who a request is for, as far as the caller said: most tell their name and number, some no birth date. */
export function newPatient(random: Random, { territoryId, ageMonths, sex, at, caller }: Wish): PatientRow {
  const { givenName, familyName } = newPerson(random, sex === 'F' ? 1 : 0)
  const birth = at - (ageMonths + random.next() * 0.9) * MONTH_DAYS * DAY
  const isNamed = random.chance(0.94)
  const hasAgreed = random.chance(0.7)
  return {
    id: random.uuid(at),
    territoryId,
    status: random.chance(0.15) ? 'retrieved' : 'provisional',
    familyName: isNamed ? familyName : null,
    givenName: isNamed ? givenName : null,
    birthDate: random.chance(0.8) ? new Date(birth).toISOString().slice(0, 10) : null,
    phone: e164(phoneIn('06 39 98', caller)) ?? null,
    address: random.chance(0.35) ? addressOf(random) : null,
    sharing: hasAgreed ? 'given' : 'not-asked',
    sharingWith: hasAgreed ? 'CPTS' : null,
    sharingAt: hasAgreed ? at : null,
    createdAt: at,
  }
}
