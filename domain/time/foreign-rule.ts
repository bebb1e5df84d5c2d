import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Interval } from './interval.ts'

/** What a clock shows, in milliseconds since it showed 1970-01-01T00:00: neither zone nor change of hour is in it. */
export type Wall = number

/** Steps of one rule before it is given up: twenty years of days that are counted, and no second for ever. */
const MOST_STEPS = 20_000

const UTC = 'UTC'

/**
 * When a rule that somebody else wrote occurs in [start, end), all by one clock; `until` too, when it has one. Throws on
 * a rule that cannot be read, and on one of so many steps that nobody meant it.
 */
export function foreignOccurrences(rule: string, first: Wall, { start, end }: Interval): Wall[] {
  const read = new RRuleTemporal({
    rruleString: `RRULE:${rule}`,
    dtstart: atUtc(first),
    tzid: UTC,
    maxIterations: MOST_STEPS,
    maxCandidateEvaluations: 10 * MOST_STEPS,
    cache: false,
  })
  return read
    .between(atUtc(Math.max(start, first)), atUtc(end), true)
    .map(({ epochMilliseconds }) => epochMilliseconds)
    .filter((at) => at < end)
}

const atUtc = (wall: Wall) => Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(UTC)

/** Whether the rules of this zone are known here, under this name. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
