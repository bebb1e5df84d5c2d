import type { Actor } from '../app.ts'
import { refuse } from '../refusal.ts'

/** Whose agenda: the one asked for, or the only one that the actor acts for. Nobody else's, and never a guess. */
export function practitionerOf({ actingFor = [] }: Actor, asked: string | undefined): string {
  const [only, ...others] = actingFor
  const whose = asked ?? (others.length === 0 ? only : undefined)
  return whose !== undefined && actingFor.includes(whose) ? whose : refuse('practitioner-not-found')
}
