import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { classes } from '../ui/classes.ts'
import { WithAgenda } from './agenda-states.tsx'

/** What was announced this week, and what of it was taken: a share, never a mark. */
export function ShareScreen({ practitionerId }: { practitionerId: string }) {
  return <WithAgenda practitionerId={practitionerId}>{(agenda) => <Share share={agenda.share} />}</WithAgenda>
}

function Share({ share: { taken, declared, cap } }: { share: AgendaView['share'] }) {
  const { t } = useTranslation()
  return (
    <>
      <section className="card">
        {declared === 0 ? (
          <p>{t('agenda.share_none')}</p>
        ) : (
          <>
            <p className="share">
              <span className="share-taken">{taken}</span>
              <span className="quiet">
                {`${t('agenda.share_taken', { count: taken })} `}
                <strong className="share-declared">{t('agenda.share_declared', { count: declared })}</strong>
                {` ${t('agenda.share_week')}`}
              </span>
            </p>
            <Dots taken={taken} declared={declared} />
            <p className="quiet small">{t('agenda.share_legend')}</p>
          </>
        )}
      </section>
      <section className="card card-list">
        <dl className="share-lines">
          <dt>{t('agenda.share_given')}</dt>
          <dd>{taken}</dd>
          <dt>{t('agenda.share_free')}</dt>
          <dd>{declared - taken}</dd>
          <dt>{t('agenda.share_cap')}</dt>
          <dd>{t('agenda.share_cap_what', { count: cap })}</dd>
        </dl>
      </section>
      <p className="quiet small phone-foot">{t('agenda.share_rule')}</p>
    </>
  )
}

function Dots({ taken, declared }: { taken: number; declared: number }) {
  const { t } = useTranslation()
  return (
    <div className="dots" role="img" aria-label={t('agenda.share_in_words', { taken, declared })}>
      {Array.from({ length: declared }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place in the row
        <i key={index} className={classes('dot', index < taken && 'dot-taken')} />
      ))}
    </div>
  )
}
