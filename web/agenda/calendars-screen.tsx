import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CalendarSourceView } from '../../contract/calendars.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { BackToDay } from './back-to-day.tsx'
import { CalendarForm } from './calendar-form.tsx'
import { isSilent, stateWords } from './calendar-words.ts'
import { useReadCalendar, useRemoveCalendar } from './calendars.ts'
import { FeedsCard } from './feeds-card.tsx'
import { InvitationsCard } from './invitations-card.tsx'
import { calendarsOf } from './openings.ts'
import { WithOpenings } from './with-openings.tsx'

/** The calendars that close hours here, the addresses by which others read these places, and invitations. */
export function CalendarsScreen({ practitionerId }: { practitionerId: string }) {
  const { t } = useTranslation()
  const calendars = useQuery(calendarsOf(practitionerId))
  return (
    <>
      <BackToDay />
      {calendars.isPending && <Waiting>{t('agenda.calendars.waiting')}</Waiting>}
      {calendars.isError && (
        <div className="phone-notice">
          <ProblemNotice error={calendars.error} retry={calendars.refetch} />
        </div>
      )}
      {calendars.data && (
        <WithOpenings practitionerId={practitionerId}>
          {(known) => (
            <>
              <Sources practitionerId={practitionerId} sources={calendars.data.sources} zone={known.zone} />
              <FeedsCard practitionerId={practitionerId} feeds={calendars.data.feeds} />
              <InvitationsCard practitionerId={practitionerId} settings={known.settings} />
            </>
          )}
        </WithOpenings>
      )}
    </>
  )
}

interface SourcesProps {
  readonly practitionerId: string
  readonly sources: readonly CalendarSourceView[]
  readonly zone: string
}

function Sources({ practitionerId, sources, zone }: SourcesProps) {
  const { t } = useTranslation()
  return (
    <section className="card stack">
      <div>
        <h2>{t('agenda.calendars.sources')}</h2>
        <p className="quiet small">{t('agenda.calendars.sources_why')}</p>
      </div>
      {sources.length > 0 && (
        <ul className="slot-list">
          {sources.map((source) => (
            <SourceRow key={source.id} practitionerId={practitionerId} source={source} zone={zone} />
          ))}
        </ul>
      )}
      <CalendarForm practitionerId={practitionerId} isFirst={sources.length === 0} />
    </section>
  )
}

interface SourceRowProps extends Omit<SourcesProps, 'sources'> {
  readonly source: CalendarSourceView
}

function SourceRow({ practitionerId, source, zone }: SourceRowProps) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const read = useReadCalendar(practitionerId)
  const remove = useRemoveCalendar(practitionerId)
  const silent = isSilent(source)
  const error = read.error ?? remove.error
  return (
    <li className="opening-row">
      <strong>{source.name}</strong>
      <p className="quiet small">{t('agenda.calendars.busy', { count: source.busyTimes, host: source.host })}</p>
      <p className={`source-state small ${silent ? 'tone-brick' : 'tone-green'}`}>
        <Icon name={silent ? 'muted-speaker' : 'circle-tick'} />
        {stateWords(t, source, Math.max(now, Date.parse(source.succeededAt ?? '') || 0), zone)}
      </p>
      {silent && <p className="quiet small">{t('agenda.calendars.silent_means')}</p>}
      {error && <ProblemNotice error={error} />}
      <div className="two-buttons">
        <Button
          busy={read.isPending}
          onClick={() => read.mutate(source.id)}
          aria-label={t('agenda.calendars.read_again_named', { name: source.name })}
        >
          {t(read.isPending ? 'agenda.calendars.reading' : 'agenda.calendars.read_again')}
        </Button>
        <Button
          busy={remove.isPending}
          onClick={() => remove.mutate(source.id)}
          aria-label={t('agenda.calendars.remove_named', { name: source.name })}
        >
          {t('agenda.calendars.remove')}
        </Button>
      </div>
    </li>
  )
}
