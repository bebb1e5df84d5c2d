import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { dayName, spokenTime } from '../ui/format.ts'
import type { IconName } from '../ui/icon.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { Tag, type Tone } from '../ui/state-tag.tsx'
import { OpeningLines } from './opening-lines.tsx'
import { type PreparationState, stateOf } from './preparation-state.ts'
import { type Preparation, type Preparations, useWithdraw } from './preparations.ts'

/** What was prepared lately, and what became of it. */
export function PreparedPanel({ preparations, zone }: Pick<Preparations, 'preparations'> & { zone: string }) {
  const { t } = useTranslation()
  const titleId = useId()
  const withdraw = useWithdraw()
  return (
    <section className="preparation-panel" aria-labelledby={titleId}>
      <h2 id={titleId}>{t('preparation.prepared')}</h2>
      {withdraw.isError && <ProblemNotice error={withdraw.error} />}
      {preparations.length === 0 && <p className="quiet">{t('preparation.none')}</p>}
      <ul className="prepared-list">
        {preparations.map((preparation) => (
          <li key={preparation.id}>
            <PreparedRow
              preparation={preparation}
              zone={zone}
              busy={withdraw.isPending && withdraw.variables === preparation.id}
              onWithdraw={() => withdraw.mutate(preparation.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const LOOKS: Readonly<Record<PreparationState, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'honey', icon: 'clock' },
  confirmed: { tone: 'green', icon: 'calendar-tick' },
  withdrawn: { tone: 'grey', icon: 'cross' },
  expired: { tone: 'brick', icon: 'hourglass' },
}

interface PreparedRowProps {
  readonly preparation: Preparation
  readonly zone: string
  readonly busy: boolean
  readonly onWithdraw: () => void
}

function PreparedRow({ preparation, zone, busy, onWithdraw }: PreparedRowProps) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const state = stateOf(preparation, now)
  const when = (at: string) => `${dayName(at, now, zone)} ${spokenTime(at, zone)}`
  const { practitioner, preparedBy, preparedAt, expiresAt, confirmedAt } = preparation
  const name = practitioner.name
  return (
    <>
      <div className="prepared-head">
        <span className="strong">{name}</span>
        <Tag tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
          {t(`preparation.state.${state}`)}
        </Tag>
      </div>
      <p className="quiet small">{t('preparation.by', { by: preparedBy, when: when(preparedAt) })}</p>
      {confirmedAt && <p className="quiet small">{t('preparation.confirmed_at', { when: when(confirmedAt) })}</p>}
      <details>
        <summary>{t('preparation.openings', { count: preparation.openings.length })}</summary>
        <ul className="prepared-openings">
          {preparation.openings.map((opening) => (
            <li key={JSON.stringify(opening)}>
              <OpeningLines opening={opening} />
            </li>
          ))}
        </ul>
      </details>
      {state === 'waiting' && (
        <div className="prepared-foot">
          <span className="quiet small">{t('preparation.until_day', { when: when(expiresAt) })}</span>
          <Button busy={busy} onClick={onWithdraw} aria-label={t('preparation.withdraw_named', { name })}>
            {t('preparation.withdraw')}
          </Button>
        </div>
      )}
    </>
  )
}
