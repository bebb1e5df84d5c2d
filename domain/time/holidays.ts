import { Temporal } from 'temporal-polyfill'
import { departmentOf } from '../territory/commune.ts'
import type { IsoDay } from './dated.ts'

/** Where the list of public holidays is the same; the numbers are those of the overseas departments and territories. */
export type HolidayRegion = 'FR' | 'FR-ALSACE-MOSELLE' | `FR-${(typeof ABOLITION_DAYS)[number][0]}`

export type HolidayName =
  | 'new-year'
  | 'good-friday'
  | 'easter-monday'
  | 'labour-day'
  | 'victory-1945'
  | 'ascension'
  | 'whit-monday'
  | 'national-day'
  | 'assumption'
  | 'all-saints'
  | 'armistice-1918'
  | 'christmas'
  | 'saint-stephen'
  | 'abolition-of-slavery'

export interface PublicHoliday {
  readonly day: IsoDay
  readonly name: HolidayName
}

/** Code du travail, L. 3133-1. */
const FIXED: readonly (readonly [monthDay: string, name: HolidayName])[] = [
  ['01-01', 'new-year'],
  ['05-01', 'labour-day'],
  ['05-08', 'victory-1945'],
  ['07-14', 'national-day'],
  ['08-15', 'assumption'],
  ['11-01', 'all-saints'],
  ['11-11', 'armistice-1918'],
  ['12-25', 'christmas'],
]

/** Code du travail, L. 3133-1, in days after Easter Sunday. */
const MOVING: readonly (readonly [afterEaster: number, name: HolidayName])[] = [
  [1, 'easter-monday'],
  [39, 'ascension'],
  [50, 'whit-monday'],
]

/** Loi 83-550 and décret 83-1003: Guadeloupe, Martinique, Guyane, La Réunion, Mayotte, Saint-Barthélemy, Saint-Martin. */
const ABOLITION_DAYS = [
  ['971', '05-27'],
  ['972', '05-22'],
  ['973', '06-10'],
  ['974', '12-20'],
  ['976', '04-27'],
  ['977', '10-09'],
  ['978', '05-28'],
] as const

/**
 * The public holidays of a year, in order. Good Friday is one in those communes of Alsace-Moselle that have a
 * protestant or a mixed church (Code du travail, L. 3134-13): counted here for all of them.
 */
export function publicHolidays(year: number, region: HolidayRegion): PublicHoliday[] {
  const easter = easterSunday(year)
  const on = (monthDay: string, name: HolidayName) => ({ day: `${year}-${monthDay}` as IsoDay, name })
  const afterEaster = (days: number, name: HolidayName) => ({ day: easter.add({ days }).toString() as IsoDay, name })
  const local = region === 'FR-ALSACE-MOSELLE' ? [afterEaster(-2, 'good-friday'), on('12-26', 'saint-stephen')] : []
  const abolition = ABOLITION_DAYS.filter(([department]) => region === `FR-${department}`)
  return [
    ...FIXED.map(([monthDay, name]) => on(monthDay, name)),
    ...MOVING.map(([days, name]) => afterEaster(days, name)),
    ...local,
    ...abolition.map(([, monthDay]) => on(monthDay, 'abolition-of-slavery')),
  ].sort((a, b) => (a.day < b.day ? -1 : 1))
}

const holidaysOfYears = new Map<string, ReadonlySet<IsoDay>>()

/** Whether `day` is a public holiday there. */
export function isPublicHoliday(day: IsoDay, region: HolidayRegion): boolean {
  const year = day.slice(0, 4)
  const key = `${region} ${year}`
  const known = holidaysOfYears.get(key) ?? new Set(publicHolidays(Number(year), region).map((holiday) => holiday.day))
  holidaysOfYears.set(key, known)
  return known.has(day)
}

const ALSACE_MOSELLE = ['57', '67', '68']

/** Whose public holidays the people of a commune have. */
export function holidayRegionOf(communeCode: string): HolidayRegion {
  const department = departmentOf(communeCode)
  if (ALSACE_MOSELLE.includes(department)) return 'FR-ALSACE-MOSELLE'
  const overseas = ABOLITION_DAYS.find(([code]) => code === department)
  return overseas ? `FR-${overseas[0]}` : 'FR'
}

/** Gregorian Easter, by the method of Butcher (1876). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moonShift = century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + moonShift + 15) % 30
  const weekShift = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7
  const correction = Math.floor((golden + 11 * epact + 22 * weekShift) / 451)
  const days = epact + weekShift - 7 * correction + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 })
}
