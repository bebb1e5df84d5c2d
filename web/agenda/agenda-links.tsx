import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Note } from '../ui/notices.tsx'
import { absenceWords } from '../ui/opening-words.ts'
import { useServerTime } from '../ui/server-clock.ts'
import { isSilent, since, stateWords } from './calendar-words.ts'
import { type CalendarsView, calendarsOf, type OpeningsView, openingsOf } from './openings.ts'

/** The way to everything that is set once: openings, absences, calendars, each with what it is now. */
export function AgendaLinks({ practitionerId, zone }: { practitionerId: string; zone: string }) {
  const { t } = useTranslation()
  const known = useQuery(openingsOf(practitionerId)).data
  const calendars = useQuery(calendarsOf(practitionerId))
  const now = useServerTime(60)
  const calendarsAre = calendars.isError ? t('agenda.mine.unknown') : calendarsSaid(t, calendars.data, now, zone)
  return (
    <nav className="card card-list" aria-label={t('agenda.mine.title')}>
      <h2 className="entry-title">{t('agenda.mine.title')}</h2>
      {known && !hasSeries(known) && (
        <Entry to="/jour/regler" icon="calendar-tick" title={t('agenda.guide.start')} said={t('agenda.mine.not_set')} />
      )}
      <Entry to="/jour/ouvertures" icon="calendar" title={t('agenda.mine.openings')} said={openingsSaid(t, known)} />
      <Entry to="/jour/absences" icon="away" title={t('agenda.mine.absences')} said={absencesSaid(t, known)} />
      <Entry to="/jour/calendriers" icon="sync" title={t('agenda.mine.calendars')} said={calendarsAre} />
    </nav>
  )
}

const WAYS = [
  { to: '/jour/ouvertures', icon: 'calendar', label: 'agenda.mine.openings_short' },
  { to: '/jour/absences', icon: 'away', label: 'agenda.mine.absences_short' },
  { to: '/jour/calendriers', icon: 'sync', label: 'agenda.mine.calendars_short' },
] as const

/** The same ways in one line, for the day itself. */
export function AgendaWays() {
  const { t } = useTranslation()
  return (
    <nav className="agenda-ways" aria-label={t('agenda.mine.title')}>
      {WAYS.map(({ to, icon, label }) => (
        <Link key={to} to={to} search={true} className="agenda-way">
          <Icon name={icon} />
          {t(label)}
        </Link>
      ))}
    </nav>
  )
}

/** For whoever has nothing that comes back; last on the day, so that nothing moves under a thumb when it appears. */
export function SetUp({ practitionerId }: { practitionerId: string }) {
  const { t } = useTranslation()
  const known = useQuery(openingsOf(practitionerId)).data
  if (!known || hasSeries(known)) return null
  return (
    <div className="main-action">
      <Link to="/jour/regler" search={true} className="button button-wide">
        <Icon name="calendar-tick" />
        {t('agenda.guide.start')}
      </Link>
      <p className="quiet small">{t('agenda.mine.not_set')}</p>
    </div>
  )
}

const hasSeries = ({ openings }: OpeningsView): boolean => openings.some(({ recurrence }) => recurrence !== null)

function openingsSaid(t: TFunction, known: OpeningsView | undefined): string | undefined {
  if (!known) return undefined
  const series = known.openings.filter(({ recurrence }) => recurrence !== null).length
  return t('agenda.mine.openings_count', { count: series })
}

function absencesSaid(t: TFunction, known: OpeningsView | undefined): string | undefined {
  const [next] = known?.absences ?? []
  if (!known) return undefined
  return next ? absenceWords(t, next) : t('agenda.mine.no_absence')
}

function calendarsSaid(t: TFunction, calendars: CalendarsView | undefined, now: number, zone: string) {
  if (!calendars) return undefined
  const told = calendars.sources.find(isSilent) ?? calendars.sources[0]
  return told ? `${told.name}, ${stateWords(t, told, now, zone)}` : t('agenda.mine.no_calendar')
}

interface EntryProps {
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: IconName
  readonly title: string
  /** Undefined while it is read. */
  readonly said: string | undefined
}

function Entry({ to, icon, title, said }: EntryProps) {
  return (
    <Link to={to} search={true} className="entry">
      <Icon name={icon} />
      <span>
        <strong>{title}</strong>
        <span className="quiet small slot-detail">{said ?? '\u00a0'}</span>
      </span>
      <Icon name="chevron-right" />
    </Link>
  )
}

/** Said on the day itself: places that rest on a silent calendar are offered with that warning. */
export function SilentCalendar({ practitionerId, zone }: { practitionerId: string; zone: string }) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const calendars = useQuery(calendarsOf(practitionerId)).data
  const silent = calendars?.sources.find(isSilent)
  if (!silent) return null
  const from = silent.succeededAt ?? silent.createdAt
  return (
    <div className="phone-notice">
      <Note
        tone="brick"
        icon="muted-speaker"
        action={
          <Link to="/jour/calendriers" search={true} className="button">
            {t('agenda.mine.look')}
          </Link>
        }
      >
        {t('agenda.mine.silent', { name: silent.name, since: since(from, now, zone) })}
      </Note>
    </div>
  )
}
