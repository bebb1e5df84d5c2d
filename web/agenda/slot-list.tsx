import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SlotView, VisitView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { clockTime } from '../ui/format.ts'
import { useServerTime } from '../ui/server-clock.ts'
import { StateTag, Tag } from '../ui/state-tag.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import { useReopenSlot, useWithdrawSlot } from './agenda.ts'
import { isUnsaved } from './agenda-changes.ts'
import { detail, discreet, untilTime } from './agenda-words.ts'

interface SlotListProps {
  readonly practitionerId: string
  readonly slots: readonly SlotView[]
  readonly zone: string
}

/** The places of a day in order: who comes, what is free, what is held. */
export function SlotList({ practitionerId, slots, zone }: SlotListProps) {
  const saysWhere = new Set(slots.map(({ location }) => location.id)).size > 1
  return (
    <ul className="slot-list">
      {slots.map((slot) => (
        <SlotRows key={slot.id} practitionerId={practitionerId} slot={slot} zone={zone} saysWhere={saysWhere} />
      ))}
    </ul>
  )
}

interface SlotProps {
  readonly practitionerId: string
  readonly slot: SlotView
  readonly zone: string
  readonly saysWhere: boolean
}

function SlotRows({ slot, ...whose }: SlotProps) {
  const { t } = useTranslation()
  return (
    <>
      {slot.visits.map((visit) => (
        <VisitRow key={visit.id} visit={visit} />
      ))}
      {slot.heldPlaces > 0 && (
        <li className="slot-row">
          <Hour at={slot.startsAt} zone={whose.zone} />
          <span className="quiet small">{t('agenda.held')}</span>
          <StateTag state="HELD" />
        </li>
      )}
      {slot.freePlaces > 0 && <FreeRow {...whose} slot={slot} />}
    </>
  )
}

const Hour = ({ at, zone }: { at: string; zone: string }) => (
  <time className="slot-hour" dateTime={at}>
    {clockTime(at, zone)}
  </time>
)

const STATES = {
  pending: 'PROPOSED',
  booked: 'BOOKED',
  fulfilled: 'FULFILLED',
  noshow: 'NO_SHOW',
  cancelled: 'CANCELLED',
} as const
const SEXES = { F: 'female', H: 'male', unknown: undefined } as const

/** Somebody who waits for a yes has no name, and is answered on the screen of requests. */
function VisitRow({ visit }: { visit: VisitView }) {
  const { t } = useTranslation()
  const sex = SEXES[visit.patient.sex]
  const to = visit.status === 'pending' ? '/jour/demandes' : '/jour/visite/$appointmentId'
  return (
    <li>
      <Link to={to} params={{ appointmentId: visit.id }} search={true} className="slot-row slot-link">
        <Hour at={visit.startsAt} zone={visit.zone} />
        <span>
          <strong>{discreet(t, visit.patient)}</strong>
          <span className="quiet small slot-detail">{detail(t, visit)}</span>
        </span>
        <StateTag state={STATES[visit.status]} {...(sex && { sex })} />
      </Link>
    </li>
  )
}

function FreeRow({ practitionerId, slot, zone, saysWhere }: SlotProps) {
  const { t } = useTranslation()
  const isOver = Date.parse(slot.startsAt) <= useServerTime(60)
  const takeBack = useTakeBack(practitionerId)
  const time = clockTime(slot.startsAt, zone)
  const isEnSus = slot.kind === 'en-sus'
  return (
    <li className="slot-row">
      <Hour at={slot.startsAt} zone={zone} />
      <span>
        <strong>{freeWords(t, slot)}</strong>
        <span className="quiet small slot-detail">{freeDetail(t, slot, { zone, saysWhere })}</span>
      </span>
      <span className="slot-end">
        {isOver && <Tag>{t('agenda.left_free')}</Tag>}
        {!isOver && isEnSus && <Tag icon="lock">{t('agenda.on_agreement')}</Tag>}
        {!(isOver || isEnSus) && (
          <Tag tone="blue" icon="eye">
            {t('agenda.shared')}
          </Tag>
        )}
        {!(isOver || isUnsaved(slot)) && (
          <Button
            variant="quiet"
            aria-label={t('agenda.withdraw_named', { time })}
            onClick={() => takeBack(slot, time)}
          >
            {t('agenda.withdraw')}
          </Button>
        )}
      </span>
    </li>
  )
}

function freeWords(t: TFunction, { kind, freePlaces, capacity }: SlotView): string {
  if (kind === 'en-sus') return t('agenda.free_en_sus')
  return capacity > 1 ? t('agenda.free_range', { count: freePlaces, capacity }) : t('agenda.free')
}

/** Until when, for a range; where, for somebody who practises in several places. */
function freeDetail(t: TFunction, slot: SlotView, { zone, saysWhere }: Pick<SlotProps, 'zone' | 'saysWhere'>): string {
  const where = saysWhere && t('agenda.place_of', { name: slot.location.name, commune: slot.location.commune })
  return [slot.kind === 'range' && untilTime(t, slot, zone), where].filter(Boolean).join(', ')
}

/** Takes a place back at once; ten seconds to share it again. */
function useTakeBack(practitionerId: string) {
  const { t } = useTranslation()
  const withdraw = useWithdrawSlot(practitionerId)
  const reopen = useReopenSlot(practitionerId)
  return ({ id }: SlotView, time: string) => {
    withdraw.mutate(id)
    offerUndo({ message: t('agenda.withdrawn', { time }), undo: () => reopen.mutate(id) })
  }
}
