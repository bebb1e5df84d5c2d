import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { RequestRow } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { CapacityPanel } from '../matching/capacity-panel.tsx'
import { SourcesHealth } from '../matching/sources-health.tsx'
import { TerritoryMap } from '../matching/territory-map.tsx'
import { usePersonText } from '../requests/person-text.ts'
import { isLate } from '../requests/progress.ts'
import { queue } from '../requests/request-queries.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, dayName } from '../ui/format.ts'
import { useServerTime } from '../ui/server-clock.ts'
import { Tag } from '../ui/state-tag.tsx'
import { hourOf } from '../ui/wall-time.ts'
import { useOfflineSince } from './live-notices.tsx'
import { useTowns } from './territory.ts'
import type { ConsoleState } from './use-console.ts'

interface QuietRoomProps {
  readonly session: SessionView
  readonly state: ConsoleState
  readonly isMapShown: boolean
}

/** With nothing open: the capacity of the day and what is still awaited, never a blank. */
export function QuietRoom({ session, state, isMapShown }: QuietRoomProps) {
  const { t } = useTranslation()
  const { data: open } = useQuery(queue('open'))
  const now = useServerTime(60)
  const towns = useTowns()
  const offlineSince = useOfflineSince()
  return (
    <section className="quiet-room" aria-label={t('page.console')} data-zone="request">
      <div className="quiet-head">
        <h2>{useTitle(open ?? [], hourOf(now, session.zone))}</h2>
        <Button
          variant="primary"
          icon="plus"
          keys="N"
          autoFocus
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={state.startDraft}
        >
          {t('console.new')}
        </Button>
        <Button
          icon="lens"
          keys="/"
          onClick={() => document.querySelector<HTMLElement>('.caller-search input')?.focus()}
        >
          {t('console.returning')}
        </Button>
      </div>
      <div className="quiet-body">
        <CapacityPanel zone={session.zone} />
        {open && <Figures open={open} now={now} />}
        <AwaitedOutcomes open={open ?? []} now={now} />
      </div>
      {isMapShown && (
        <div className="quiet-map" data-zone="map">
          <TerritoryMap points={NO_POINTS} towns={towns} />
          <SourcesHealth silentSince={offlineSince} />
        </div>
      )}
    </section>
  )
}

const NO_POINTS: readonly never[] = []

function useTitle(open: readonly RequestRow[], hour: number): string {
  const { t } = useTranslation()
  const count = open.filter(({ state }) => isWaiting(state)).length
  if (count > 0) return t('console.calm.waiting', { count })
  if (hour < 12) return t('console.calm.morning')
  return t(hour < 18 ? 'console.calm.afternoon' : 'console.calm.evening')
}

function Figures({ open, now }: { open: readonly RequestRow[]; now: number }) {
  const { t } = useTranslation()
  const { data: closed } = useQuery(queue('closed-today'))
  const figures = [
    { name: 'open', value: open.filter(({ state }) => isWaiting(state)).length },
    { name: 'late', value: open.filter((row) => isLate(row, now)).length },
    { name: 'booked', value: open.filter(({ state }) => state === 'BOOKED').length },
    { name: 'closed', value: closed?.length },
  ] as const
  return (
    <dl className="figures">
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt className="quiet">{t(`console.figures.${name}`)}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}

const MOST_OUTCOMES = 6

/** Placed, begun, and nobody said yet what became of it. */
function AwaitedOutcomes({ open, now }: { open: readonly RequestRow[]; now: number }) {
  const { t } = useTranslation()
  const person = usePersonText()
  const awaited = open.flatMap((row) =>
    row.state === 'BOOKED' && row.appointment && Date.parse(row.appointment.startsAt) < now
      ? [{ row, ...row.appointment }]
      : [],
  )
  if (awaited.length === 0) return null
  return (
    <section>
      <h2>{t('console.outcomes')}</h2>
      <ul className="outcomes">
        {awaited.slice(0, MOST_OUTCOMES).map(({ row, startsAt, practitioner }) => (
          <li key={row.id}>
            <span className="strong tabular">{`${dayName(startsAt, now)} ${clockTime(startsAt)}`}</span>
            <span>{t('console.outcome_row', { person: person(row), commune: row.commune, practitioner })}</span>
            <Tag tone="honey" icon="clock">
              {t('console.outcome_due')}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}
