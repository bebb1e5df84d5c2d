import type { IsoDay } from '../time/dated.ts'

/** A territory's part in one SAS. A territory spans departments, so it may have several, with dates of their own. */
export interface SasEnrolment {
  /** Department of the SAS. */
  readonly sasCode: string
  readonly from: IsoDay
  /** First day outside; undefined while it lasts. */
  readonly until?: IsoDay | undefined
  /** Month and day, both included: a SAS may run in summer only. */
  readonly season?: { readonly from: string; readonly until: string } | undefined
}

/** Whether the SAS answers for the territory on `day`. A season may pass over the new year. */
export function isActive({ from, until, season }: SasEnrolment, day: IsoDay): boolean {
  if (day < from || (until && day >= until)) return false
  if (!season) return true
  const monthDay = day.slice(5)
  return season.from <= season.until
    ? monthDay >= season.from && monthDay <= season.until
    : monthDay >= season.from || monthDay <= season.until
}

/** The SAS concerned by a patient who is in `department` on `day`; undefined when none answers there yet. */
export const sasFor = (
  enrolments: readonly SasEnrolment[],
  department: string,
  day: IsoDay,
): SasEnrolment | undefined =>
  enrolments.find((enrolment) => enrolment.sasCode === department && isActive(enrolment, day))
