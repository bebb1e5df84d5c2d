import '../agenda/agenda.css'
import '../agenda/my-agenda.css'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { currentSession } from '../access/session.ts'
import { agendaOf } from '../agenda/agenda.ts'
import { SelectField } from '../ui/field.tsx'
import { capital, fullDay } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/notices.tsx'
import { PhoneFrame, type PhoneTab } from '../ui/phone-frame.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { useAnnouncements } from './announcements.ts'
import { useAccount } from './shell.tsx'
import { usePractitioner } from './use-practitioner.ts'

/** The professional's day, on a phone; a delegate says whose. */
export function DayPage() {
  const { data: session } = useSuspenseQuery(currentSession)
  useAnnouncements()
  return session && <Day session={session} />
}

function Day({ session }: { session: SessionView }) {
  const { t } = useTranslation()
  const practitionerId = usePractitioner()
  return (
    <PhoneFrame title={useTitle(session.zone)} account={useAccount(session)} tabs={useTabs(practitionerId)}>
      {session.practitioners.length > 1 && practitionerId && (
        <Chooser practitioners={session.practitioners} practitionerId={practitionerId} />
      )}
      {practitionerId ? (
        <Outlet key={practitionerId} />
      ) : (
        <Note tone="honey" icon="warning">
          {t('agenda.nobody')}
        </Note>
      )}
    </PhoneFrame>
  )
}

function useTitle(zone: string): string {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const day = capital(fullDay(useServerTime(60), zone))
  const titles: Readonly<Record<string, string>> = {
    ouvrir: t('agenda.title_open'),
    demandes: t('agenda.title_requests'),
    part: t('agenda.title_share'),
    visite: t('agenda.title_visit'),
    regler: t('agenda.guide.title'),
    ouvertures: t('agenda.mine.openings'),
    absences: t('agenda.mine.absences'),
    calendriers: t('agenda.mine.calendars'),
  }
  return titles[pathname.split('/')[2] ?? ''] ?? day
}

function useTabs(practitionerId: string | undefined): readonly PhoneTab[] {
  const { t } = useTranslation()
  const agenda = useQuery({ ...agendaOf(practitionerId ?? ''), enabled: practitionerId !== undefined })
  const count = agenda.data?.proposals.length ?? 0
  return [
    { to: '/jour', icon: 'calendar-tick', label: t('agenda.tab_today') },
    { to: '/jour/ouvrir', icon: 'plus', label: t('agenda.tab_open') },
    {
      to: '/jour/demandes',
      icon: 'message',
      label: t('agenda.tab_requests'),
      waiting: { count, label: t('agenda.waiting_count') },
    },
    { to: '/jour/part', icon: 'scale', label: t('agenda.tab_share') },
  ]
}

interface ChooserProps {
  readonly practitioners: SessionView['practitioners']
  readonly practitionerId: string
}

/** For a delegate: whose agenda this is, always in sight. */
function Chooser({ practitioners, practitionerId }: ChooserProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <div className="whose">
      <SelectField
        label={t('agenda.whose')}
        value={practitionerId}
        options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(pour) => void navigate({ to: '/jour', search: { pour } })}
      />
      <Link to="/equipe" search={{ pour: practitionerId }} className="button">
        <Icon name="calendar" />
        {t('team.link')}
      </Link>
    </div>
  )
}
