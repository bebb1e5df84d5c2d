import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SlotView, VisitView } from '../../contract/agenda.ts'
import { Button } from '../ui/button.tsx'
import { clockTime } from '../ui/format.ts'
import { useServerTime } from '../ui/server-clock.ts'
import { StateTag, Tag } from '../ui/state-tag.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import { dayOf } from '../ui/wall-time.ts'
import { useReopenSlot, useWithdrawSlot } from './agenda.ts'
import { isUnsaved } from './agenda-changes.ts'
import { detail, discreet, plainWeekday, untilTime } from './agenda-words.ts'

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
  const fate = fateOf(slot, useServerTime(60))
  const takeBack = useTakeBack(practitionerId)
  const time = clockTime(slot.startsAt, zone)
  const isMine = fate === 'over' || fate === 'released'
  return (
    <li className="slot-row slot-free">
      <Hour at={slot.startsAt} zone={zone} />
      <span className="slot-words">
        <strong>{freeWords(t, slot)}</strong>
        <span className="quiet small slot-detail">
          {freeDetail(t, slot, { zone, saysWhere, saysRelease: !isMine })}
        </span>
      </span>
      <span className="slot-end">
        <FateTag fate={fate} />
        {!(isMine || isUnsaved(slot)) && (
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

type Fate = 'over' | 'released' | 'on-agreement' | 'shared'

/** What has become of a free place: after its hour of release it is the professional’s own again. */
function fateOf({ startsAt, releaseAt, kind }: SlotView, now: number): Fate {
  if (Date.parse(startsAt) <= now) return 'over'
  if (releaseAt !== null && Date.parse(releaseAt) <= now) return 'released'
  return kind === 'en-sus' ? 'on-agreement' : 'shared'
}

function FateTag({ fate }: { fate: Fate }) {
  const { t } = useTranslation()
  switch (fate) {
    case 'over':
      return <Tag>{t('agenda.left_free')}</Tag>
    case 'released':
      return <Tag icon="return">{t('agenda.released')}</Tag>
    case 'on-agreement':
      return <Tag icon="lock">{t('agenda.on_agreement')}</Tag>
    case 'shared':
      return (
        <Tag tone="blue" icon="eye">
          {t('agenda.shared')}
        </Tag>
      )
  }
}

function freeWords(t: TFunction, { kind, freePlaces, capacity }: SlotView): string {
  if (kind === 'en-sus') return t('agenda.free_en_sus')
  return capacity > 1 ? t('agenda.free_range', { count: freePlaces, capacity }) : t('agenda.free')
}

interface Detail extends Pick<SlotProps, 'zone' | 'saysWhere'> {
  readonly saysRelease: boolean
}

/** Until when, for a range; where, for somebody who practises in several places; when it comes back. */
function freeDetail(t: TFunction, slot: SlotView, { zone, saysWhere, saysRelease }: Detail): string {
  const where = saysWhere && t('agenda.place_of', { name: slot.location.name, commune: slot.location.commune })
  const release = saysRelease && slot.releaseAt && releaseAtWords(t, slot.releaseAt, slot.startsAt, zone)
  return [slot.kind === 'range' && untilTime(t, slot, zone), where, release].filter(Boolean).join(', ')
}

/** « rendue à 14:40 si personne » */
function releaseAtWords(t: TFunction, releaseAt: string, startsAt: string, zone: string): string {
  const time = clockTime(releaseAt, zone)
  const day = dayOf(Date.parse(releaseAt), zone)
  return day === dayOf(Date.parse(startsAt), zone)
    ? t('agenda.release_at', { time })
    : t('agenda.release_on', { day: plainWeekday(day), time })
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
