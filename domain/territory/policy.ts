import type { Source } from '../requests/states.ts'
import type { Dated } from '../time/dated.ts'
import type { Minutes } from '../time/interval.ts'

/** What may set offers apart before any weighing. The médecin traitant is above them, whatever the vote. */
export const TIERS = ['same-practice', 'own-territory', 'offered-place'] as const
export type Tier = (typeof TIERS)[number]

/** What a territory voted, one line per vote. */
export interface Policy extends Dated {
  readonly version: number
  readonly author: string
  /** How long a place stays reserved while the patient is on the phone. */
  readonly holdMinutes: Minutes
  readonly holdExtensionMinutes: Minutes
  /** Unscheduled visits of patients who are not one's own, Monday to Sunday (NGAP 14.1.3: 20). */
  readonly weeklyCap: number
  /** From how many on the cap is shown as close. */
  readonly capWarning: number
  /** The first on which two offers differ decides; `offered-place` puts a shared place before a patient en sus. */
  readonly tiers: readonly Tier[]
  /** Inside a tier: cost per minute of waiting, per minute of road, and for a share wholly used up. */
  readonly weights: { readonly soonest: number; readonly nearest: number; readonly fairShare: number }
  /** Sources that go straight to the operator: the protocol annexed to the convention (D6311-35), or no regulation needed. */
  readonly sourcesWithoutRegulation: readonly Source[]
}
