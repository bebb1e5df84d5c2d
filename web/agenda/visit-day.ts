import { dayNumber, isoDay } from '../../domain/time/wall-clock.ts'
import { namedDay } from './agenda-words.ts'

/** « aujourd’hui », « demain », « jeudi 26 »: the day of an instant, by the clock of the place. */
export const dayOfVisit = (startsAt: string, zone: string, today: string): string =>
  namedDay(isoDay(dayNumber(Date.parse(startsAt), zone)), today)
