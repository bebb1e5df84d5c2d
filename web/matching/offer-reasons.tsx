import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { OfferReason, OfferView } from '../../contract/matching.ts'
import { duration, momentName } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { serverNow } from '../ui/server-clock.ts'
import type { Entry } from './entries.ts'

type Reason = z.infer<typeof OfferReason>

const ICONS: Readonly<Record<Reason['code'], IconName>> = {
  'attending-physician': 'stethoscope',
  'same-practice': 'stethoscope',
  'own-territory': 'house',
  neighbour: 'handshake',
  travel: 'car',
  'starts-in': 'calendar',
  'fair-share': 'scale',
  'cap-close': 'warning',
  'en-sus': 'plus-box',
  'calendar-stale': 'muted-speaker',
}
/** Said elsewhere on the card: the time itself, and the places left. */
const SAID: readonly Reason['code'][] = ['starts-in', 'en-sus']

/** Why the offer stands where it stands, each in two or three words. */
export function OfferReasons({ reasons }: Pick<OfferView, 'reasons'>) {
  const words = useReasonWords()
  return (
    <span className="offer-reasons">
      {reasons
        .filter(({ code }) => !SAID.includes(code))
        .map((reason) => (
          <span key={reason.code} className={`offer-reason offer-reason-${reason.code}`}>
            <Icon name={ICONS[reason.code]} />
            {words(reason)}
          </span>
        ))}
    </span>
  )
}

function useReasonWords() {
  const { t } = useTranslation()
  return (reason: Reason): string => {
    switch (reason.code) {
      case 'travel':
      case 'starts-in':
        return duration(reason.minutes * 60_000)
      case 'fair-share':
        return t('matching.reason.fair-share', { taken: reason.taken, declared: reason.declared })
      case 'cap-close':
        return t('matching.reason.cap-close', { taken: reason.taken, cap: reason.cap })
      case 'en-sus':
        return t('matching.reason.en-sus', { free: reason.free, capacity: reason.capacity })
      case 'calendar-stale':
        return t('matching.reason.calendar-stale', { time: momentName(reason.since, serverNow()) })
      case 'attending-physician':
      case 'same-practice':
      case 'own-territory':
      case 'neighbour':
        return t(`matching.reason.${reason.code}`)
    }
  }
}

/** « Créneau », « 3 places », « En sus 1/3 », « Domicile » */
export function useKindWords() {
  const { t } = useTranslation()
  const word = ({ kind, modality, freePlaces, reasons }: OfferView): string => {
    if (kind === 'en-sus') {
      const room = reasons.find((reason) => reason.code === 'en-sus')
      return room
        ? t('matching.kind.en-sus_of', { free: room.free, capacity: room.capacity })
        : t('matching.kind.en-sus')
    }
    if (modality !== 'AMB') return t(`matching.kind.${modality}`)
    return kind === 'range' ? t('matching.kind.places', { count: freePlaces }) : t('matching.kind.slot')
  }
  return (offer: OfferView): string =>
    offer.booking === 'WALKIN' ? t('matching.kind.walkin', { kind: word(offer) }) : word(offer)
}

/** « Première parce que… » for the first, « Devant la suivante… » for the others. */
export function useWhy() {
  const { t } = useTranslation()
  return ({ best, aheadBy }: Entry, { slotId }: OfferView): string | undefined => {
    if (aheadBy === null || slotId !== best.slotId) return undefined
    return best.rank === 1 ? t(`matching.first.${aheadBy}`) : t(`matching.ahead.${aheadBy}`)
  }
}
