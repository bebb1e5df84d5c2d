import type { IsoDay } from '../time/dated.ts'
import type { Instant, Interval } from '../time/interval.ts'
import { dayNumber, dayNumberOf, isoDay, isoWeek, mondayOf, startOfDay, weekNumber } from '../time/wall-clock.ts'

const USUAL_WEEKS = 8

/** Days that figures are about, both included. */
export interface Period {
  readonly from: IsoDay
  readonly until: IsoDay
}

/** What was asked for, completed: by default eight ISO weeks that end with the current one, by the clock of `zone`. */
export function periodOf(
  asked: { from?: IsoDay | undefined; until?: IsoDay | undefined },
  zone: string,
  now: Instant,
): Period {
  const until = asked.until ?? lastDayOfWeek(asked.from, zone, now)
  const monday = dayNumberOf(mondayOf(weekOfDay(until)))
  return { from: asked.from ?? isoDay(monday - (USUAL_WEEKS - 1) * 7), until }
}

const lastDayOfWeek = (from: IsoDay | undefined, zone: string, now: Instant): IsoDay =>
  isoDay(dayNumberOf(mondayOf(Math.max(weekNumber(now, zone), from ? weekOfDay(from) : 0))) + 6)

const weekOfDay = (day: IsoDay): number => Math.floor((dayNumberOf(day) + 3) / 7)

export const lengthInDays = ({ from, until }: Period): number => dayNumberOf(until) - dayNumberOf(from) + 1

/** From the first instant of the first day to the last of the last. */
export const intervalOf = ({ from, until }: Period, zone: string): Interval => ({
  start: startOfDay(dayNumberOf(from), zone),
  end: startOfDay(dayNumberOf(until) + 1, zone),
})

export interface Week {
  /** `2026-W47` */
  readonly week: string
  readonly monday: IsoDay
}

/** Every ISO week that the period touches, also those in which nothing happened. */
export function weeksOf({ from, until }: Period): Week[] {
  const first = weekOfDay(from)
  return Array.from({ length: weekOfDay(until) - first + 1 }, (_, index) => ({
    week: isoWeek(first + index),
    monday: mondayOf(first + index),
  }))
}

/** The ISO week in which a request was made. */
export const weekOf = (instant: Instant, zone: string): string =>
  isoWeek(Math.floor((dayNumber(instant, zone) + 3) / 7))
