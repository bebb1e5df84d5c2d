import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AgendaEffect } from '../../contract/openings.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { dayName, spokenTime } from '../ui/format.ts'
import { Note } from '../ui/notices.tsx'
import type { Question } from './team-edits.ts'
import { capital } from './team-words.ts'

interface EffectDialogProps {
  readonly question: Question
  readonly zone: string
  readonly today: string
}

/** What a change meets: nothing is done before somebody has read it. */
export function EffectDialog({ question, zone, today }: EffectDialogProps) {
  const { t } = useTranslation()
  const { effect, answer } = question
  const isRefused = effect.conflicts.length > 0
  const keep = () => answer(false)
  return (
    <Dialog
      title={t(isRefused ? 'team.effect.refused' : 'team.effect.title')}
      onClose={keep}
      foot={
        isRefused ? (
          <Button variant="primary" onClick={keep}>
            {t('team.effect.close')}
          </Button>
        ) : (
          <>
            <Button onClick={keep}>{t('team.effect.keep')}</Button>
            <Button variant="primary" onClick={() => answer(true)}>
              {t('team.effect.continue')}
            </Button>
          </>
        )
      }
    >
      <div className="team-effect">
        <Conflicts effect={effect} zone={zone} today={today} />
        <Affected effect={effect} zone={zone} today={today} />
        {effect.heldPlaces > 0 && (
          <Note tone="honey" icon="hourglass">
            {t('team.effect.held', { count: effect.heldPlaces })}
          </Note>
        )}
        {!isRefused && <Warnings warnings={effect.warnings} today={today} />}
      </div>
    </Dialog>
  )
}

interface PartProps {
  readonly effect: AgendaEffect
  readonly zone: string
  readonly today: string
}

const noon = (day: string) => `${day}T12:00:00Z`
const dayOfInstant = (at: string, zone: string, today: string) => dayName(at, noon(today), zone)

const Conflicts = ({ effect, zone, today }: PartProps) => {
  const { t } = useTranslation()
  return effect.conflicts.map(({ code, startsAt }) => (
    <Note key={`${code}${startsAt}`} tone="brick" icon="warning">
      {startsAt === null
        ? capital(t(`team.effect.conflict.${code}`))
        : t('team.effect.at', {
            what: t(`team.effect.conflict.${code}`),
            day: capital(dayOfInstant(startsAt, zone, today)),
            time: spokenTime(startsAt, zone),
          })}
    </Note>
  ))
}

/** The patients whom the change would have moved. */
function Affected({ effect, zone, today }: PartProps) {
  const { t } = useTranslation()
  if (effect.affected.length === 0) return null
  return (
    <>
      <Note tone="honey" icon="calendar-tick">
        {t('team.effect.affected', { count: effect.affected.length })}
      </Note>
      <ul className="team-affected">
        {effect.affected.map((visit) => (
          <li key={visit.id}>
            {t('team.effect.affected_line', {
              day: dayOfInstant(visit.startsAt, zone, today),
              time: spokenTime(visit.startsAt, zone),
              who: who(t, visit),
              reason: visit.reason,
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Initials only: others may see the screen. */
const who = (t: TFunction, { patient }: AgendaEffect['affected'][number]) =>
  patient.initials ?? t('team.effect.someone', { age: Math.floor(patient.ageMonths / 12) })

function Warnings({ warnings, today }: { warnings: AgendaEffect['warnings']; today: string }) {
  const { t } = useTranslation()
  return warnings.map(({ code, days, count }) => {
    const named = days.map((day) => dayName(noon(day), noon(today), 'UTC'))
    const rest = count - days.length
    const all = rest > 0 ? [...named, t('team.effect.and_more', { count: rest })] : named
    const what = t(`team.effect.warning.${code}`)
    return (
      <Note key={code} tone="honey" icon="warning">
        {all.length > 0 ? t('team.effect.on', { what, days: capital(all.join(', ')) }) : capital(what)}
      </Note>
    )
  })
}
