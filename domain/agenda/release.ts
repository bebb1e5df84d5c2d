import { DAY, type Instant, MINUTE } from '../time/interval.ts'
import { instantOfWall, minuteOfDay, wallOf } from '../time/wall-clock.ts'
import type { ReleaseRule } from './agenda.ts'

/** When what nobody took of a slot goes back to the professional's own patients: never after it begins. */
export function releaseAt(start: Instant, zone: string, rule: ReleaseRule | null): Instant | null {
  if (rule === null) return null
  if (rule.kind === 'before') return start - rule.minutes * MINUTE
  const day = Math.floor(wallOf(start, zone) / DAY) - rule.days
  return Math.min(start, instantOfWall(day * DAY + minuteOfDay(rule.time) * MINUTE, zone))
}
