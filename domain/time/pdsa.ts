import { type HolidayRegion, isPublicHoliday } from './holidays.ts'
import { DAY, HOUR, type Instant } from './interval.ts'
import { isoDay, wallOf, weekday } from './wall-clock.ts'

const [SATURDAY, SUNDAY] = [6, 7]

/**
 * Whether the duty rota of ambulatory care (PDSA) answers at `instant`: every night from 20:00 to 08:00, Saturday from
 * noon, Sundays and public holidays (DREES, Études et Résultats 1138). Bridge days, which a region may add, do not count.
 */
export function isOutOfHours(instant: Instant, zone: string, region: HolidayRegion): boolean {
  const wall = wallOf(instant, zone)
  const day = Math.floor(wall / DAY)
  const timeOfDay = wall - day * DAY
  if (timeOfDay < 8 * HOUR || timeOfDay >= 20 * HOUR || weekday(day) === SUNDAY) return true
  if (weekday(day) === SATURDAY && timeOfDay >= 12 * HOUR) return true
  return isPublicHoliday(isoDay(day), region)
}
