import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OfferView } from '../../contract/matching.ts'
import { dayName, spokenTime } from '../ui/format.ts'
import { serverNow } from '../ui/server-clock.ts'
import type { HeldPlace } from './held-place.ts'

/** « la docteure Bonnefoy » from « Dre Hélène Bonnefoy »; any other name as it is. */
export function useSpokenName() {
  const { t } = useTranslation()
  return (name: string): string => {
    const [, title, rest = ''] = /^(Dre?)\.? (.+)$/.exec(name) ?? []
    if (!title) return name
    const family = rest.split(' ').slice(1).join(' ') || rest
    return t(title === 'Dre' ? 'booking.say.dre' : 'booking.say.dr', { family })
  }
}

/** What to say to the caller of a held place, in the order it is said. */
export function useSay() {
  const { t } = useTranslation()
  const spoken = useSpokenName()
  return ({ offer, practitioner, startsAt, commune }: HeldPlace, isAttending: boolean) => {
    const name = spoken(practitioner)
    const zone = offer?.zone
    const day = dayName(startsAt, serverNow(), zone)
    const isOpen = offer?.kind === 'en-sus'
    return {
      who: isAttending ? t('booking.say.attending', { name }) : t('booking.say.who', { name: capital(name) }),
      when: isOpen ? t('booking.say.day', { day }) : t('booking.say.when', { day, time: spokenTime(startsAt, zone) }),
      where: offer ? whereOf(offer, t) : t('booking.say.in', { commune }),
      after: isOpen ? t('booking.say.en_sus') : t('booking.say.bring'),
    }
  }
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function whereOf({ modality, location }: OfferView, t: TFunction): string {
  if (modality === 'HH') return t('booking.say.home')
  if (modality === 'VR') return t('booking.say.video')
  const address = location.address.replace(/,?\s*\d{5}.*$/, '') // the commune is said, not the postal code
  return t('booking.say.at', { address, commune: location.commune })
}
