import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { clockTimeWithSeconds } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { capacity } from './offer-queries.ts'

/** How fresh the places on screen are. A silent source is never an empty list: its age is said. */
export function SourcesHealth() {
  const { t } = useTranslation()
  const { data } = useQuery(capacity)
  if (!data) return null
  return (
    <section className="sources small">
      <h3 className="quiet">{t('matching.sources.title')}</h3>
      <p className={classes('source', !data.fresh && 'source-silent')}>
        <Icon name={data.fresh ? 'tick' : 'muted-speaker'} />
        <span>{t('matching.sources.own')}</span>
        <span>
          {data.fresh
            ? t('matching.sources.live')
            : t('matching.sources.known', { time: clockTimeWithSeconds(data.freshAt) })}
        </span>
      </p>
    </section>
  )
}
