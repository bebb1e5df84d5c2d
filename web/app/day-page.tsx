import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { currentSession } from '../access/session.ts'
import { fullDay } from '../ui/format.ts'
import { PhoneFrame, type PhoneTab } from '../ui/phone-frame.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { useAccount } from './shell.tsx'

/** The professional's day, on a phone. */
export function DayPage() {
  const { data: session } = useSuspenseQuery(currentSession)
  return session && <Day session={session} />
}

function Day({ session }: { session: SessionView }) {
  const { t } = useTranslation()
  const day = fullDay(useServerTime(60))
  const tabs: readonly PhoneTab[] = [{ to: '/jour', icon: 'calendar-tick', label: t('phone.today') }]
  return (
    <PhoneFrame title={capital(day)} account={useAccount(session)} tabs={tabs}>
      <Outlet />
    </PhoneFrame>
  )
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
