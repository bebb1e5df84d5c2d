import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { OpeningView } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { offeredWords, span, whenWords } from '../ui/opening-words.ts'
import { WithAgenda } from './agenda-states.tsx'
import { BackToDay } from './back-to-day.tsx'
import { CapsCard } from './caps-card.tsx'
import { History } from './history.tsx'
import type { OpeningsView } from './openings.ts'
import { ReachDialog } from './reach-dialog.tsx'
import { SaidCard } from './said-later.tsx'
import { WithOpenings } from './with-openings.tsx'

/** What is shared, in words: what comes back, then what was opened for one day; one's caps, and who changed what. */
export function OpeningsScreen({ practitionerId }: { practitionerId: string }) {
  return (
    <>
      <BackToDay />
      <WithAgenda practitionerId={practitionerId}>
        {(agenda) => (
          <WithOpenings practitionerId={practitionerId}>
            {(known) => <Openings practitionerId={practitionerId} agenda={agenda} known={known} />}
          </WithOpenings>
        )}
      </WithAgenda>
    </>
  )
}

interface OpeningsProps {
  readonly practitionerId: string
  readonly agenda: AgendaView
  readonly known: OpeningsView
}

function Openings({ practitionerId, agenda, known }: OpeningsProps) {
  const { t } = useTranslation()
  const series = known.openings.filter(({ recurrence }) => recurrence !== null)
  const single = known.openings.filter(({ recurrence }) => recurrence === null)
  const whose = { practitionerId, agenda, known }
  return (
    <>
      <section className="card">
        <h2>{t('agenda.openings.series')}</h2>
        {series.length === 0 ? (
          <p className="card-empty quiet">{t('agenda.openings.no_series')}</p>
        ) : (
          <OpeningList {...whose} openings={series} />
        )}
        <Link to="/jour/regler" search={true} className="button button-wide">
          <Icon name="plus" />
          {t(series.length === 0 ? 'agenda.guide.start' : 'agenda.openings.add')}
        </Link>
      </section>
      {single.length > 0 && <SingleOpenings openings={single} />}
      <SaidCard practitionerId={practitionerId} agenda={agenda} />
      <CapsCard practitionerId={practitionerId} settings={known.settings} />
      <History practitionerId={practitionerId} known={known} />
    </>
  )
}

/** Those of one day, each a way to change or remove it; folded when there are many. */
function SingleOpenings({ openings }: { openings: readonly OpeningView[] }) {
  const { t } = useTranslation()
  const inOrder = inTime(openings)
  return (
    <section className="card card-list">
      <h2 className="entry-title">{t('agenda.openings.single')}</h2>
      {inOrder.slice(0, SHOWN).map((opening) => (
        <SingleOpening key={opening.id} opening={opening} />
      ))}
      {inOrder.length > SHOWN && (
        <details className="other-times">
          <summary>{t('agenda.openings.more', { count: inOrder.length - SHOWN })}</summary>
          {inOrder.slice(SHOWN).map((opening) => (
            <SingleOpening key={opening.id} opening={opening} />
          ))}
        </details>
      )}
    </section>
  )
}

const SHOWN = 3

function SingleOpening({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation()
  return (
    <Link to="/jour/ouvertures/$openingId" params={{ openingId: opening.id }} search={true} className="entry">
      <Icon name="calendar" />
      <span>
        <strong>{words(opening, t)}</strong>
        <span className="quiet small slot-detail">{offeredWords(t, opening)}</span>
      </span>
      <Icon name="chevron-right" />
    </Link>
  )
}

const inTime = (openings: readonly OpeningView[]): OpeningView[] =>
  openings.toSorted((a, b) => `${a.day}${a.from}`.localeCompare(`${b.day}${b.from}`))

function OpeningList({ openings, ...whose }: OpeningsProps & { openings: readonly OpeningView[] }) {
  const { t } = useTranslation()
  const [removed, setRemoved] = useState<OpeningView>()
  return (
    <>
      <ul className="slot-list">
        {inTime(openings).map((opening) => (
          <OpeningRow key={opening.id} {...whose} opening={opening} onRemove={() => setRemoved(opening)} />
        ))}
      </ul>
      {removed && (
        <ReachDialog
          practitionerId={whose.practitionerId}
          zone={removed.zone}
          today={whose.known.today}
          title={t('agenda.openings.remove_title', { words: words(removed, t) })}
          item={removed}
          changeFor={(reach, day) => ({ kind: 'remove', openingId: removed.id, reach, day })}
          label={t('agenda.openings.remove')}
          done={() => t('agenda.openings.removed')}
          onDone={() => setRemoved(undefined)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </>
  )
}

const words = (opening: OpeningView, t: Parameters<typeof whenWords>[0]): string =>
  `${whenWords(t, opening)} ${span(opening.from, opening.until)}`

interface RowProps extends OpeningsProps {
  readonly opening: OpeningView
  readonly onRemove: () => void
}

function OpeningRow({ agenda, opening, onRemove }: RowProps) {
  const { t } = useTranslation()
  const title = words(opening, t)
  const place = agenda.locations.length > 1 && agenda.locations.find(({ id }) => id === opening.locationId)
  return (
    <li className="opening-row">
      <strong>{title}</strong>
      <p className="quiet small">{offeredWords(t, opening)}</p>
      {place && <p className="quiet small">{t('agenda.place_of', { name: place.name, commune: place.commune })}</p>}
      <div className="two-buttons">
        <Link
          to="/jour/ouvertures/$openingId"
          params={{ openingId: opening.id }}
          search={true}
          className="button"
          aria-label={t('agenda.openings.edit_named', { words: title })}
        >
          {t('agenda.openings.edit')}
        </Link>
        <Button onClick={onRemove} aria-label={t('agenda.openings.remove_named', { words: title })}>
          {t('agenda.openings.remove')}
        </Button>
      </div>
    </li>
  )
}
