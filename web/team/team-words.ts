import type { TFunction } from 'i18next'
import type { TeamSlot } from '../../contract/team.ts'
import { dayName, spokenTime, weekday } from '../ui/format.ts'
import { type Group, isoDay, type Stretched, type Wall } from './layout.ts'
import type { Closed } from './rows.ts'

const MINUTE = 60_000

/** « 9 h 15 », by the clock that the axis follows. */
export const wallWords = (wall: Wall): string => spokenTime(wall * MINUTE, 'UTC')

/** « aujourd’hui », « mardi 24 », « mardi 1er décembre » */
export const dayWords = (day: number, today: string): string =>
  dayName(`${isoDay(day)}T12:00:00Z`, `${today}T12:00:00Z`, 'UTC')

/** « lundi 23, aujourd’hui »: over a column of days. */
export function columnWords(t: TFunction, day: number, today: string): string {
  const name = weekday(`${isoDay(day)}T12:00:00Z`, 'UTC')
  return isoDay(day) === today ? t('team.day_today', { day: name }) : name
}

/** « Mardi 24 » */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

export type PlaceState = 'free' | 'held' | 'booked' | 'released' | 'withdrawn'
const ORDER: readonly PlaceState[] = ['booked', 'held', 'free', 'released', 'withdrawn']
const FREE_AS = { shared: 'free', released: 'released', withdrawn: 'withdrawn' } as const

/** How many places of a slot are in which state; taken ones first. */
export function placesOf({ booked, held, free, state }: TeamSlot): readonly (readonly [PlaceState, number])[] {
  const counts: Partial<Record<PlaceState, number>> = { booked, held, [FREE_AS[state]]: free }
  return ORDER.flatMap((one) => {
    const count = counts[one] ?? 0
    return count > 0 ? [[one, count] as const] : []
  })
}

/** « 2 réservées, 4 libres » */
export function countWords(t: TFunction, slots: readonly TeamSlot[]): string {
  const total = new Map<PlaceState, number>()
  for (const slot of slots)
    for (const [state, count] of placesOf(slot)) total.set(state, (total.get(state) ?? 0) + count)
  return ORDER.filter((state) => total.has(state))
    .map((state) => t(`team.count.${state}`, { count: total.get(state) ?? 0 }))
    .join(', ')
}

export const spanWords = (t: TFunction, { start, end }: Stretched, today: string): string =>
  t('team.drag.from_to', {
    day: dayWords(Math.floor(start / 1_440), today),
    from: wallWords(start),
    until: wallWords(end),
  })

/** « mardi 24, de 9 h à 10 h, plage, 2 réservées, 4 libres » */
export function groupWords(t: TFunction, group: Group, today: string, isUnsaved = false): string {
  const { slots, day, start, end } = group
  const kind = slots[0]?.slot.kind ?? 'slots'
  const counts = countWords(
    t,
    slots.map(({ slot }) => slot),
  )
  const what = [
    ...(kind === 'slots' ? [] : [t(`team.kind.${kind}`)]),
    counts,
    ...(isUnsaved ? [t('team.unsaved')] : []),
  ].join(', ')
  return t('team.group', { day: dayWords(day, today), from: wallWords(start), until: wallWords(end), what })
}

/** What a day without places is called; absences are told without why. */
export function emptyDayWords(t: TFunction, day: number, closed: readonly Closed[], today: string): string {
  const name = dayWords(day, today)
  if (closed.length === 0) return t('team.empty_day', { day: name })
  const what = closed.map(({ why, start, end }) =>
    t(`team.closed.${why}`, { from: wallWords(start), until: wallWords(end) }),
  )
  return t('team.closed_day', { day: name, what: what.join(', ') })
}

const KNOWN = ['10', '21', '28', '31', '40', '50', '60', '70', '80'] as const

export function professionWords(t: TFunction, code: string): string {
  const known = KNOWN.find((one) => one === code)
  return known ? t(`team.profession.${known}`) : t('team.other_profession', { code })
}
