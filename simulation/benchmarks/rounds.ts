import { loadavg } from 'node:os'
import { median, type Pace, perSecond } from './pace.ts'

/** What two moments tell by their difference: processor milliseconds used so far. */
export interface Used {
  readonly server: number | undefined
  readonly database: number | undefined
}

/** A ratio that is aimed at. */
export interface Comparison {
  readonly title: string
  readonly aim: string
  readonly isMet: (ratio: number) => boolean
  readonly ratio: (paces: Readonly<Record<string, Pace>>) => number
}

/** Work that is ready to be done: only `run` is measured. */
export interface Prepared {
  readonly run: () => Promise<Pace>
  /** Throws when an answer was not the expected one: the figure does not count then. */
  readonly check: () => void | Promise<void>
}

/** Work of ours and of the floors that belong to it: all of it in each round, the other way round every second time. */
export interface Trial {
  readonly name: string
  /** By what does the work, ours as `product`. */
  readonly measures: Readonly<Record<string, () => Prepared | Promise<Prepared>>>
  readonly comparisons: readonly Comparison[]
}

interface Measured extends Pace {
  /** Per operation. */
  readonly serverMs: number | undefined
  readonly databaseMs: number | undefined
}
type Round = Readonly<Record<string, Measured>>

export interface Range {
  readonly median: number
  readonly low: number
  readonly high: number
}

export interface Result {
  readonly trial: string
  readonly rounds: number
  /** Its rounds were made a second time, since a ratio moved too much. */
  readonly repeated: boolean
  readonly figures: readonly {
    readonly who: string
    readonly perSecond: Range
    readonly p50Ms: number
    readonly serverMs: number | undefined
    readonly databaseMs: number | undefined
  }[]
  readonly ratios: readonly {
    readonly title: string
    readonly aim: string
    readonly ratio: Range
    readonly isMet: boolean
    readonly isSteady: boolean
  }[]
}

export interface Plan {
  readonly rounds: number
  /** No trial is repeated after this many seconds. */
  readonly patience: number
  readonly used: () => Used
  readonly say: (line: string) => void
}

/** A median is not believed when its rounds lie farther apart. */
const MOST_SPREAD = 1.8

/** Runs every trial in every round, after one that does not count; once more what moved too much. */
export async function runRounds(trials: readonly Trial[], plan: Plan): Promise<Result[]> {
  const { patience, say } = plan
  const since = performance.now()
  const seconds = () => Math.round((performance.now() - since) / 1000)
  const kept = await interleaved(trials, plan, seconds)
  const results: Result[] = []
  for (const [trial, made] of kept) {
    const result = resultOf(trial, made, false)
    const again = result.ratios.some(({ isSteady }) => !isSteady) && seconds() < patience
    if (again) say(`again, since its ratios moved by more than ${MOST_SPREAD}: ${trial.name}`)
    results.push(again ? resultOf(trial, await roundsOf(trial, plan), true) : result)
  }
  return results
}

async function interleaved(trials: readonly Trial[], { rounds, used, say }: Plan, seconds: () => number) {
  const kept = new Map<Trial, Round[]>(trials.map((trial) => [trial, []]))
  for (let round = 0; round <= rounds; round++) {
    say(`${round === 0 ? 'warm-up' : `round ${round}/${rounds}`} · ${seconds()} s · load ${load()}`)
    for (const [trial, made] of kept) {
      const measured = await oneRound(trial, round, used)
      if (round > 0) made.push(measured)
    }
  }
  return kept
}

async function roundsOf(trial: Trial, { rounds, used }: Plan): Promise<Round[]> {
  const made: Round[] = []
  for (let round = 1; round <= rounds; round++) made.push(await oneRound(trial, round, used))
  return made
}

async function oneRound({ measures }: Trial, round: number, used: Plan['used']): Promise<Round> {
  const inTurn = Object.entries(measures)
  if (round % 2) inTurn.reverse()
  const measured: [string, Measured][] = []
  for (const [who, measure] of inTurn) {
    const { run, check } = await measure()
    const before = used()
    const pace = await run()
    const after = used()
    await check()
    const each = (from: number | undefined, to: number | undefined) =>
      from === undefined || to === undefined ? undefined : (to - from) / pace.operations
    const serverMs = each(before.server, after.server)
    measured.push([who, { ...pace, serverMs, databaseMs: each(before.database, after.database) }])
  }
  return Object.fromEntries(measured)
}

function resultOf({ name, measures, comparisons }: Trial, rounds: readonly Round[], repeated: boolean): Result {
  const figures = Object.keys(measures).map((who) => {
    const own = rounds.flatMap((round) => round[who] ?? [])
    const middle = (of: (one: Measured) => number | undefined) => {
      const known = own.flatMap((one) => of(one) ?? [])
      return known.length > 0 ? median(known) : undefined
    }
    return {
      who,
      perSecond: rangeOf(own.map(perSecond)),
      p50Ms: middle(({ p50Ms }) => p50Ms) ?? 0,
      serverMs: middle(({ serverMs }) => serverMs),
      databaseMs: middle(({ databaseMs }) => databaseMs),
    }
  })
  const ratios = comparisons.map(({ title, aim, isMet, ratio }) => {
    const range = rangeOf(rounds.map(ratio))
    const isSteady = range.high / range.low <= MOST_SPREAD
    return { title, aim, ratio: range, isMet: isMet(range.median), isSteady }
  })
  return { trial: name, rounds: rounds.length, repeated, figures, ratios }
}

const rangeOf = (values: readonly number[]): Range => ({
  median: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
})

export const load = (): string => (loadavg()[0] ?? 0).toFixed(1)
