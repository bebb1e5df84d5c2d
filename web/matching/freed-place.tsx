import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { passRefill } from '../../contract/matching.ts'
import type { RequestRow } from '../../contract/requests.ts'
import { Button } from '../ui/button.tsx'
import { momentName } from '../ui/format.ts'
import { call } from '../ui/http.ts'
import { announce, Note, ProblemNotice } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { useShortcuts } from '../ui/shortcuts.ts'

export type Freed = NonNullable<RequestRow['refill']>

interface FreedPlaceProps {
  readonly freed: Freed
  /** Whether its offer is the one that is open. */
  readonly isChosen: boolean
  readonly onChoose: (slotId: string) => void
}

/** A place that just came free, put before this request first: see it, or leave it to the next. */
export function FreedPlace({ freed, isChosen, onChoose }: FreedPlaceProps) {
  const { t } = useTranslation()
  const pass = usePass(freed.id)
  const when = momentName(freed.startsAt, serverNow())
  useShortcuts({ T: { label: t('matching.freed.pass_key'), run: () => !pass.isPending && pass.mutate() } })
  return (
    <div className="banner">
      <Note
        tone="honey"
        icon="calendar"
        action={
          <span className="note-actions">
            {!isChosen && <Button onClick={() => onChoose(freed.slotId)}>{t('matching.freed.see')}</Button>}
            <Button keys="T" busy={pass.isPending} onClick={() => pass.mutate()}>
              {t('matching.freed.pass')}
            </Button>
          </span>
        }
      >
        {t('requests.queue.freed', { name: freed.practitioner, when })}
      </Note>
      {pass.error && <ProblemNotice error={pass.error} />}
    </div>
  )
}

function usePass(refillId: string) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => call(passRefill, { params: { refillId } }),
    onSuccess: async () => {
      announce(t('matching.freed.said_passed'))
      await cache.invalidateQueries({ queryKey: ['requests'] })
    },
  })
}
