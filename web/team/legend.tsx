import { memo } from 'react'
import { useTranslation } from 'react-i18next'

const STATES = ['free', 'held', 'booked', 'released', 'withdrawn'] as const
const CLOSED = ['absent', 'busy'] as const

/** What each plank and each hatching means. */
export const Legend = memo(function Legend() {
  const { t } = useTranslation()
  return (
    <section className="team-legend" aria-label={t('team.legend.title')}>
      <ul>
        {STATES.map((state) => (
          <li key={state}>
            <i className={`team-slot is-${state}`} aria-hidden="true" />
            {t(`team.legend.${state}`)}
          </li>
        ))}
        {CLOSED.map((why) => (
          <li key={why}>
            <i className={`team-closed is-${why}`} aria-hidden="true" />
            {t(`team.legend.${why}`)}
          </li>
        ))}
      </ul>
    </section>
  )
})
