import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { Toggles } from '../ui/chips.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { weekdayName } from '../ui/opening-words.ts'
import { EVERY_DAY } from '../ui/rhythm.ts'
import { type DraftOpening, problemOf } from './draft.ts'
import type { Member } from './preparations.ts'
import type { AgendaDraft } from './use-draft.ts'

interface OpeningFieldsProps {
  readonly draft: DraftOpening
  readonly number: number
  readonly locations: Member['locations']
  readonly form: Pick<AgendaDraft, 'change' | 'remove'>
}

/** One opening: which days, from when to when, how it is cut, where, and until when it is kept. */
export function OpeningFields({ draft, number, locations, form }: OpeningFieldsProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const problem = problemOf(draft)
  const change = (part: Parameters<typeof form.change>[1]) => form.change(draft.key, part)
  return (
    // biome-ignore lint/a11y/useSemanticElements: its head has a button, which a legend would swallow
    <div role="group" aria-labelledby={titleId} className="draft-opening">
      <div className="draft-opening-head">
        <h3 id={titleId}>{t('preparation.opening', { number })}</h3>
        <IconButton icon="cross" label={t('preparation.remove', { number })} onClick={() => form.remove(draft.key)} />
      </div>
      <Toggles
        legend={t('preparation.weekdays')}
        options={EVERY_DAY.map((weekday) => ({ value: String(weekday), label: weekdayName(t, weekday) }))}
        value={draft.weekdays.map(String)}
        onChange={(chosen) => change({ weekdays: chosen.map(Number).sort() })}
      />
      <div className="draft-fields">
        <TextField label={t('preparation.from')} type="time" value={draft.from} onChange={(from) => change({ from })} />
        <TextField
          label={t('preparation.until')}
          type="time"
          value={draft.until}
          onChange={(until) => change({ until })}
        />
        <Cut draft={draft} change={change} />
        {locations.length > 1 && (
          <SelectField
            label={t('agenda.place')}
            value={draft.locationId}
            options={locations.map(({ id, name, commune }) => ({
              value: id,
              label: t('agenda.place_of', { name, commune }),
            }))}
            onChange={(locationId) => change({ locationId })}
          />
        )}
        <ReleaseField draft={draft} change={change} />
      </div>
      {problem && <p className="field-error">{t(`preparation.problem.${problem}`)}</p>}
    </div>
  )
}

interface PartProps {
  readonly draft: DraftOpening
  readonly change: (part: Parameters<AgendaDraft['change']>[1]) => void
}

const LENGTHS = ['10', '15', '20', '30', '45', '60'] as const
const KINDS = ['slots', 'range', 'en-sus'] as const
const PLACES = ['1', '2', '3', '4', '5', '6', '8', '10'] as const

function Cut({ draft, change }: PartProps) {
  const { t } = useTranslation()
  return (
    <>
      <SelectField
        label={t('agenda.kind')}
        value={draft.kind}
        options={KINDS.map((value) => ({ value, label: t(`agenda.kind_${value}`) }))}
        onChange={(kind) =>
          change(kind === 'slots' ? { kind, slotMinutes: 15, places: 1 } : { kind, slotMinutes: null })
        }
      />
      {draft.kind === 'slots' ? (
        <SelectField
          label={t('agenda.minutes')}
          value={withOwn(LENGTHS, draft.slotMinutes ?? 15)}
          options={LENGTHS.map((value) => ({ value, label: t('agenda.length', { minutes: value }) }))}
          onChange={(minutes) => change({ slotMinutes: Number(minutes) })}
        />
      ) : (
        <SelectField
          label={t('agenda.patients')}
          value={withOwn(PLACES, draft.places)}
          options={PLACES.map((value) => ({ value, label: value }))}
          onChange={(places) => change({ places: Number(places) })}
        />
      )}
    </>
  )
}

const withOwn = <Value extends string>(values: readonly Value[], own: number): Value | '' =>
  values.find((value) => Number(value) === own) ?? ''

const RELEASES = {
  never: null,
  hour: { kind: 'before', minutes: 60 },
  'two-hours': { kind: 'before', minutes: 120 },
  evening: { kind: 'day-before', days: 1, time: '19:00' },
} as const
type ReleaseName = keyof typeof RELEASES
const RELEASE_NAMES = Object.keys(RELEASES) as ReleaseName[]

function ReleaseField({ draft, change }: PartProps) {
  const { t } = useTranslation()
  const same = (name: ReleaseName) => JSON.stringify(RELEASES[name]) === JSON.stringify(draft.release)
  return (
    <SelectField
      label={t('preparation.release')}
      value={RELEASE_NAMES.find(same) ?? ''}
      options={RELEASE_NAMES.map((value) => ({ value, label: t(`preparation.release_${value}`) }))}
      onChange={(name) => change({ release: RELEASES[name] })}
    />
  )
}
