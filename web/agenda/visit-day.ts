import { dayOf } from '../ui/wall-time.ts'
import { namedDay } from './agenda-words.ts'

/** « aujourd’hui », « demain », « jeudi 26 »: the day of an instant, by the clock of the place. */
export const dayOfVisit = (startsAt: string, zone: string, today: string): string =>
  namedDay(dayOf(Date.parse(startsAt), zone), today)
