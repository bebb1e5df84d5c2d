import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { ProblemNotice, Status } from '../ui/notices.tsx'
import { capOf } from './guide-steps.ts'
import { type AgendaSettings, useSetSettings } from './openings.ts'

const typed = (cap: number | null): string => (cap === null ? '' : String(cap))

/** One's own caps, below those of the CPTS. */
export function CapsCard({ practitionerId, settings }: { practitionerId: string; settings: AgendaSettings }) {
  const { t } = useTranslation()
  const [weekly, setWeekly] = useState(typed(settings.weeklyCap))
  const [daily, setDaily] = useState(typed(settings.dailyCap))
  const save = useSetSettings(practitionerId)
  return (
    <section className="card stack">
      <h2>{t('agenda.caps.title')}</h2>
      <div className="two-fields">
        <TextField label={t('agenda.caps.weekly')} optional inputMode="numeric" value={weekly} onChange={setWeekly} />
        <TextField label={t('agenda.caps.daily')} optional inputMode="numeric" value={daily} onChange={setDaily} />
      </div>
      <p className="quiet small">{t('agenda.caps.why')}</p>
      {save.error && <ProblemNotice error={save.error} />}
      <Button
        wide
        busy={save.isPending}
        onClick={() => save.mutate({ weeklyCap: capOf(weekly), dailyCap: capOf(daily) })}
      >
        {t('agenda.caps.save')}
      </Button>
      <Status>{save.isSuccess && t('agenda.caps.saved')}</Status>
    </section>
  )
}
