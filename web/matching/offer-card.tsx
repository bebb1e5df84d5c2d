import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferView } from '../../contract/matching.ts'
import { classes } from '../ui/classes.ts'
import { clockTime, dayName } from '../ui/format.ts'
import { KeyCap } from '../ui/key-cap.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { Tag } from '../ui/state-tag.tsx'
import type { Entry } from './entries.ts'
import { OfferReasons, useKindWords } from './offer-reasons.tsx'

interface OfferCardProps {
  readonly entry: Entry
  /** The time of the entry that is shown large. */
  readonly offer: OfferView
  readonly isChosen?: boolean
  /** The one of its times that just came free. */
  readonly freed?: OfferView | undefined
  readonly onChoose?: () => void
  readonly children?: ReactNode
}

/** One professional's best time; chosen, it opens on the other times and the button that holds. */
export function OfferCard({ entry, offer, isChosen = false, freed, onChoose, children }: OfferCardProps) {
  return (
    <li className={classes('offer', isChosen && 'offer-chosen')}>
      {onChoose ? (
        <button type="button" className="offer-face" aria-pressed={isChosen} onClick={onChoose}>
          <Face entry={entry} offer={offer} freed={freed} />
        </button>
      ) : (
        <div className="offer-face">
          <Face entry={entry} offer={offer} freed={freed} />
        </div>
      )}
      {children}
    </li>
  )
}

function Face({ entry, offer, freed }: Pick<OfferCardProps, 'entry' | 'offer' | 'freed'>) {
  const { t } = useTranslation()
  const kind = useKindWords()
  return (
    <>
      <KeyCap keys={String(entry.number)} />
      <When offer={offer} />
      <span className="offer-who">
        <span className="offer-name">{offer.practitioner.name}</span>
        <span className="small quiet">{offer.location.commune}</span>
        <OfferReasons reasons={offer.reasons} />
        {freed && (
          <span className="offer-freed">
            <Tag tone="honey" icon="calendar">
              {freed.slotId === offer.slotId
                ? t('matching.freed.just')
                : t('matching.freed.at', { time: clockTime(freed.startsAt, freed.zone) })}
            </Tag>
          </span>
        )}
      </span>
      <span className="offer-kind small">{kind(offer)}</span>
    </>
  )
}

/** A slot says its time; places to arrange say until when they are open. */
function When({ offer }: { offer: OfferView }) {
  const { t } = useTranslation()
  const now = useServerTime(60)
  const day = dayName(offer.startsAt, now, offer.zone)
  const from = clockTime(offer.startsAt, offer.zone)
  if (offer.kind !== 'en-sus')
    return (
      <span className="offer-when">
        <span className="offer-time">{from}</span>
        <span className="small quiet">{day}</span>
      </span>
    )
  return (
    <span className="offer-when">
      <span className="offer-time offer-time-open">{t('matching.to_arrange')}</span>
      <span className="small quiet">{t('matching.until', { day, time: clockTime(offer.endsAt, offer.zone) })}</span>
    </span>
  )
}
