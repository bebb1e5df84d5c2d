import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { clockTimeWithSeconds, duration, momentName } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { capacity } from './offer-queries.ts'

const MOST_CALENDARS = 6

/**
 * How fresh the places on screen are, and whose own calendar does not answer. A silent source is never an empty list:
 * its age is said. `silentSince` is when the server was last heard, while it is not.
 */
export function SourcesHealth({ silentSince }: { silentSince: number | undefined }) {
  const { t } = useTranslation()
  const { data } = useQuery(capacity)
  const now = useServerTime(60)
  if (!data) return null
  const isLive = data.fresh && silentSince === undefined
  const known = data.fresh ? (silentSince ?? now) : data.freshAt
  const others = data.calendars.length - MOST_CALENDARS
  return (
    <section className="sources small">
      <h3 className="quiet">{t('matching.sources.title')}</h3>
      <p className={classes('source', !isLive && 'source-silent')}>
        <Icon name={isLive ? 'tick' : 'muted-speaker'} />
        <span>{t('matching.sources.own')}</span>
        <span>
          {isLive ? t('matching.sources.live') : t('matching.sources.known', { time: clockTimeWithSeconds(known) })}
        </span>
      </p>
      {data.calendars.slice(0, MOST_CALENDARS).map(({ practitionerId, practitioner, since }) => (
        <p key={practitionerId} className="source source-silent">
          <Icon name="muted-speaker" />
          <span>{t('matching.sources.calendar', { name: practitioner })}</span>
          <span>
            {t('matching.sources.unread', {
              time: momentName(since, now),
              age: duration(Math.max(0, now - Date.parse(since))),
            })}
          </span>
        </p>
      ))}
      {others > 0 && <p className="quiet">{t('matching.sources.others', { count: others })}</p>}
    </section>
  )
}
