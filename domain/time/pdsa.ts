import { Temporal } from 'temporal-polyfill'
import type { IsoDay } from './dated.ts'
import { type HolidayRegion, isPublicHoliday } from './holidays.ts'
import type { Instant } from './interval.ts'

const [SATURDAY, SUNDAY] = [6, 7]

/**
 * Whether the duty rota of ambulatory care (PDSA) answers at `instant`: every night from 20:00 to 08:00, Saturday from
 * noon, Sundays and public holidays (DREES, Études et Résultats 1138). Bridge days, which a region may add, do not count.
 */
export function isOutOfHours(instant: Instant, zone: string, region: HolidayRegion): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  if (local.hour < 8 || local.hour >= 20 || local.dayOfWeek === SUNDAY) return true
  if (local.dayOfWeek === SATURDAY && local.hour >= 12) return true
  return isPublicHoliday(local.toPlainDate().toString() as IsoDay, region)
}
