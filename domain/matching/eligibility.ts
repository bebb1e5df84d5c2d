import type { Columns } from '../availability/columns.ts'
import { bitsOf, MODALITIES, type Modality, type Standing, VISIBILITIES } from '../availability/picture.ts'
import { DOCTOR, isFirstRecourse } from '../directory/professions.ts'
import type { Source } from '../requests/states.ts'
import type { Policy } from '../territory/policy.ts'
import type { Instant } from '../time/interval.ts'

/** What a request needs, as far as it decides who may be offered. */
export interface CareNeed {
  readonly professionCode: string
  readonly specialtyCode: string | null
  readonly modalities: readonly Modality[]
  /** Null while it is still being asked: no age limit rules out then. */
  readonly ageMonths: number | null
  /** Where the patient is; null while it is still being asked: no road is reckoned then. */
  readonly placeCommune: string | null
  /** The patient's médecin traitant, when known. */
  readonly attendingId: string | null
  readonly dueAt: Instant
  readonly source: Source
}

/** Why an offer cannot serve a need, in the order people are told. Each is one bit. */
export const INELIGIBILITIES = [
  'profession',
  'specialty',
  'audience',
  'modality',
  'withdrawn',
  'no-free-place',
  'already-begun',
  'too-late',
  'patient-too-young',
  'patient-too-old',
  'weekly-cap',
] as const
export type Ineligibility = (typeof INELIGIBILITIES)[number]

const bit = (reason: Ineligibility): number => 1 << INELIGIBILITIES.indexOf(reason)
const PROFESSION = bit('profession')
const SPECIALTY = bit('specialty')
const AUDIENCE = bit('audience')
const MODALITY = bit('modality')
const WITHDRAWN = bit('withdrawn')
const NO_FREE_PLACE = bit('no-free-place')
const ALREADY_BEGUN = bit('already-begun')
const TOO_LATE = bit('too-late')
const TOO_YOUNG = bit('patient-too-young')
const TOO_OLD = bit('patient-too-old')
const WEEKLY_CAP = bit('weekly-cap')

/** Guards that a person may pass over with a reason; the others are what the professional did not offer. */
const OVERRIDABLE = TOO_LATE | TOO_YOUNG | TOO_OLD | WEEKLY_CAP

export const reasonsOf = (mask: number): Ineligibility[] => INELIGIBILITIES.filter((_, index) => mask & (1 << index))
export const isOverridable = (mask: number): boolean => (mask & ~OVERRIDABLE) === 0

/**
 * Which slots each source may book (TRE_R314): regulation and its operators book any; the others any but those
 * kept for the regulation.
 */
const VISIBLE_TO: Readonly<Record<Source, number>> = {
  sas: bitsOf(VISIBILITIES, ['PUBLIC', 'PRO', 'SNP', 'CPTS']),
  '116117': bitsOf(VISIBILITIES, ['PUBLIC', 'PRO', 'SNP', 'CPTS']),
  telesecretariat: bitsOf(VISIBILITIES, ['PUBLIC', 'PRO', 'CPTS']),
  professional: bitsOf(VISIBILITIES, ['PUBLIC', 'PRO', 'CPTS']),
  cpts: bitsOf(VISIBILITIES, ['PUBLIC', 'PRO', 'CPTS']),
}

/** A need made ready to be held against many slots. */
export interface Wanted {
  readonly visibility: number
  readonly modality: number
  readonly age: number | null
  readonly dueAt: Instant
  readonly now: Instant
  readonly weeklyCap: number
}

export const wanted = (need: CareNeed, { weeklyCap }: Pick<Policy, 'weeklyCap'>, now: Instant): Wanted => ({
  visibility: VISIBLE_TO[need.source],
  modality: bitsOf(MODALITIES, need.modalities),
  age: need.ageMonths,
  dueAt: need.dueAt,
  now,
  weeklyCap,
})

interface Practising {
  readonly practitionerId: string
  readonly professionCode: string
  readonly specialtyCodes: readonly string[]
}

/** What rules the professional out, whatever the slot: 0 when nothing does. */
export function practitionerMask(who: Practising, need: CareNeed): number {
  const profession = who.professionCode === need.professionCode ? 0 : PROFESSION
  return profession | (hasSpecialty(who, need) ? 0 : SPECIALTY)
}

/** A doctor asked for without a specialty is one of first recourse, or the patient's own, whatever they practise. */
function hasSpecialty({ practitionerId, professionCode, specialtyCodes }: Practising, need: CareNeed): boolean {
  if (need.specialtyCode !== null) return specialtyCodes.includes(need.specialtyCode)
  return professionCode !== DOCTOR || isFirstRecourse(specialtyCodes) || practitionerId === need.attendingId
}

/**
 * What rules the slot in `row` out, as bits: 0 when it is eligible. `standing` is what the professional is to the
 * territory on that day, `counted` how many visits count to their cap that week; the médecin traitant's own patients
 * do not (NGAP 14.1.3), so the cap does not hold them off.
 */
export function slotMask(
  columns: Columns,
  row: number,
  { visibility, modality, age, dueAt, now, weeklyCap }: Wanted,
  standing: Standing | undefined,
  isAttending: boolean,
  counted: number,
): number {
  let mask = timeMask(columns, row, now, dueAt) | stateMask(columns, row)
  if (standing === undefined || !((columns.visibility[row] ?? 0) & visibility)) mask |= AUDIENCE
  if (!((columns.modality[row] ?? 0) & modality)) mask |= MODALITY
  if (!isAttending && counted >= weeklyCap) mask |= WEEKLY_CAP
  return age === null ? mask : mask | ageMask(columns, row, age)
}

const stateMask = (columns: Columns, row: number): number =>
  (columns.withdrawn[row] ? WITHDRAWN : 0) | (columns.free[row] ? 0 : NO_FREE_PLACE)

/** Patients en sus and ranges are received at any moment of their window, so only its end is past help. */
function timeMask(columns: Columns, row: number, now: Instant, dueAt: Instant): number {
  const start = columns.start[row] ?? 0
  const lastChance = columns.kind[row] === 0 ? start : (columns.end[row] ?? 0)
  return (lastChance < now ? ALREADY_BEGUN : 0) | (start > dueAt ? TOO_LATE : 0)
}

const ageMask = (columns: Columns, row: number, age: number): number =>
  (age < (columns.minAge[row] ?? 0) ? TOO_YOUNG : 0) | (age > (columns.maxAge[row] ?? 0) ? TOO_OLD : 0)
