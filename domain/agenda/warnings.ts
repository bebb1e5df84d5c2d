import type { IsoDay } from '../time/dated.ts'
import { isPublicHoliday } from '../time/holidays.ts'
import { DAY, type Interval } from '../time/interval.ts'
import { isOutOfHours } from '../time/pdsa.ts'
import { occurrencesOf } from '../time/recurrence.ts'
import { dayNumber, isoDay, offsetAt, wallOf } from '../time/wall-clock.ts'
import type { OpeningRule, WantedSlot } from './agenda.ts'
import type { LaidOut, MissingSlot } from './materialise.ts'
import type { SlotPlan } from './plan.ts'

/** Worth knowing before saying yes. */
export interface Warning {
  readonly code: 'out-of-hours' | 'public-holiday' | 'busy' | 'absent' | 'clock-change' | 'beyond-horizon'
  /** The first ones; `count` tells how many days there are. */
  readonly days: readonly IsoDay[]
  readonly count: number
}

/** Of the openings that changed, by id. */
export function warningsOf(
  laidOut: LaidOut,
  plan: SlotPlan,
  touched: ReadonlyMap<string, OpeningRule>,
  horizon: Interval,
): Warning[] {
  const closed = [...laidOut.missing, ...laidOut.shortened].filter(({ openingId }) => touched.has(openingId))
  const because = (code: MissingSlot['why']) => closed.filter(({ why }) => why === code).map(({ day }) => day)
  const made = [...plan.open, ...plan.change.map(({ after }) => after)]
  const openings = [...touched.values()]
  return [
    warning(
      'out-of-hours',
      made.flatMap((slot) => outOfHours(slot, touched.get(slot.openingId))),
    ),
    warning(
      'public-holiday',
      openings.flatMap((opening) => holidaysOf(opening, horizon)),
    ),
    warning('busy', because('busy')),
    warning('absent', because('absent')),
    warning(
      'clock-change',
      openings.flatMap((opening) => clockChanges(opening, horizon)),
    ),
    warning(
      'beyond-horizon',
      openings.flatMap((opening) => beyond(opening, horizon)),
    ),
  ].filter(({ count }) => count > 0)
}

const MOST_DAYS = 10

function warning(code: Warning['code'], days: readonly IsoDay[]): Warning {
  const unique = [...new Set(days)].sort()
  return { code, days: unique.slice(0, MOST_DAYS), count: unique.length }
}

/** SNP is for the hours of practices: the act could not be billed as such. */
function outOfHours({ start, visibility }: WantedSlot, opening: OpeningRule | undefined): IsoDay[] {
  if (!opening || !visibility.includes('SNP') || !isOutOfHours(start, opening.zone, opening.holidayRegion)) return []
  return [isoDay(dayNumber(start, opening.zone))]
}

/** Whether it is left out on them, or not. */
const holidaysOf = (opening: OpeningRule, horizon: Interval): IsoDay[] =>
  occurrencesOf(opening, horizon)
    .filter(({ day }) => isPublicHoliday(day, opening.holidayRegion))
    .map(({ day }) => day)

/** The days on which clocks change during it, or its hour does not exist. */
function clockChanges(opening: OpeningRule, horizon: Interval): IsoDay[] {
  const { zone } = opening
  const timeOfDay = (instant: number) => wallOf(instant, zone) % DAY
  const usual = timeOfDay(opening.start)
  return occurrencesOf(opening, horizon)
    .filter(({ start, end }) => offsetAt(start, zone) !== offsetAt(end, zone) || timeOfDay(start) !== usual)
    .map(({ day }) => day)
}

/** Slots come when the first occurrence is near enough. */
function beyond(opening: OpeningRule, horizon: Interval): IsoDay[] {
  return opening.start >= horizon.end ? [isoDay(dayNumber(opening.start, opening.zone))] : []
}
