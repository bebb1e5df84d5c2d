import { MINUTE } from '../time/interval.ts'
import { countFates, type Fate } from './fates.ts'
import {
  type CareEvent,
  countedIn,
  DEFINITION_VERSION,
  delayOf,
  type Figure,
  figure,
  INDICATORS,
  type Indicator,
  median,
} from './indicators.ts'
import { type Week, weekOf } from './period.ts'

export interface Board {
  readonly indicators: readonly {
    readonly name: Indicator
    readonly version: number
    readonly total: Figure
    readonly byWeek: readonly Figure[]
  }[]
  readonly fates: readonly (Record<Fate, number> & { readonly week: string })[]
  readonly communes: readonly CommuneFigures[]
  readonly majorations: readonly { readonly code: string; readonly count: number }[]
}

export interface CommuneFigures {
  readonly code: string
  readonly requests: number
  /** Null when too few were placed for a figure. */
  readonly medianDelayMinutes: number | null
}

/** Everything that a board says of requests. Weeks and communes are parts of the whole: their figures add up to it. */
export function boardOf(events: readonly CareEvent[], weeks: readonly Week[], zone: string): Board {
  const byWeek = groupBy(events, ({ createdAt }) => weekOf(createdAt, zone))
  const parts = weeks.map(({ week }) => ({ week, events: byWeek.get(week) ?? [] }))
  return {
    indicators: INDICATORS.map((name) => ({
      name,
      version: DEFINITION_VERSION,
      total: figure(name, events),
      byWeek: parts.map((part) => figure(name, part.events)),
    })),
    fates: parts.map((part) => ({ week: part.week, ...countFates(part.events) })),
    communes: communesOf(events),
    majorations: majorationsOf(events),
  }
}

function communesOf(events: readonly CareEvent[]): CommuneFigures[] {
  const communes = [...groupBy(events, ({ communeCode }) => communeCode)].map(([code, some]) => {
    const delay = median(some.map(delayOf).filter((one) => one !== null))
    return { code, requests: some.length, medianDelayMinutes: delay === null ? null : Math.round(delay / MINUTE) }
  })
  return communes.sort((one, other) => other.requests - one.requests || (one.code < other.code ? -1 : 1))
}

function majorationsOf(events: readonly CareEvent[]): { code: string; count: number }[] {
  const declared = events.filter((event) => countedIn('majorations', event).numerator)
  const byCode = groupBy(declared, ({ visit }) => visit?.majoration ?? '')
  const counts = [...byCode].map(([code, some]) => ({ code, count: some.length }))
  return counts.sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Which part of a figure somebody opens. */
export interface Part {
  readonly week?: string | undefined
  readonly commune?: string | undefined
  /** Only those counted in the numerator, or only those that are not. */
  readonly counted?: boolean | undefined
}

/** The requests behind a part of a figure: as many as its denominator, or its numerator when `counted`. Newest first. */
export function eventsBehind(
  indicator: Indicator,
  events: readonly CareEvent[],
  { week, commune, counted }: Part,
  zone: string,
): { event: CareEvent; counted: boolean }[] {
  return events
    .filter(({ createdAt }) => week === undefined || weekOf(createdAt, zone) === week)
    .filter(({ communeCode }) => commune === undefined || communeCode === commune)
    .map((event) => ({ event, ...countedIn(indicator, event) }))
    .filter(({ denominator, numerator }) => denominator && (counted ?? numerator) === numerator)
    .map(({ event, numerator }) => ({ event, counted: numerator }))
    .sort((one, other) => other.event.createdAt - one.event.createdAt)
}
