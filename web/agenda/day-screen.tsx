import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { Icon } from '../ui/icon.tsx'
import { AgendaWays, SetUp, SilentCalendar } from './agenda-links.tsx'
import { WithAgenda } from './agenda-states.tsx'
import { OutcomeCard } from './outcome-card.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { SlotList } from './slot-list.tsx'
import { usualFor } from './usual-times.ts'

/** The professional's day: what waits for an answer, what waits for a word, who comes, and tomorrow. */
export function DayScreen({ practitionerId }: { practitionerId: string }) {
  return (
    <WithAgenda practitionerId={practitionerId}>
      {(agenda) => <Day practitionerId={practitionerId} agenda={agenda} />}
    </WithAgenda>
  )
}

interface DayProps {
  readonly practitionerId: string
  readonly agenda: AgendaView
}

function Day({ practitionerId, agenda }: DayProps) {
  const { t } = useTranslation()
  const [today, tomorrow] = agenda.days
  return (
    <>
      <SilentCalendar practitionerId={practitionerId} zone={agenda.zone} />
      {agenda.proposals.slice(0, 1).map((visit) => (
        <ProposalCard key={visit.id} practitionerId={practitionerId} visit={visit} today={agenda.today} />
      ))}
      {agenda.awaiting.map((visit) => (
        <OutcomeCard key={visit.id} practitionerId={practitionerId} visit={visit} today={agenda.today} />
      ))}
      <AgendaWays />
      <section className="card card-list" aria-label={t('agenda.today')}>
        {today && today.slots.length > 0 ? (
          <SlotList practitionerId={practitionerId} slots={today.slots} zone={agenda.zone} />
        ) : (
          <p className="card-empty">{t('agenda.today_empty')}</p>
        )}
      </section>
      {tomorrow && <Tomorrow practitionerId={practitionerId} agenda={agenda} day={tomorrow} />}
      <SetUp practitionerId={practitionerId} />
    </>
  )
}

function Tomorrow({ practitionerId, agenda, day }: DayProps & { day: AgendaView['days'][number] }) {
  const { t } = useTranslation()
  const isEmpty = day.slots.length === 0
  return (
    <section className="card" aria-label={t('agenda.tomorrow')}>
      <div className="card-head">
        <div>
          <h2>{t('agenda.tomorrow')}</h2>
          <p className="quiet small">{whatIsOpen(t, agenda, day)}</p>
        </div>
        <Link
          to="/jour/ouvrir"
          search={(kept) => ({ ...kept, jour: day.day })}
          className={isEmpty ? 'button button-primary' : 'button'}
        >
          <Icon name="plus" />
          {openLabel(t, agenda, day)}
        </Link>
      </div>
      {!isEmpty && <SlotList practitionerId={practitionerId} slots={day.slots} zone={agenda.zone} />}
    </section>
  )
}

type DayView = AgendaView['days'][number]

function whatIsOpen(t: TFunction, { habit, days }: AgendaView, { slots }: DayView): string {
  if (slots.length > 0) return t('agenda.tomorrow_open', { count: slots.length })
  const isFirstDay = habit.length === 0 && days.every((day) => day.slots.length === 0)
  return t(isFirstDay ? 'agenda.first_day' : 'agenda.tomorrow_empty')
}

function openLabel(t: TFunction, agenda: AgendaView, day: DayView): string {
  if (day.slots.length > 0) return t('agenda.open_more')
  const count = usualFor(agenda, day.day).length
  return count > 0 ? t('agenda.open_habit', { count }) : t('agenda.open_first')
}
