import { useTranslation } from 'react-i18next'
import type { RequestRow } from '../../contract/requests.ts'
import { momentName } from '../ui/format.ts'
import { useServerTime } from '../ui/server-clock.ts'

/** « Place libérée : Dr Peyrard, 17:20 » */
export function useFreedText() {
  const { t } = useTranslation()
  const now = useServerTime(60)
  return ({ practitioner, startsAt }: NonNullable<RequestRow['refill']>): string =>
    t('requests.queue.freed', { name: practitioner, when: momentName(startsAt, now) })
}
