import { useTranslation } from 'react-i18next'
import type { VisitView } from '../../contract/agenda.ts'
import { isTooEarly, type Outcome } from '../../domain/booking/outcome.ts'
import { clockTime } from '../ui/format.ts'
import { serverNow } from '../ui/server-clock.ts'
import { offerUndo } from '../ui/undo-bar.tsx'
import { useRecordOutcome, useWithdrawOutcome } from './agenda.ts'
import { outcomeWord } from './agenda-words.ts'

/** Says what became of a visit, in one tap that can be undone for ten seconds. */
export function useSayOutcome(practitionerId: string) {
  const { t } = useTranslation()
  const record = useRecordOutcome(practitionerId)
  const takeBack = useWithdrawOutcome(practitionerId)
  return (visit: VisitView, outcome: Outcome) => {
    record.mutate({ appointmentId: visit.id, outcome, majoration: visit.majoration })
    const words = outcomeWord(t, outcome, visit.patient).toLowerCase()
    offerUndo({
      message: t('agenda.noted', { outcome: words, time: clockTime(serverNow(), visit.zone) }),
      undo: () => takeBack.mutate(visit.id),
    })
  }
}

export const maySay = (outcome: Outcome, { startsAt }: VisitView): boolean =>
  !isTooEarly(outcome, Date.parse(startsAt), serverNow())
