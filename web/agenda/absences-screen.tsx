import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { AbsenceView } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/chips.tsx'
import { absenceWords } from '../ui/opening-words.ts'
import { serverNow } from '../ui/server-clock.ts'
import { timeOf } from '../ui/wall-time.ts'
import { AbsenceFields } from './absence-fields.tsx'
import { ABSENCES, type AbsenceDraft, absenceOf } from './absence-wish.ts'
import { WithAgenda } from './agenda-states.tsx'
import { BackToDay } from './back-to-day.tsx'
import { ConfirmChange } from './confirm-change.tsx'
import type { OpeningsView } from './openings.ts'
import { ReachDialog } from './reach-dialog.tsx'
import { WithOpenings } from './with-openings.tsx'

/** Absent this afternoon in three taps; whoever is expected is told before anything is done. */
export function AbsencesScreen({ practitionerId }: { practitionerId: string }) {
  return (
    <>
      <BackToDay />
      <WithAgenda practitionerId={practitionerId}>
        {(agenda) => (
          <WithOpenings practitionerId={practitionerId}>
            {(known) => (
              <>
                <NewAbsence practitionerId={practitionerId} agenda={agenda} known={known} />
                <AbsenceList practitionerId={practitionerId} known={known} />
              </>
            )}
          </WithOpenings>
        )}
      </WithAgenda>
    </>
  )
}

interface AbsencesProps {
  readonly practitionerId: string
  readonly known: OpeningsView
}

type Draft = Omit<AbsenceDraft, 'kind'> & { readonly kind: AbsenceDraft['kind'] | undefined }

const NOTHING: Draft = { kind: undefined, from: '', until: '', weekdays: [], hours: undefined, locationId: null }

function NewAbsence({ practitionerId, agenda, known }: AbsencesProps & { agenda: AgendaView }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(NOTHING)
  const [time, setTime] = useState('')
  const { kind } = draft
  const choose = (chosen: AbsenceDraft['kind']) => {
    setTime(timeOf(serverNow(), known.zone)) // stands still while it is looked at, so that what is confirmed is what was seen
    setDraft({ ...NOTHING, kind: chosen, locationId: draft.locationId })
  }
  const absence = kind && absenceOf({ ...draft, kind }, { today: known.today, time })
  return (
    <section className="card stack">
      <h2>{t('agenda.absences.question')}</h2>
      <div className="pair-choice">
        <Choice
          legend={t('agenda.absences.question')}
          legendHidden
          options={ABSENCES.map((value) => ({ value, label: t(`agenda.absences.${value}`) }))}
          value={kind}
          onChange={choose}
        />
      </div>
      {kind && (
        <AbsenceFields
          draft={{ ...draft, kind }}
          locations={agenda.locations}
          today={known.today}
          change={(part) => setDraft((kept) => ({ ...kept, ...part }))}
        />
      )}
      {absence && kind && (
        <ConfirmChange
          practitionerId={practitionerId}
          zone={known.zone}
          today={known.today}
          change={{ kind: 'absent', absence }}
          label={t(`agenda.absences.confirm_${kind}`)}
          done={() => t('agenda.absences.done')}
          onDone={() => setDraft(NOTHING)}
        />
      )}
    </section>
  )
}

function AbsenceList({ practitionerId, known }: AbsencesProps) {
  const { t } = useTranslation()
  const [removed, setRemoved] = useState<AbsenceView>()
  return (
    <section className="card">
      <h2>{t('agenda.absences.title')}</h2>
      {known.absences.length === 0 && <p className="card-empty quiet">{t('agenda.absences.none')}</p>}
      <ul className="slot-list">
        {known.absences.map((absence) => (
          <AbsenceRow key={absence.id} absence={absence} onEnd={() => setRemoved(absence)} />
        ))}
      </ul>
      {removed && (
        <ReachDialog
          practitionerId={practitionerId}
          zone={removed.zone}
          today={known.today}
          title={t(removed.until ? 'agenda.absences.remove' : 'agenda.absences.back')}
          item={{ day: removed.from.day, recurrence: removed.recurrence }}
          changeFor={(reach, day) => ({ kind: 'present', absenceId: removed.id, reach, day })}
          label={t(removed.until ? 'agenda.absences.remove' : 'agenda.absences.back')}
          done={() => t('agenda.absences.removed')}
          onDone={() => setRemoved(undefined)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </section>
  )
}

function AbsenceRow({ absence, onEnd }: { absence: AbsenceView; onEnd: () => void }) {
  const { t } = useTranslation()
  const words = absenceWords(t, absence)
  return (
    <li className="opening-row">
      <strong>{words}</strong>
      <Button wide onClick={onEnd} aria-label={t('agenda.absences.remove_named', { words })}>
        {t(absence.until ? 'agenda.absences.remove' : 'agenda.absences.back')}
      </Button>
    </li>
  )
}
