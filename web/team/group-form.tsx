import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpeningView } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { Note, ProblemNotice, Waiting } from '../ui/notices.tsx'
import type { Reach, Shape } from './intents.ts'
import { dayNumber, type Group, isoDay, minutesOf, timeOfWall } from './layout.ts'
import type { Row } from './rows.ts'
import { openingsOf } from './team.ts'
import { capital, countWords, dayWords, wallWords } from './team-words.ts'

export interface GroupFormProps {
  readonly row: Row
  readonly group: Group
  readonly today: string
  readonly onSave: (to: Shape, reach: Reach) => void
  readonly onRemove: (reach: Reach) => void
  readonly onCopy: () => void
  readonly onClose: () => void
}

/** Everything that a drag does, and more, as a form. */
export function GroupForm(props: GroupFormProps) {
  const { t } = useTranslation()
  const { row, group, today, onClose } = props
  const known = useQuery(openingsOf(row.practitioner.id))
  const title = t('team.form.title', { name: row.practitioner.name, day: dayWords(group.day, today) })
  const opening = known.data?.openings.find(({ id }) => id === group.openingId)
  if (opening) return <OpeningForm {...props} title={title} opening={opening} />
  return (
    <Dialog title={title} onClose={onClose}>
      {known.isPending && <Waiting>{t('team.form.reading')}</Waiting>}
      {known.isError && <ProblemNotice error={known.error} retry={known.refetch} />}
      {known.data && (
        <div className="team-form">
          <Note tone="grey" icon="lock">
            {t('team.form.unknown')}
          </Note>
          <SlotsInWords group={group} />
        </div>
      )}
    </Dialog>
  )
}

interface Draft {
  readonly day: string
  readonly from: string
  readonly until: string
  readonly slotMinutes: number | null
  readonly places: number
  readonly reach: Reach
}

const DAY = 1_440

/** As the group is to be, by what is typed; it ends the next day when the end is not after the start. */
function shapeOf({ day, from, until, slotMinutes, places }: Draft): Shape {
  const start = dayNumber(day) * DAY + minutesOf(from)
  const end = dayNumber(day) * DAY + minutesOf(until)
  return { start, end: end > start ? end : end + DAY, slotMinutes, places }
}

type Trouble = 'bad_end' | 'bad_length' | undefined

function troubleOf(draft: Draft): Trouble {
  if (draft.day === '' || draft.from === '' || draft.until === '') return 'bad_end'
  const { start, end, slotMinutes } = shapeOf(draft)
  if (end - start > 12 * 60 && minutesOf(draft.until) <= minutesOf(draft.from)) return 'bad_end' // no night is so long
  return slotMinutes && slotMinutes > end - start ? 'bad_length' : undefined
}

function OpeningForm(props: GroupFormProps & { title: string; opening: OpeningView }) {
  const { t } = useTranslation()
  const { title, group, opening, onSave, onRemove, onCopy, onClose } = props
  const [draft, setDraft] = useState<Draft>({
    day: isoDay(group.day),
    from: timeOfWall(group.start),
    until: timeOfWall(group.end),
    slotMinutes: opening.slotMinutes,
    places: opening.places,
    reach: 'one',
  })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const trouble = troubleOf(draft)
  const save = () => !trouble && onSave(shapeOf(draft), draft.reach)
  return (
    <Dialog
      title={capital(title)}
      onClose={onClose}
      foot={
        <>
          <Button icon="cross" tone="brick" onClick={() => onRemove(draft.reach)}>
            {t('team.form.remove')}
          </Button>
          <Button onClick={onCopy}>{t('team.form.copy')}</Button>
          <Button variant="primary" onClick={save}>
            {t('team.form.save')}
          </Button>
        </>
      }
    >
      <div className="team-form">
        <Times draft={draft} change={change} trouble={trouble} />
        <Slicing draft={draft} change={change} opening={opening} trouble={trouble} />
        {opening.recurrence && <ReachChoice reach={draft.reach} onChange={(reach) => change({ reach })} />}
        <SlotsInWords group={group} />
      </div>
    </Dialog>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly trouble: Trouble
}

function Times({ draft, change, trouble }: PartProps) {
  const { t } = useTranslation()
  return (
    <div className="team-form-line">
      <TextField type="date" label={t('team.form.day')} value={draft.day} onChange={(day) => change({ day })} />
      <TextField type="time" label={t('team.form.from')} value={draft.from} onChange={(from) => change({ from })} />
      <TextField
        type="time"
        label={t('team.form.until')}
        value={draft.until}
        onChange={(until) => change({ until })}
        error={trouble === 'bad_end' ? t('team.form.bad_end') : undefined}
      />
    </div>
  )
}

const LENGTHS = [5, 10, 15, 20, 30, 45, 60]
const WHOLE = 'whole'

function Slicing({ draft, change, opening, trouble }: PartProps & { opening: OpeningView }) {
  const { t } = useTranslation()
  const own = opening.slotMinutes
  const lengths = own === null || LENGTHS.includes(own) ? LENGTHS : [...LENGTHS, own].sort((one, other) => one - other)
  const options = lengths.map((count) => ({ value: String(count), label: t('team.form.minutes', { count }) }))
  return (
    <div className="team-form-line">
      <SelectField
        label={t('team.form.length')}
        options={[...options, { value: WHOLE, label: t('team.form.whole') }]}
        value={draft.slotMinutes === null ? WHOLE : String(draft.slotMinutes)}
        onChange={(chosen) => change({ slotMinutes: chosen === WHOLE ? null : Number(chosen) })}
        error={trouble === 'bad_length' ? t('team.form.bad_length') : undefined}
      />
      {opening.kind !== 'slots' && (
        <SelectField
          label={t('team.form.places')}
          options={Array.from({ length: 50 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))}
          value={String(draft.places)}
          onChange={(places) => change({ places: Number(places) })}
        />
      )}
    </div>
  )
}

const REACHES = ['one', 'following', 'all'] as const

function ReachChoice({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  const { t } = useTranslation()
  return (
    <Choice
      legend={t('team.form.reach')}
      options={REACHES.map((value) => ({ value, label: t(`team.form.reaches.${value}`) }))}
      value={reach}
      onChange={onChange}
    />
  )
}

/** What the planks show, in words. */
function SlotsInWords({ group }: { group: Group }) {
  const { t } = useTranslation()
  return (
    <details className="team-slots">
      <summary>{t('team.form.slots')}</summary>
      <ul>
        {group.slots.map(({ slot, start, end }) => (
          <li key={slot.id}>
            {t('team.form.slot', { from: wallWords(start), until: wallWords(end), what: countWords(t, [slot]) })}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('team.form.keeps')}</p>
    </details>
  )
}
