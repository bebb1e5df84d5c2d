import { ASKS_NOTICE, type Columns, NAMES_CPTS, NAMES_REASONS, RELEASES } from '../availability/columns.ts'
import type { Counted } from '../availability/loads.ts'
import {
  bitsOf,
  MODALITIES,
  type Modality,
  type Picture,
  type PractitionerRecord,
  type Standing,
  VISIBILITIES,
} from '../availability/picture.ts'
import { DOCTOR, isFirstRecourse } from '../directory/professions.ts'
import type { Source } from '../requests/states.ts'
import type { Policy } from '../territory/policy.ts'
import { type Instant, MINUTE } from '../time/interval.ts'
import { acceptsReason } from './accepted-reasons.ts'

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
  /** What is the matter; null while it is still being asked: no accepted reason rules out then. */
  readonly reason: string | null
}

/** Why an offer cannot serve a need, in the order people are told. Each is one bit. */
export const INELIGIBILITIES = [
  'profession',
  'specialty',
  'audience',
  'modality',
  'withdrawn',
  'released',
  'no-free-place',
  'already-begun',
  'too-soon',
  'too-late',
  'patient-too-young',
  'patient-too-old',
  'reason-not-accepted',
  'weekly-cap',
  'own-weekly-cap',
  'own-daily-cap',
] as const
export type Ineligibility = (typeof INELIGIBILITIES)[number]

const bit = (reason: Ineligibility): number => 1 << INELIGIBILITIES.indexOf(reason)
const PROFESSION = bit('profession')
const SPECIALTY = bit('specialty')
const AUDIENCE = bit('audience')
const MODALITY = bit('modality')
const WITHDRAWN = bit('withdrawn')
const RELEASED = bit('released')
const NO_FREE_PLACE = bit('no-free-place')
const ALREADY_BEGUN = bit('already-begun')
const TOO_SOON = bit('too-soon')
const TOO_LATE = bit('too-late')
const TOO_YOUNG = bit('patient-too-young')
const TOO_OLD = bit('patient-too-old')
const REASON = bit('reason-not-accepted')
const WEEKLY_CAP = bit('weekly-cap')
const OWN_WEEKLY_CAP = bit('own-weekly-cap')
const OWN_DAILY_CAP = bit('own-daily-cap')

/** Guards that a person may pass over with a reason; the others are what the professional did not offer. */
const OVERRIDABLE = TOO_SOON | TOO_LATE | TOO_YOUNG | TOO_OLD | REASON | WEEKLY_CAP

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

/** Kept to the territories that the professional named, when it is seen by nothing else. */
const CPTS = bitsOf(VISIBILITIES, ['CPTS'])

/** A need made ready to be held against the many slots of one picture. */
export interface Wanted {
  readonly visibility: number
  readonly modality: number
  readonly age: number | null
  readonly dueAt: Instant
  readonly now: Instant
  readonly weeklyCap: number
  /** Whether a list of the picture accepts the reason, or names the territory: asked once a list. */
  readonly accepts: (list: number) => boolean
  readonly isNamedIn: (list: number) => boolean
}

export function wanted(
  need: CareNeed,
  picture: Pick<Picture, 'reasonLists' | 'cptsLists'>,
  { weeklyCap }: Pick<Policy, 'weeklyCap'>,
  territoryId: string,
  now: Instant,
): Wanted {
  const lists = picture.reasonLists.all
  const named = picture.cptsLists.all
  return {
    visibility: VISIBLE_TO[need.source],
    modality: bitsOf(MODALITIES, need.modalities),
    age: need.ageMonths,
    dueAt: need.dueAt,
    now,
    weeklyCap,
    accepts: askedOnce((list) => list === 0 || acceptsReason(lists[list] ?? [], need.reason)),
    isNamedIn: askedOnce((list) => list === 0 || (named[list]?.includes(territoryId) ?? false)),
  }
}

function askedOnce(ask: (list: number) => boolean): (list: number) => boolean {
  const answers: boolean[] = []
  return (list) => {
    answers[list] ??= ask(list)
    return answers[list]
  }
}

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
  need: Wanted,
  standing: Standing | undefined,
  isAttending: boolean,
  counted: number,
): number {
  const { modality, age, weeklyCap } = need
  const terms = columns.terms[row] ?? 0
  let mask = timeMask(columns, row, need) | stateMask(columns, row)
  if (terms !== 0) mask |= termsMask(columns, row, terms, need)
  if (standing === undefined || !((columns.visibility[row] ?? 0) & need.visibility)) mask |= AUDIENCE
  if (!((columns.modality[row] ?? 0) & modality)) mask |= MODALITY
  if (!isAttending && counted >= weeklyCap) mask |= WEEKLY_CAP
  return age === null ? mask : mask | ageMask(columns, row, age)
}

/** What the professional chose to take of patients who are not their own, as bits. */
export function ownCapMask(
  { ownWeeklyCap, ownDailyCap }: Pick<PractitionerRecord, 'ownWeeklyCap' | 'ownDailyCap'>,
  isAttending: boolean,
  { week, day }: Counted,
): number {
  if (isAttending) return 0
  const overWeek = ownWeeklyCap !== null && week >= ownWeeklyCap
  const overDay = ownDailyCap !== null && day >= ownDailyCap
  return (overWeek ? OWN_WEEKLY_CAP : 0) | (overDay ? OWN_DAILY_CAP : 0)
}

/** What the professional asks besides. */
function termsMask(columns: Columns, row: number, terms: number, need: Wanted): number {
  const refusesReason = terms & NAMES_REASONS && !need.accepts(columns.reasons[row] ?? 0)
  const isForOthers = terms & NAMES_CPTS && !isForUs(columns, row, need)
  return whenMask(columns, row, terms, need.now) | (refusesReason ? REASON : 0) | (isForOthers ? AUDIENCE : 0)
}

/** What is to be booked some time before must be so before the last chance to come. */
function whenMask(columns: Columns, row: number, terms: number, now: Instant): number {
  const isReleased = terms & RELEASES && (columns.releaseAt[row] ?? 0) <= now
  const notice = terms & ASKS_NOTICE ? (columns.leadMinutes[row] ?? 0) * MINUTE : 0
  const isTooSoon = notice > 0 && lastChance(columns, row) - notice < now
  return (isReleased ? RELEASED : 0) | (isTooSoon ? TOO_SOON : 0)
}

function isForUs(columns: Columns, row: number, { visibility, isNamedIn }: Wanted): boolean {
  const seen = (columns.visibility[row] ?? 0) & visibility
  return seen !== CPTS || isNamedIn(columns.cpts[row] ?? 0)
}

const stateMask = (columns: Columns, row: number): number =>
  (columns.withdrawn[row] ? WITHDRAWN : 0) | (columns.free[row] ? 0 : NO_FREE_PLACE)

function timeMask(columns: Columns, row: number, { now, dueAt }: Wanted): number {
  const isLate = (columns.start[row] ?? 0) > dueAt
  return (lastChance(columns, row) < now ? ALREADY_BEGUN : 0) | (isLate ? TOO_LATE : 0)
}

/** Patients en sus and ranges are received at any moment of their window, so only its end is past help. */
const lastChance = (columns: Columns, row: number): number =>
  (columns.kind[row] === 0 ? columns.start[row] : columns.end[row]) ?? 0

const ageMask = (columns: Columns, row: number, age: number): number =>
  (age < (columns.minAge[row] ?? 0) ? TOO_YOUNG : 0) | (age > (columns.maxAge[row] ?? 0) ? TOO_OLD : 0)
