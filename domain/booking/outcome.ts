import type { State } from '../requests/states.ts'
import { HOUR, type Instant } from '../time/interval.ts'

export const OUTCOMES = ['came', 'late', 'did-not-come', 'sent-on'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** As the professional declares it; the product records and never advises. */
export const MAJORATIONS = ['SNP', 'MRT', 'MUT', 'MCU'] as const
export type Majoration = (typeof MAJORATIONS)[number]

/** FHIR Appointment.status: care was given, or at least begun, unless the patient did not come. */
export const statusAfter = (outcome: Outcome): 'fulfilled' | 'noshow' =>
  outcome === 'did-not-come' ? 'noshow' : 'fulfilled'

export const stateAfter = (outcome: Outcome): State => (outcome === 'did-not-come' ? 'NO_SHOW' : 'FULFILLED')

/** Patients are sometimes seen before their hour, but nobody has failed to come, or is late, before it. */
const EARLY = 12 * HOUR
const FROM_THE_HOUR: readonly Outcome[] = ['did-not-come', 'late']

/** Whether it is not yet time to say this of an appointment that begins at `start`. */
export const isTooEarly = (outcome: Outcome, start: Instant, now: Instant): boolean =>
  now < (FROM_THE_HOUR.includes(outcome) ? start : start - EARLY)
