import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fullDay, spokenTime } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import type { Confirmed, PreparedAgenda } from './preparations.ts'

interface ConfirmedNoticeProps {
  readonly agenda: PreparedAgenda
  /** Absent when it was confirmed before this page was opened. */
  readonly confirmed: Confirmed | undefined
}

/** It is done: what is shared from now on, and how to change one's mind. */
export function ConfirmedNotice({ agenda, confirmed }: ConfirmedNoticeProps) {
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className="card confirmed">
      <h2 ref={title} tabIndex={-1}>
        <Icon name="calendar-tick" /> {t('preparation.is_done')}
      </h2>
      <p>{whatIsShared()}</p>
      <h3>{t('preparation.next')}</h3>
      <ul className="confirmed-next">
        <li>{t('preparation.next_patients')}</li>
        <li>{t('preparation.next_change')}</li>
        <li>{t('preparation.next_account', { by: agenda.preparedBy })}</li>
      </ul>
      <p>
        <a className="button button-wide" href="/connexion">
          {t('access.sign_in')}
        </a>
      </p>
      <p className="quiet small">{t('preparation.close')}</p>
    </section>
  )

  function whatIsShared(): string {
    if (!confirmed) return t('preparation.shared_before', { day: dayOf(agenda.confirmedAt) })
    const { places: count, firstAt } = confirmed
    if (firstAt === null) return t('preparation.shared_none')
    return t('preparation.shared', { count, day: dayOf(firstAt), time: spokenTime(firstAt, agenda.zone) })
  }

  function dayOf(at: string | null): string {
    return at === null ? '' : fullDay(at, agenda.zone)
  }
}
