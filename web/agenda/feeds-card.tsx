import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarFeedView } from '../../contract/calendars.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note, ProblemNotice } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { feedWords } from './calendar-words.ts'
import { type NewFeed, useCreateFeed, useRevokeFeed } from './calendars.ts'

interface FeedsProps {
  readonly practitionerId: string
  readonly feeds: readonly CalendarFeedView[]
}

/** Secret addresses by which other calendars read these places: shown once, closed in one tap. */
export function FeedsCard({ practitionerId, feeds }: FeedsProps) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const [name, setName] = useState('')
  const create = useCreateFeed(practitionerId)
  const revoke = useRevokeFeed(practitionerId)
  const error = create.error ?? revoke.error
  return (
    <section className="card stack">
      <div>
        <h2>{t('agenda.calendars.feeds')}</h2>
        <p className="quiet small">{t('agenda.calendars.feeds_why')}</p>
      </div>
      {create.data && <Secret feed={create.data} />}
      {feeds.length > 0 && (
        <ul className="slot-list">
          {feeds.map((feed) => (
            <li key={feed.id} className="opening-row">
              <strong>{feed.name}</strong>
              <p className="quiet small">{feedWords(t, feed, now)}</p>
              <Button
                wide
                busy={revoke.isPending && revoke.variables === feed.id}
                onClick={() => revoke.mutate(feed.id, { onSuccess: () => create.reset() })}
                aria-label={t('agenda.calendars.revoke_named', { name: feed.name })}
              >
                {t('agenda.calendars.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && <ProblemNotice error={error} />}
      <TextField
        label={t('agenda.calendars.feed_name')}
        hint={t('agenda.calendars.feed_name_hint')}
        maxLength={80}
        value={name}
        onChange={setName}
      />
      <Button
        wide
        icon="plus"
        busy={create.isPending}
        onClick={() =>
          create.mutate(name.trim() || t('agenda.calendars.feed_usual_name'), { onSuccess: () => setName('') })
        }
      >
        {t('agenda.calendars.create_feed')}
      </Button>
    </section>
  )
}

/** Whoever has it reads the places: it is not shown again. */
function Secret({ feed: { icsUrl, caldav } }: { feed: NewFeed }) {
  const { t } = useTranslation()
  return (
    <div className="stack secret">
      <Note tone="honey" icon="lock">
        {t('agenda.calendars.secret_once')}
      </Note>
      <Copied label={t('agenda.calendars.ics_url')} value={icsUrl} />
      <details className="other-times">
        <summary>{t('agenda.calendars.caldav_access')}</summary>
        <div className="stack">
          <Copied label={t('agenda.calendars.address')} value={caldav.url} />
          <Copied label={t('agenda.calendars.username')} value={caldav.username} />
          <Copied label={t('agenda.calendars.password')} value={caldav.password} />
        </div>
      </details>
    </div>
  )
}

function Copied({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)
  const copy = () => {
    void navigator.clipboard?.writeText(value).then(
      () => setIsCopied(true),
      () => setIsCopied(false), // it can still be selected by hand
    )
  }
  return (
    <TextField
      label={label}
      value={value}
      readOnly
      onChange={() => undefined}
      end={
        <Button onClick={copy} aria-label={t('agenda.calendars.copy_named', { name: label })}>
          <span role="status">{t(isCopied ? 'agenda.calendars.copied' : 'agenda.calendars.copy')}</span>
        </Button>
      }
    />
  )
}
