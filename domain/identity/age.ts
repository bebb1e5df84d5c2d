import type { IsoDay } from '../time/dated.ts'

/** Whole months lived on `day` by somebody born on `birthDate`; undefined before birth or past 130 years. */
export function ageMonthsOn(birthDate: IsoDay, day: IsoDay): number | undefined {
  const [year = 0, month = 0, dayOfMonth = 0] = birthDate.split('-').map(Number)
  const [nowYear = 0, nowMonth = 0, nowDay = 0] = day.split('-').map(Number)
  const months = (nowYear - year) * 12 + nowMonth - month - Number(nowDay < dayOfMonth)
  return birthDate <= day && months <= 130 * 12 ? months : undefined
}
