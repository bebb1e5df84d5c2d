import { useTranslation } from 'react-i18next'
import { Choice, Switch, Toggles } from '../ui/chips.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { capital } from '../ui/format.ts'
import { lengthWords, releaseWords, weekdayName } from '../ui/opening-words.ts'
import { EVERY_DAY, weekdayOf } from '../ui/rhythm.ts'
import { type OpeningDraft, withSlotMinutes } from './opening-draft.ts'

export interface FieldsProps {
  readonly draft: OpeningDraft
  readonly change: (part: Partial<OpeningDraft>) => void
}

const RHYTHMS = ['week', 'fortnight', 'month', 'once'] as const
type RhythmName = (typeof RHYTHMS)[number]

const nameOf = ({ repeats, interval }: OpeningDraft): RhythmName =>
  repeats === 'week' && interval > 1 ? 'fortnight' : repeats

interface WhenProps extends FieldsProps {
  readonly today: string
  /** Whether a single time may be chosen too. */
  readonly mayBeOnce?: boolean
}

/** Which days, how often, and until when. */
export function WhenFields({ draft, change, today, mayBeOnce = false }: WhenProps) {
  const { t } = useTranslation()
  const name = nameOf(draft)
  const choose = (chosen: RhythmName) => {
    const repeats = chosen === 'fortnight' ? 'week' : chosen
    const interval = chosen === 'fortnight' ? Math.max(2, draft.interval) : 1
    const weekdays = chosen === 'month' ? draft.weekdays.slice(0, 1) : draft.weekdays
    change({ repeats, interval, weekdays, ...(chosen === 'once' && !draft.day && { day: today }) })
  }
  const names = RHYTHMS.filter((one) => mayBeOnce || one !== 'once')
  return (
    <>
      <div className="line-choice">
        <Choice
          legend={t('agenda.fields.rhythm')}
          options={names.map((value) => ({ value, label: t(`agenda.fields.rhythm_${value}`) }))}
          value={name}
          onChange={choose}
        />
      </div>
      {name === 'once' ? (
        <TextField
          label={t('agenda.fields.day')}
          type="date"
          value={draft.day}
          onChange={(day) => change({ day, ...(day && { weekdays: [weekdayOf(day)] }) })}
        />
      ) : (
        <Days draft={draft} change={change} />
      )}
    </>
  )
}

const NTHS = ['1', '2', '3', '4', '-1'] as const

function Days({ draft, change }: FieldsProps) {
  const { t } = useTranslation()
  const options = EVERY_DAY.map((day) => ({ value: String(day), label: weekdayName(t, day) }))
  const isMonthly = draft.repeats === 'month'
  return (
    <>
      {isMonthly ? (
        <div className="two-fields">
          <SelectField
            label={t('agenda.fields.nth')}
            value={String(draft.nth)}
            options={NTHS.map((value) => ({ value: value as string, label: t(`agenda.fields.nth_${value}`) }))}
            onChange={(nth) => change({ nth: Number(nth) })}
          />
          <SelectField
            label={t('agenda.fields.weekday')}
            value={String(draft.weekdays[0] ?? 1)}
            options={options}
            onChange={(day) => change({ weekdays: [Number(day)] })}
          />
        </div>
      ) : (
        <div className="weekday-choice">
          <Toggles
            legend={t('agenda.fields.weekdays')}
            options={options.map(({ value, label }) => ({ value, label: label.slice(0, SHORT_NAME), spoken: label }))}
            value={draft.weekdays.map(String)}
            onChange={(weekdays) => change({ weekdays: weekdays.map(Number).sort() })}
          />
        </div>
      )}
      <TextField
        label={t('agenda.fields.until')}
        hint={t('agenda.fields.until_hint')}
        optional
        type="date"
        value={draft.until}
        onChange={(until) => change({ until })}
      />
      <Switch
        label={t('agenda.fields.holidays')}
        on={draft.onPublicHolidays}
        onChange={(onPublicHolidays) => change({ onPublicHolidays })}
      />
    </>
  )
}

/** « lun », « mar »: enough to tell the days of a week. */
const SHORT_NAME = 3

const LENGTHS = [10, 15, 20, 30, 45, 60]
const MOST_PATIENTS = 12
const KINDS = ['slots', 'range', 'en-sus'] as const

/** How the time is shared out: ordinary places, a range for several patients, or patients en sus. */
export function SizeFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation()
  const { kind, slotMinutes, places } = draft
  const lengths = slotMinutes && !LENGTHS.includes(slotMinutes) ? [...LENGTHS, slotMinutes] : LENGTHS
  const chooseKind = (chosen: OpeningDraft['kind']) =>
    change({ kind: chosen, slotMinutes: chosen === 'slots' ? 15 : null, places: chosen === 'slots' ? 1 : places })
  return (
    <>
      <div className="three-choice">
        <Choice
          legend={t('agenda.kind')}
          options={KINDS.map((value) => ({ value, label: t(`agenda.kind_${value}`) }))}
          value={kind}
          onChange={chooseKind}
        />
        <p className="quiet small">{t(`agenda.kind_why_${kind}`)}</p>
      </div>
      {kind === 'slots' ? (
        <SelectField
          label={t('agenda.minutes')}
          value={String(slotMinutes ?? 15)}
          options={lengths.map((minutes) => ({ value: String(minutes), label: lengthWords(t, minutes) }))}
          onChange={(minutes) => change(withSlotMinutes(draft, Number(minutes)))}
        />
      ) : (
        <SelectField
          label={t('agenda.patients')}
          value={String(places)}
          options={Array.from({ length: MOST_PATIENTS }, (_, index) => String(index + 1)).map((value) => ({
            value,
            label: value,
          }))}
          onChange={(count) => change({ places: Number(count) })}
        />
      )}
    </>
  )
}

const RELEASES: readonly OpeningDraft['release'][] = [
  { kind: 'before', minutes: 60 },
  { kind: 'before', minutes: 120 },
  { kind: 'before', minutes: 240 },
  { kind: 'day-before', days: 1, time: '19:00' },
  null,
]

const releaseKey = (release: OpeningDraft['release']): string =>
  release === null ? 'never' : JSON.stringify(Object.entries(release).sort())

interface ReleaseProps {
  readonly release: OpeningDraft['release']
  readonly onChange: (release: OpeningDraft['release']) => void
  readonly legendHidden?: boolean
}

/** When a place that nobody took goes back to the professional's own patients. */
export function ReleaseField({ release, onChange, legendHidden = false }: ReleaseProps) {
  const { t } = useTranslation()
  const isKnown = RELEASES.some((one) => releaseKey(one) === releaseKey(release))
  const releases = isKnown ? RELEASES : [...RELEASES, release]
  return (
    <div className="line-choice">
      <Choice
        legend={t('agenda.fields.release')}
        legendHidden={legendHidden}
        options={releases.map((one) => ({ value: releaseKey(one), label: capital(releaseWords(t, one)) }))}
        value={releaseKey(release)}
        onChange={(key) => onChange(releases.find((one) => releaseKey(one) === key) ?? null)}
      />
    </div>
  )
}
