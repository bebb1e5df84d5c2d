import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { ProblemNotice, Status } from '../ui/notices.tsx'
import { type AgendaSettings, useSetSettings } from './openings.ts'

/** Each appointment as an invitation by mail, for whoever reads no calendar address. */
export function InvitationsCard({ practitionerId, settings }: { practitionerId: string; settings: AgendaSettings }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState(settings.invitationEmail ?? '')
  const save = useSetSettings(practitionerId)
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ invitationEmail: email.trim() || null })
  }
  return (
    <section className="card">
      <form className="stack" onSubmit={send}>
        <div>
          <h2>{t('agenda.calendars.invitations')}</h2>
          <p className="quiet small">{t('agenda.calendars.invitations_why')}</p>
        </div>
        <TextField
          label={t('agenda.calendars.email')}
          hint={t('agenda.calendars.email_hint')}
          optional
          type="email"
          autoComplete="email"
          value={email}
          onChange={setEmail}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Button type="submit" wide busy={save.isPending}>
          {t('agenda.caps.save')}
        </Button>
        <Status>
          {save.isSuccess && t(save.data.invitationEmail ? 'agenda.calendars.invited' : 'agenda.calendars.not_invited')}
        </Status>
      </form>
    </section>
  )
}
