import type { TFunction } from 'i18next'
import type { CalendarFeedView, CalendarSourceView } from '../../contract/calendars.ts'
import { clockTime, dayName, duration } from '../ui/format.ts'

type Source = Pick<CalendarSourceView, 'checkedAt' | 'succeededAt' | 'trouble' | 'stale'>

/** « relu il y a 3 min », « muet depuis 14:18 : l’adresse n’existe plus » */
export function stateWords(t: TFunction, { succeededAt, trouble, stale }: Source, now: number, zone: string): string {
  if (trouble) {
    const why = t(`agenda.calendars.trouble.${trouble}`)
    return succeededAt
      ? t('agenda.calendars.silent_why', { since: since(succeededAt, now, zone), why })
      : t('agenda.calendars.never_read', { why })
  }
  if (!succeededAt) return t('agenda.calendars.to_read')
  return stale
    ? t('agenda.calendars.silent', { since: since(succeededAt, now, zone) })
    : t('agenda.calendars.read', { ago: duration(now - Date.parse(succeededAt)) })
}

/** « 14:18 », « hier 14:18 »: since when a calendar is silent. */
export function since(at: string, now: number, zone: string): string {
  const day = dayName(at, now, zone)
  return day === dayName(now, now, zone) ? clockTime(at, zone) : `${day} ${clockTime(at, zone)}`
}

/** Whether it warrants a warning: silent, or not to be trusted. */
export const isSilent = ({ trouble, stale }: Pick<Source, 'trouble' | 'stale'>): boolean => stale || trouble !== null

/** « lue il y a 2 h », « jamais lue » */
export const feedWords = (t: TFunction, { readAt }: Pick<CalendarFeedView, 'readAt'>, now: number): string =>
  readAt
    ? t('agenda.calendars.feed_read', { ago: duration(now - Date.parse(readAt)) })
    : t('agenda.calendars.feed_unread')
