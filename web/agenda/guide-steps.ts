import { countOf, type OpeningDraft } from './opening-draft.ts'

export const STEPS = ['where', 'model', 'days', 'hours', 'whom', 'many', 'release', 'check'] as const
export type Step = (typeof STEPS)[number]

/** The guided path as it stands; kept until the tab is closed. */
export interface Guide {
  readonly step: Step
  readonly templateId: string | undefined
  readonly opening: OpeningDraft
  /** As typed; empty: none. */
  readonly weeklyCap: string
  readonly dailyCap: string
}

/** Where is not asked of somebody who practises in one place. */
export const stepsFor = (places: number): readonly Step[] => (places > 1 ? STEPS : STEPS.slice(1))

export const stepAfter = (steps: readonly Step[], step: Step): Step => steps[steps.indexOf(step) + 1] ?? step
export const stepBefore = (steps: readonly Step[], step: Step): Step | undefined => steps[steps.indexOf(step) - 1]

export type Missing = 'place' | 'weekday' | 'hours' | 'hours-too-short' | 'audience' | 'ages' | 'until'

/** What must be answered before going on; undefined when the step is complete. */
export function missingIn(step: Step, { opening }: Guide, today: string): Missing | undefined {
  if (step === 'where' && !opening.locationId) return 'place'
  if (step === 'days') return missingDays(opening, today)
  if (step === 'hours') return missingHours(opening)
  if (step === 'whom') return missingAudience(opening)
  return undefined
}

function missingDays({ weekdays, until }: OpeningDraft, today: string): Missing | undefined {
  if (weekdays.length === 0) return 'weekday'
  return until !== '' && until < today ? 'until' : undefined
}

function missingHours({ hours, slotMinutes }: OpeningDraft): Missing | undefined {
  if (hours.some(({ from, until }) => from === '' || until === '')) return 'hours'
  return slotMinutes && hours.some((one) => countOf(one, slotMinutes) < 1) ? 'hours-too-short' : undefined
}

function missingAudience({ visibility, minAgeYears, maxAgeYears }: OpeningDraft): Missing | undefined {
  if (visibility.length === 0) return 'audience'
  return maxAgeYears !== '' && Number(maxAgeYears) < Number(minAgeYears) ? 'ages' : undefined
}

/** The first thing missing of a whole opening. */
export const missingInOpening = (opening: OpeningDraft, today: string): Missing | undefined =>
  missingDays(opening, today) ?? missingHours(opening) ?? missingAudience(opening)

/** A cap as typed; null for none. */
export const capOf = (typed: string): number | null => (/^\d+$/.test(typed.trim()) ? Number(typed) : null)
