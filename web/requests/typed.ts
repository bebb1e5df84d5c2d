import { z } from 'zod'
import type { CareRequestBody } from '../../contract/requests.ts'
import { e164 } from '../../domain/identity/phone.ts'
import { SOURCES } from '../../domain/requests/states.ts'
import { endOfDay, nextTime } from '../ui/wall-time.ts'
import { monthsOf, spokenAge } from './age.ts'

const HOUR = 3_600_000
const text = z.string().catch('')
/** A choice in a list, with the words it was shown by. */
const Chosen = z.object({ id: z.string(), label: z.string() }).optional().catch(undefined)

export const SEXES = ['unknown', 'F', 'H'] as const
export const DELAYS = ['same-day', '24h', '48h', 'at'] as const
export const MODALITIES = ['AMB', 'HH', 'VR'] as const
export const PRIORITIES = ['P0', 'P1', 'P2', 'P3', 'NR'] as const
export const CARE_LEVELS = ['R1', 'R2', 'R3', 'R4'] as const
export const SHARINGS = ['not-asked', 'given', 'refused'] as const
/** In the médecin traitant's list, beside professionals. */
export const NO_ATTENDING = 'none'
export const UNKNOWN_ATTENDING = 'unknown'

/** Everything on the form, as it is typed; a draft keeps it so. What cannot be read of an old draft starts afresh. */
const TypedSchema = z.object({
  phone: text,
  source: z.enum(SOURCES).catch('sas'),
  givenName: text,
  familyName: text,
  address: text,
  age: text,
  sex: z.enum(SEXES).catch('unknown'),
  reason: text,
  residence: Chosen,
  isElsewhere: z.boolean().catch(false),
  place: Chosen,
  attending: Chosen,
  delay: z.enum(DELAYS).catch('24h'),
  delayTime: text,
  modalities: z
    .array(z.enum(MODALITIES))
    .min(1)
    .catch(() => ['AMB' as const]),
  mobility: z.boolean().catch(false),
  accompanied: z.boolean().catch(false),
  language: text,
  regulatedBy: text,
  priority: z.enum(PRIORITIES).or(z.literal('')).catch(''),
  careLevel: z.enum(CARE_LEVELS).or(z.literal('')).catch(''),
  callReference: text,
  regulationReference: text,
  sasReference: text,
  sharing: z.enum(SHARINGS).catch('not-asked'),
  sharingWith: text,
  note: text,
})
export type Typed = z.infer<typeof TypedSchema>

export const readTyped = (content: Readonly<Record<string, unknown>>): Typed => TypedSchema.parse(content)

const orNull = (typed: string) => (typed.trim() === '' ? null : typed.trim())

/** A regulator decided as soon as one is named. */
export const isDecided = ({ regulatedBy }: Typed) => regulatedBy.trim() !== ''

export const placeOf = ({ isElsewhere, place, residence }: Typed) => (isElsewhere ? place : undefined) ?? residence

export const attendingIdOf = ({ attending }: Typed) =>
  attending && attending.id !== NO_ATTENDING && attending.id !== UNKNOWN_ATTENDING ? attending.id : null

/** Before when care must begin, as the preview reads it; once sent, the server decides. */
export function dueOf({ delay, delayTime }: Typed, now: number, zone: string): number | undefined {
  if (delay === 'same-day') return endOfDay(now, zone)
  if (delay === 'at') return nextTime(delayTime, now, zone)
  return now + (delay === '24h' ? 24 : 48) * HOUR
}

/** As far as the ranking reads it, with what is not known yet left open. */
export function needOf(typed: Typed, now: number, zone: string) {
  const age = spokenAge(typed.age, new Date(now))
  const minute = Math.floor(now / 60_000) * 60_000 // the same question for a whole minute
  return {
    source: typed.source,
    modalities: typed.modalities,
    ageMonths: age ? monthsOf(age, new Date(now)) : null,
    placeCommune: placeOf(typed)?.id ?? null,
    attendingId: attendingIdOf(typed),
    reason: typed.reason.trim() || null,
    dueAt: new Date(dueOf(typed, minute, zone) ?? minute + 24 * HOUR).toISOString(),
  }
}

export type FormField = 'phone' | 'age' | 'reason' | 'residence' | 'place' | 'attending' | 'delayTime'

/** What is still wrong, in the order of the form. */
export function faultsOf(typed: Typed, now: number, zone: string): FormField[] {
  const wrong: Readonly<Record<FormField, boolean>> = {
    phone: typed.phone.trim() !== '' && e164(typed.phone) === undefined,
    age: spokenAge(typed.age, new Date(now)) === undefined,
    reason: typed.reason.trim() === '',
    residence: typed.residence === undefined,
    place: typed.isElsewhere && typed.place === undefined,
    attending: false,
    delayTime: typed.delay === 'at' && dueOf(typed, now, zone) === undefined,
  }
  return (Object.keys(wrong) as FormField[]).filter((field) => wrong[field])
}

function attendingOf({ attending }: Typed): CareRequestBody['attending'] {
  if (!attending || attending.id === UNKNOWN_ATTENDING) return { status: 'unknown' }
  return attending.id === NO_ATTENDING ? { status: 'none' } : { status: 'known', practitionerId: attending.id }
}

function delayOf(typed: Typed, now: number, zone: string): CareRequestBody['delay'] {
  const due = dueOf(typed, now, zone)
  if (typed.delay === 'at') return { kind: 'at', at: new Date(due ?? now).toISOString() }
  return { kind: typed.delay }
}

interface Sending {
  readonly draftId: string
  readonly despiteOpenRequest: boolean
  readonly now: number
  readonly zone: string
}

/** What is sent. The draft's own id makes a second sending harmless. */
export function bodyOf(typed: Typed, { draftId, despiteOpenRequest, now, zone }: Sending): CareRequestBody {
  const age = spokenAge(typed.age, new Date(now))
  return {
    idempotencyKey: draftId,
    draftId,
    source: typed.source,
    callReference: orNull(typed.callReference),
    regulationReference: orNull(typed.regulationReference),
    sasReference: orNull(typed.sasReference),
    patient: {
      familyName: orNull(typed.familyName),
      givenName: orNull(typed.givenName),
      birthDate: age && 'birthDate' in age ? age.birthDate : null,
      phone: orNull(typed.phone),
      address: orNull(typed.address),
      sharing: typed.sharing,
      sharingWith: orNull(typed.sharingWith),
    },
    ageMonths: age && 'ageMonths' in age ? age.ageMonths : null,
    sex: typed.sex,
    residenceCommune: typed.residence?.id ?? '',
    placeCommune: typed.isElsewhere ? (typed.place?.id ?? null) : null,
    attending: attendingOf(typed),
    reason: typed.reason.trim(),
    modalities: typed.modalities,
    mobility: typed.mobility,
    accompanied: typed.accompanied,
    language: orNull(typed.language),
    note: orNull(typed.note),
    delay: delayOf(typed, now, zone),
    regulation: {
      decided: isDecided(typed),
      by: orNull(typed.regulatedBy),
      priority: typed.priority || null,
      careLevel: typed.careLevel || null,
    },
    despiteOpenRequest,
  }
}
