import type { IsoDay } from '../time/dated.ts'
import { dayNumberOf, isoDay, weekday } from '../time/wall-clock.ts'
import type { HeardDay } from './heard.ts'

export type DayTrouble = 'which-day' | 'once-or-again' | 'in-the-past'

interface Unclear {
  readonly trouble: DayTrouble
}

const unclear = (trouble: DayTrouble): Unclear => ({ trouble })

/** Further ahead, a month typed wrong is more likely. */
const FARTHEST_DAYS = 183

/** The day that was meant, `today` being the first that may be; without its year, it is at most `farthest` days ahead. */
export function dayOf(said: HeardDay, today: IsoDay, farthest = FARTHEST_DAYS): IsoDay | Unclear {
  if (said.fromToday !== undefined) return isoDay(dayNumberOf(today) + said.fromToday)
  if (said.date === undefined) return comingWeekday(said, today)
  const day =
    said.year === undefined ? comingDate(said, today, farthest) : existing(said.year, said.month ?? 0, said.date)
  if (day === null || (said.weekday !== undefined && weekday(dayNumberOf(day)) !== said.weekday))
    return unclear('which-day')
  return day < today ? unclear('in-the-past') : day
}

/** On a Thursday, `jeudi` may be today or in a week; on a Tuesday, `jeudi prochain` may be in two days or in nine. */
function comingWeekday({ weekday: wanted = 0, which }: HeardDay, today: IsoDay): IsoDay | Unclear {
  if (which === 'habit') return unclear('once-or-again')
  const now = weekday(dayNumberOf(today))
  const after = (wanted - now + 7) % 7
  if (which === 'week-after') return isoDay(dayNumberOf(today) + after + 7)
  if (which === 'next') return wanted > now ? unclear('which-day') : isoDay(dayNumberOf(today) + (after || 7))
  return after === 0 ? unclear('which-day') : isoDay(dayNumberOf(today) + after)
}

function comingDate({ date = 0, month }: HeardDay, today: IsoDay, farthest: number): IsoDay | null {
  const [year, current] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const tried = month === undefined ? [current, current + 1] : [month, month + 12]
  for (const each of tried) {
    const day = existing(year + Math.floor((each - 1) / 12), ((each - 1) % 12) + 1, date)
    if (day !== null && day >= today) return dayNumberOf(day) - dayNumberOf(today) > farthest ? null : day
  }
  return null
}

/** Null for a day that no calendar has. */
function existing(year: number, month: number, date: number): IsoDay | null {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null
  const text = (number: number) => String(number).padStart(2, '0')
  const first = `${year}-${text(month)}-01` as IsoDay
  const day = isoDay(dayNumberOf(first) + date - 1)
  return day.slice(0, 7) === first.slice(0, 7) ? day : null
}
