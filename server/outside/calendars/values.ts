import type { Wall } from '../../../domain/time/foreign-rule.ts'
import { DAY, HOUR, MINUTE } from '../../../domain/time/interval.ts'

/** A DATE or a DATE-TIME as it is written. */
export interface WallValue {
  readonly wall: Wall
  readonly isDate: boolean
  readonly isUtc: boolean
}

/** `20261124`, `20261124T090000`, `20261124T090000Z`; undefined for anything else, also for a day that does not exist. */
export function readWall(text: string): WallValue | undefined {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z?))?$/.exec(text.trim())
  if (!found) return undefined
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', utc] = found
  const seconds = second === '60' ? '59' : second // a leap second
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${seconds}Z`)
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== Number(day)) return undefined
  return { wall, isDate: found[4] === undefined, isUtc: utc === 'Z' }
}

/** How long something lasts: days go by the clock, hours by the time that passes (RFC 5545, 3.3.6). */
export interface Span {
  readonly wall: number
  readonly exact: number
}

/** `P1D`, `PT1H30M`, `P2W`; undefined for anything else, also for what would end before it begins. */
export function readDuration(text: string): Span | undefined {
  const found = /^\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/.exec(
    text.trim(),
  )
  if (!found || !/\d/.test(text)) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return { wall: (weeks * 7 + days) * DAY, exact: hours * HOUR + minutes * MINUTE + seconds * 1_000 }
}
