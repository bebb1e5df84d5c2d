import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../ui/chips.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { capital, fullDay } from '../ui/format.ts'
import { nextDays } from '../ui/rhythm.ts'
import { ConfirmChange, type ConfirmChangeProps } from './confirm-change.tsx'
import type { ChangeWish } from './openings.ts'

const REACHES = ['one', 'following', 'all'] as const
export type Reach = (typeof REACHES)[number]

type Item = Parameters<typeof nextDays>[0]

interface ReachDialogProps extends Omit<ConfirmChangeProps, 'change' | 'calendar'> {
  readonly title: string
  /** What is changed; only what comes back is asked how far. */
  readonly item: Item
  readonly changeFor: (reach: Reach, day: string) => ChangeWish
  readonly onClose: () => void
}

/** This time, from this time on, or all of them: asked of what comes back, with what each would do. */
export function ReachDialog({ title, item, changeFor, onClose, ...confirmed }: ReachDialogProps) {
  const { t } = useTranslation()
  const days = nextDays(item, confirmed.today, SHOWN_DAYS)
  const [reach, setReach] = useState<Reach>(item.recurrence ? 'one' : 'all')
  const [chosen, setChosen] = useState(days[0] ?? item.day)
  const day = reach === 'all' ? (days[0] ?? item.day) : chosen
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        {item.recurrence && (
          <div className="line-choice">
            <Choice
              legend={t('agenda.reach.question')}
              options={REACHES.map((value) => ({ value, label: t(`agenda.reach.${value}`) }))}
              value={reach}
              onChange={setReach}
            />
          </div>
        )}
        {item.recurrence && reach !== 'all' && (
          <SelectField
            label={t(`agenda.reach.${reach}_day`)}
            value={chosen}
            options={days.map((value) => ({ value, label: capital(fullDay(`${value}T12:00:00Z`, 'UTC')) }))}
            onChange={setChosen}
          />
        )}
        <ConfirmChange {...confirmed} change={changeFor(reach, day)} />
      </div>
    </Dialog>
  )
}

const SHOWN_DAYS = 10
