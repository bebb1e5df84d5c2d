import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardView, IndicatorEvent } from '../../contract/indicators.ts'
import type { Indicator } from '../../domain/indicators/indicators.ts'
import { STATES } from '../../domain/requests/states.ts'
import { Choice } from '../ui/chips.tsx'
import { clockTime, weekday } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { StateTag } from '../ui/state-tag.tsx'
import { type BoardSelection, eventsBehind, type Select } from './board.ts'
import { delayWords, noteWords, weekNumberOf } from './board-words.ts'
import { Panel } from './panel.tsx'

interface DrillDownProps {
  readonly board: BoardView
  readonly selection: BoardSelection
  readonly onSelect: Select
}

/** Where everybody looks first when nothing was chosen. */
const FIRST_LOOK: Indicator = 'unplaced'

type Which = 'counted' | 'others' | 'all'
const COUNTED = { counted: true, others: false, all: undefined } as const

/** The unnamed requests behind a figure, and how it is counted. */
export function DrillDown({ board, selection, onSelect }: DrillDownProps) {
  const { t } = useTranslation()
  const [which, setWhich] = useState<Which>('counted')
  const indicator = selection.indicator ?? (selection.week || selection.commune ? 'requests' : FIRST_LOOK)
  const { week, commune } = selection
  const part = week ? t('indicators.week_long', { week: weekNumberOf(week) }) : t('indicators.drill_all')
  const version = board.indicators.find(({ name }) => name === indicator)?.version ?? 1
  return (
    <Panel className="drill-down" title={t('indicators.drill', { name: t(`indicators.Name.${indicator}`), part })}>
      <Filters board={board} week={week} commune={commune} onSelect={onSelect} />
      {indicator !== 'requests' && (
        <Choice
          legend={t('indicators.drill_which')}
          legendHidden
          options={[
            { value: 'counted', label: t('indicators.drill_counted') },
            { value: 'others', label: t('indicators.drill_not_counted') },
            { value: 'all', label: t('indicators.drill_everything') },
          ]}
          value={which}
          onChange={setWhich}
        />
      )}
      <Events selection={{ ...selection, indicator, counted: indicator === 'requests' ? undefined : COUNTED[which] }} />
      <div className="how">
        <h3>{t('indicators.how')}</h3>
        <p>{`${t(`indicators.formula.${indicator}`)} ${t('indicators.version', { version })}`}</p>
      </div>
    </Panel>
  )
}

interface FiltersProps {
  readonly board: BoardView
  readonly week: string | undefined
  readonly commune: string | undefined
  readonly onSelect: Select
}

function Filters({ board, week, commune, onSelect }: FiltersProps) {
  const { t } = useTranslation()
  const communeName = board.communes.find(({ code }) => code === commune)?.name ?? commune
  const filters = [
    { filter: week && t('indicators.week_long', { week: weekNumberOf(week) }), without: { week: undefined } },
    { filter: communeName, without: { commune: undefined } },
  ]
  return (
    <div className="chips">
      {filters.map(
        ({ filter, without }) =>
          filter && (
            <button
              key={filter}
              type="button"
              className="chip"
              aria-label={t('indicators.remove', { filter })}
              onClick={() => onSelect(without)}
            >
              {filter}
              <Icon name="cross" />
            </button>
          ),
      )}
    </div>
  )
}

function Events({ selection }: { selection: Parameters<typeof eventsBehind>[0] }) {
  const { t } = useTranslation()
  const events = useQuery(eventsBehind(selection))

  if (events.isPending) return <Waiting>{t('indicators.drill_waiting')}</Waiting>
  if (events.isError) return <ProblemNotice error={events.error} retry={events.refetch} />
  const { total, events: list } = events.data
  if (total === 0) return <p className="quiet">{t('indicators.drill_none')}</p>
  return (
    <>
      <p className="quiet small" role="status">
        {[
          t('indicators.drill_count', { count: total }),
          total > list.length && t('indicators.drill_shown', { count: list.length }),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="events-scroll" tabIndex={0} aria-label={t(`indicators.Name.${selection.indicator}`)}>
        <ul className="events">
          {list.map((event) => (
            <EventRow key={event.requestNumber} event={event} />
          ))}
        </ul>
      </section>
    </>
  )
}

function EventRow({ event }: { event: IndicatorEvent }) {
  const { t } = useTranslation()
  const state = STATES.find((known) => known === event.state)
  return (
    <li>
      <p className="event-head">
        <strong>{event.commune}</strong>
        <span className="quiet small tabular">{`${weekday(event.createdAt)}, ${clockTime(event.createdAt)}`}</span>
      </p>
      <p>{t('indicators.event_who', { reason: event.reason, age: event.ageBand })}</p>
      <p className="event-foot">
        {state && <StateTag state={state} />}
        <span className="quiet small">{eventDetail(t, event)}</span>
      </p>
    </li>
  )
}

function eventDetail(t: TFunction, { delayMinutes, note }: IndicatorEvent): string {
  const delay =
    delayMinutes === null
      ? t('indicators.event_no_visit')
      : t('indicators.event_delay', { delay: delayWords(delayMinutes) })
  return [delay, note && note !== 'done' && noteWords(t, note)].filter(Boolean).join(' · ')
}
