import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../contract/drafts.ts'
import type { RequestRow } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { Avatar } from '../ui/avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Deadline, StepClock } from '../ui/clocks.tsx'
import { clockTime, dayName } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Planks } from '../ui/planks.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { StateTag, Tag } from '../ui/state-tag.tsx'
import { monthsOf, spokenAge } from './age.ts'
import { useFreedText } from './freed-text.ts'
import { useAgeText, usePersonText } from './person-text.ts'
import { isLate, progressOf } from './progress.ts'
import { placeOf, readTyped } from './typed.ts'

interface QueueRowProps {
  readonly row: RequestRow
  readonly isYours: boolean
  readonly isNew: boolean
  readonly isCurrent: boolean
  readonly onOpen: () => void
}

/** One request of the queue: reason, age, sex, commune. Never a name. */
export function QueueRow({ row, isYours, isNew, isCurrent, onOpen }: QueueRowProps) {
  const person = usePersonText()
  const late = isLate(row, useServerTime(10))
  return (
    <li>
      <button
        type="button"
        className={classes('queue-row', late && 'queue-row-late', isNew && 'queue-row-new')}
        aria-current={isCurrent}
        onClick={onOpen}
      >
        <span className="queue-reason">{row.reason}</span>
        <When row={row} />
        <span className="queue-person quiet small">{`${person(row)} · ${row.commune}`}</span>
        {row.refill && <Freed refill={row.refill} />}
        <span className="queue-progress">
          <Progress row={row} />
          {row.takenBy && <Avatar name={row.takenBy.name} you={isYours} small />}
          {row.takenBy && <span className="visually-hidden">{row.takenBy.name}</span>}
        </span>
      </button>
    </li>
  )
}

/** « Place libérée : Dr Peyrard, 17:20 » */
function Freed({ refill }: { refill: NonNullable<RequestRow['refill']> }) {
  return (
    <span className="queue-freed">
      <Tag tone="honey" icon="calendar">
        {useFreedText()(refill)}
      </Tag>
    </span>
  )
}

function When({ row }: { row: RequestRow }) {
  const now = useServerTime(60)
  if (isWaiting(row.state) || !row.appointment) return isWaiting(row.state) ? <Deadline at={row.dueAt} /> : <span />
  const { startsAt } = row.appointment
  return (
    <time className="deadline" dateTime={startsAt}>
      {`${dayName(startsAt, now)} ${clockTime(startsAt)}`}
    </time>
  )
}

function Progress({ row: { state, held } }: { row: RequestRow }) {
  const steps = progressOf(state, held !== null)
  return (
    <>
      <StateTag state={held ? 'HELD' : state} />
      {steps && <Planks steps={steps} />}
      {held && <StepClock endsAt={held.until} />}
    </>
  )
}

interface DraftRowProps {
  readonly draft: DraftView
  readonly isCurrent: boolean
  readonly onOpen: () => void
}

/** What one was typing, kept until it is taken up again. */
export function DraftRow({ draft, isCurrent, onOpen }: DraftRowProps) {
  const { t } = useTranslation()
  const typed = readTyped(draft.content)
  const age = useAgeText()
  const today = new Date(useServerTime(60))
  const spoken = spokenAge(typed.age, today)
  const about = [spoken ? age(monthsOf(spoken, today)) : typed.age, typed.sex === 'unknown' ? '' : typed.sex]
    .filter(Boolean)
    .join(', ')
  const words = [about, placeOf(typed)?.label].filter(Boolean).join(' · ')
  return (
    <li>
      <button type="button" className="queue-row" aria-current={isCurrent} onClick={onOpen}>
        <span className="queue-reason">
          {typed.reason ? t('requests.queue.typing', { reason: typed.reason }) : t('requests.queue.new')}
        </span>
        <span className="deadline quiet">
          <Icon name="keyboard" />
          {clockTime(draft.updatedAt)}
        </span>
        <span className="queue-person quiet small">{words || t('requests.queue.nothing_typed')}</span>
        <span className="queue-progress">
          <StateTag state="DRAFT" />
        </span>
      </button>
    </li>
  )
}
