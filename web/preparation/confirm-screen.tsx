import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/chips.tsx'
import { fullDay, shortTime } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Note, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { audienceWords, inWords, offeredWords, span, whenWords } from '../ui/opening-words.ts'
import { ConfirmedNotice } from './confirmed-notice.tsx'
import { type PreparedAgenda, preparedAgenda, useConfirm } from './preparations.ts'

/** What was prepared for a professional, who has no account to open: one button shares it. */
export function ConfirmScreen({ token }: { token: string | undefined }) {
  const { t } = useTranslation()
  const prepared = useQuery({ ...preparedAgenda(token ?? ''), enabled: token !== undefined })

  if (token === undefined)
    return (
      <div className="phone-notice">
        <Note tone="honey" icon="warning">
          {t('preparation.no_token')}
        </Note>
      </div>
    )
  if (prepared.isPending) return <Waiting>{t('preparation.reading')}</Waiting>
  if (prepared.isError)
    return (
      <div className="phone-notice">
        <ProblemNotice error={prepared.error} retry={prepared.refetch} />
      </div>
    )
  return <Prepared token={token} agenda={prepared.data} />
}

function Prepared({ token, agenda }: { token: string; agenda: PreparedAgenda }) {
  const { t } = useTranslation()
  const [leftOut, setLeftOut] = useState<readonly number[]>([])
  const confirm = useConfirm(token)
  if (confirm.data || agenda.confirmedAt !== null) return <ConfirmedNotice agenda={agenda} confirmed={confirm.data} />

  const { practitioner, territory, preparedBy, openings } = agenda
  const kept = openings.filter((_, index) => !leftOut.includes(index))
  const turn = (index: number) =>
    setLeftOut((known) => (known.includes(index) ? known.filter((one) => one !== index) : [...known, index]))
  return (
    <>
      <section className="card">
        <h2>{practitioner.name}</h2>
        <p>{t('preparation.intro', { by: preparedBy, territory })}</p>
      </section>
      {openings.map((opening, index) => (
        <OpeningCard
          // biome-ignore lint/suspicious/noArrayIndexKey: its place in the list is what names it
          key={index}
          opening={opening}
          isKept={!leftOut.includes(index)}
          onTurn={() => turn(index)}
        />
      ))}
      <FirstDays openings={kept} />
      <ForWhom openings={kept} />
      {confirm.isError && (
        <div className="phone-notice">
          <ProblemNotice error={confirm.error} />
        </div>
      )}
      <div className="main-action">
        <Button
          variant="primary"
          wide
          big
          busy={confirm.isPending}
          disabled={kept.length === 0}
          onClick={() => confirm.mutate([...leftOut])}
        >
          {confirmWords()}
        </Button>
        <p className="quiet small">{t('preparation.until_confirmed')}</p>
      </div>
    </>
  )

  function confirmWords() {
    if (kept.length === 0) return t('preparation.keep_one')
    return confirm.isPending ? t('preparation.confirming') : t('preparation.confirm')
  }
}

type Opening = PreparedAgenda['openings'][number]

function OpeningCard({ opening, isKept, onTurn }: { opening: Opening; isKept: boolean; onTurn: () => void }) {
  const { t } = useTranslation()
  const when = t('preparation.when', { when: whenWords(t, opening), span: span(opening.from, opening.until) })
  return (
    <section className="card prepared-opening" aria-label={when}>
      <Switch label={when} on={isKept} onChange={onTurn} />
      <p className="quiet small">{isKept ? offeredWords(t, opening) : t('preparation.left_out')}</p>
      {isKept && opening.location && (
        <p className="quiet small">
          <Icon name="pin" />
          {` ${opening.location}`}
        </p>
      )}
    </section>
  )
}

const SHOWN_DAYS = 4

function FirstDays({ openings }: { openings: readonly Opening[] }) {
  const { t } = useTranslation()
  const times = new Map<string, string[]>()
  for (const { day, times: of } of openings.flatMap(({ firstDays }) => firstDays))
    times.set(day, [...(times.get(day) ?? []), ...of].sort())
  const days = [...times.keys()].sort().slice(0, SHOWN_DAYS)
  if (days.length === 0) return null
  return (
    <section className="card">
      <h2>{t('preparation.first_days')}</h2>
      <dl className="first-days">
        {days.map((day) => (
          <div key={day}>
            <dt>{fullDay(`${day}T12:00:00Z`, 'UTC')}</dt>
            <dd>{inWords(t, (times.get(day) ?? []).map(shortTime))}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function ForWhom({ openings }: { openings: readonly Opening[] }) {
  const { t } = useTranslation()
  const all = [...new Set(openings.flatMap(({ visibility }) => visibility))]
  if (all.length === 0) return null
  return (
    <section className="card for-whom">
      <Icon name="eye" />
      <div>
        <h2>{t('preparation.for_whom')}</h2>
        <p className="quiet small">{t('preparation.for_whom_what', { audience: audienceWords(t, all) })}</p>
      </div>
    </section>
  )
}
