import type { Source, State } from '../requests/states.ts'
import { HOUR, type Instant } from '../time/interval.ts'

/** Names in code; what people read, formula included, is in the i18n files. */
export const INDICATORS = [
  'requests',
  'within24h',
  'within48h',
  'withAttending',
  'noShow',
  'unplaced',
  'placedAdequately',
  'majorations',
] as const
export type Indicator = (typeof INDICATORS)[number]

/** Grows when a formula changes, so that an old report says what it counted. */
export const DEFINITION_VERSION = 1

/** A request as the figures see it: no identity. */
export interface CareEvent {
  readonly requestId: string
  readonly number: string
  readonly createdAt: Instant
  readonly communeCode: string
  readonly reason: string
  readonly ageMonths: number
  readonly sex: string
  readonly source: Source
  readonly state: State
  /** Why it was closed without a visit. */
  readonly closing: string | null
  readonly attendingKnown: boolean
  /** The last appointment that was not cancelled. */
  readonly visit: {
    readonly startsAt: Instant
    readonly status: 'pending' | 'booked' | 'fulfilled' | 'noshow'
    readonly withAttending: boolean
    readonly ownTerritory: boolean
    readonly majoration: string | null
  } | null
}

/** Whether an event is in an indicator's denominator, and in its numerator. */
export interface Counted {
  readonly denominator: boolean
  readonly numerator: boolean
}

/** From creation to start of care. Care that was to begin before the request was made began at once. */
export const delayOf = ({ createdAt, visit }: CareEvent): number | null =>
  visit && visit.status !== 'pending' ? Math.max(0, visit.startsAt - createdAt) : null

/** Advice and emergencies ask for no appointment, and an abandoned request no longer does. */
const asksForCare = ({ state, closing }: CareEvent): boolean =>
  state !== 'REORIENTED_AMU' && state !== 'ABANDONED' && closing !== 'advice'

/** Still being worked on: not yet a success, nor a failure. */
const isSettled = (event: CareEvent): boolean => delayOf(event) !== null || event.state === 'UNPLACED'

const within =
  (hours: number) =>
  (event: CareEvent): Counted => {
    const delay = delayOf(event)
    const denominator = asksForCare(event) && isSettled(event)
    return { denominator, numerator: denominator && delay !== null && delay <= hours * HOUR }
  }

const wasPlaced = ({ visit }: CareEvent): boolean => visit !== null && visit.status !== 'pending'

/**
 * The formulas, one line each. Sources: dossier §3.1 (SNP) and seed 003 (majorations; requests placed with an adequate
 * professional: placed in time with somebody of the territory or the médecin traitant).
 */
const FORMULAS: Readonly<Record<Indicator, (event: CareEvent) => Counted>> = {
  requests: () => ({ denominator: true, numerator: true }),
  within24h: within(24),
  within48h: within(48),
  withAttending: (event) => {
    const denominator = wasPlaced(event) && event.attendingKnown
    return { denominator, numerator: denominator && event.visit?.withAttending === true }
  },
  noShow: ({ visit }) => {
    const denominator = visit?.status === 'fulfilled' || visit?.status === 'noshow'
    return { denominator, numerator: visit?.status === 'noshow' }
  },
  unplaced: (event) => ({ denominator: asksForCare(event), numerator: event.state === 'UNPLACED' }),
  placedAdequately: (event) => {
    const delay = delayOf(event)
    const fits = event.visit?.ownTerritory === true || event.visit?.withAttending === true
    return { denominator: asksForCare(event), numerator: delay !== null && delay <= 48 * HOUR && fits }
  },
  majorations: ({ visit }) => ({ denominator: visit?.status === 'fulfilled', numerator: visit?.majoration != null }),
}

export const countedIn = (indicator: Indicator, event: CareEvent): Counted => FORMULAS[indicator](event)

export interface Figure {
  readonly numerator: number
  readonly denominator: number
}

/** Sums what each event counts for. Figures of parts add up to the figure of the whole. */
export function figure(indicator: Indicator, events: readonly CareEvent[]): Figure {
  let numerator = 0
  let denominator = 0
  for (const event of events) {
    const counted = countedIn(indicator, event)
    numerator += Number(counted.numerator)
    denominator += Number(counted.denominator)
  }
  return { numerator, denominator }
}

/** The middle value, or the mean of the two in the middle; null under `least` values, when a figure would tell of persons. */
export function median(values: readonly number[], least = 5): number | null {
  if (values.length < least || values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Ten-year bands, so that no event tells who it was. */
export function ageBand(ageMonths: number): string {
  const years = Math.floor(ageMonths / 12)
  if (years < 5) return '0-4'
  if (years < 10) return '5-9'
  if (years >= 80) return '80+'
  const low = Math.floor(years / 10) * 10
  return `${low}-${low + 9}`
}
