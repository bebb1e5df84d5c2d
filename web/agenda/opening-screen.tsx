import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { OpeningView } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { span, whenWords } from '../ui/opening-words.ts'
import { firstDayOf, rruleOf, ruleOf } from '../ui/rhythm.ts'
import { WithAgenda } from './agenda-states.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { missingInOpening } from './guide-steps.ts'
import { HoursFields } from './hours-fields.tsx'
import { draftOf, type OpeningDraft, openingsFrom, rhythmOf } from './opening-draft.ts'
import { ReleaseField, SizeFields, WhenFields } from './opening-fields.tsx'
import type { ChangeWish, OpeningInput, OpeningsView } from './openings.ts'
import { type Reach, ReachDialog } from './reach-dialog.tsx'
import { WithOpenings } from './with-openings.tsx'

interface OpeningScreenProps {
  readonly practitionerId: string
  readonly openingId: string
  readonly onDone: () => void
}

/** One opening, every part of it; how far the change goes is asked when it is saved. */
export function OpeningScreen({ practitionerId, openingId, onDone }: OpeningScreenProps) {
  const { t } = useTranslation()
  return (
    <>
      <Link to="/jour/ouvertures" search={true} className="back-link">
        <Icon name="return" />
        {t('agenda.openings.back')}
      </Link>
      <WithAgenda practitionerId={practitionerId}>
        {(agenda) => (
          <WithOpenings practitionerId={practitionerId}>
            {(known) => {
              const opening = known.openings.find(({ id }) => id === openingId)
              if (!opening) return <p className="card">{t('agenda.openings.gone')}</p>
              const whose = { practitionerId, onDone, agenda, known }
              return <EditForm key={openingId} {...whose} opening={opening} />
            }}
          </WithOpenings>
        )}
      </WithAgenda>
    </>
  )
}

interface EditFormProps extends Pick<OpeningScreenProps, 'practitionerId' | 'onDone'> {
  readonly agenda: AgendaView
  readonly known: OpeningsView
  readonly opening: OpeningView
}

function EditForm({ practitionerId, agenda, known, opening, onDone }: EditFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(opening))
  const [isSaving, setIsSaving] = useState(false)
  const change = (part: Partial<OpeningDraft>) => setDraft((kept) => ({ ...kept, ...part }))
  const missing = missingInOpening(draft, known.today)
  return (
    <>
      <section className="card stack">
        <h2>{`${whenWords(t, opening)} ${span(opening.from, opening.until)}`}</h2>
        {agenda.locations.length > 1 && (
          <SelectField
            label={t('agenda.place')}
            value={draft.locationId}
            options={agenda.locations.map(({ id, name, commune }) => ({ value: id, label: `${name}, ${commune}` }))}
            onChange={(locationId) => change({ locationId })}
          />
        )}
        {isKnownRule(opening) && (
          <WhenFields draft={draft} change={change} today={known.today} mayBeOnce={opening.recurrence === null} />
        )}
        <HoursFields draft={draft} change={change} />
        <SizeFields draft={draft} change={change} />
      </section>
      <section className="card stack">
        <h2>{t('agenda.for_whom')}</h2>
        <AudienceFields draft={draft} change={change} cpts={known.cpts} />
        <ReleaseField release={draft.release} onChange={(release) => change({ release })} />
      </section>
      <div className="main-action">
        <Button variant="primary" wide big disabled={missing !== undefined} onClick={() => setIsSaving(true)}>
          {t('agenda.openings.save')}
        </Button>
        <p role="status" className="small">
          {missing && t(`agenda.guide.missing.${missing}`)}
        </p>
      </div>
      {opening.recurrence === null && <RemoveSingle {...{ practitionerId, known, opening, onDone }} />}
      {isSaving && (
        <ReachDialog
          practitionerId={practitionerId}
          zone={opening.zone}
          today={known.today}
          title={t('agenda.openings.save')}
          item={opening}
          changeFor={(reach, day) => editOf(opening, draft, { reach, day })}
          label={t('agenda.openings.save')}
          done={() => t('agenda.change.saved')}
          onDone={onDone}
          onClose={() => setIsSaving(false)}
        />
      )}
    </>
  )
}

/** What comes back is removed from the list, where its days are asked. */
function RemoveSingle({ practitionerId, known, opening, onDone }: Omit<EditFormProps, 'agenda'>) {
  const { t } = useTranslation()
  const [isAsked, setIsAsked] = useState(false)
  return (
    <div className="main-action">
      <Button wide onClick={() => setIsAsked(true)}>
        {t('agenda.openings.remove')}
      </Button>
      {isAsked && (
        <ReachDialog
          practitionerId={practitionerId}
          zone={opening.zone}
          today={known.today}
          title={t('agenda.openings.remove')}
          item={opening}
          changeFor={(reach, day) => ({ kind: 'remove', openingId: opening.id, reach, day })}
          label={t('agenda.openings.remove')}
          done={() => t('agenda.openings.removed')}
          onDone={onDone}
          onClose={() => setIsAsked(false)}
        />
      )}
    </div>
  )
}

interface Where {
  readonly reach: Reach
  readonly day: string
}

/** This time only: a single occurrence. Otherwise the rule from there on, as it was when only its hours changed. */
function editOf(opening: OpeningView, draft: OpeningDraft, { reach, day }: Where): ChangeWish {
  const { id, seriesId, zone, ...known } = opening
  const wanted = openingsFrom(draft, day)[0] ?? known
  return { kind: 'edit', openingId: id, reach, day, opening: { ...wanted, ...timesOf(opening, draft, { reach, day }) } }
}

function timesOf(
  opening: OpeningView,
  draft: OpeningDraft,
  { reach, day }: Where,
): Pick<OpeningInput, 'day' | 'recurrence'> {
  if (opening.recurrence && reach === 'one') return { day, recurrence: null }
  if (opening.recurrence && isSameRule(opening, draft))
    return { day, recurrence: { ...opening.recurrence, onPublicHolidays: draft.onPublicHolidays } }
  if (draft.repeats === 'once') return { day: draft.day, recurrence: null }
  const rhythm = rhythmOf(draft)
  const { exceptOn = [] } = opening.recurrence ?? {}
  const rrule = rruleOf(rhythm, draft.until || null)
  return { day: firstDayOf(rhythm, day), recurrence: { rrule, exceptOn, onPublicHolidays: draft.onPublicHolidays } }
}

function isSameRule(opening: OpeningView, draft: OpeningDraft): boolean {
  const before = draftOf(opening)
  return rruleOf(rhythmOf(before), before.until || null) === rruleOf(rhythmOf(draft), draft.until || null)
}

/** Another rule than these screens make is left as it is. */
const isKnownRule = ({ day, recurrence }: OpeningView): boolean =>
  recurrence === null || ruleOf(recurrence.rrule, day) !== undefined
