import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { currentSession, useSignOut } from '../access/session.ts'
import { AccountMenu, type AccountMenuProps } from '../ui/account-menu.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { BarSlotTarget } from '../ui/bar-slots.tsx'
import { clockTimeWithSeconds } from '../ui/format.ts'
import { Logo } from '../ui/logo.tsx'
import { announce, useProblemText } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { useAnnouncements } from './announcements.ts'

/** The top bar of the console and the board, and the screen under it. */
export function Shell() {
  const { data: session } = useSuspenseQuery(currentSession)
  useAnnouncements()
  return (
    <div className="shell">
      {session && <TopBar session={session} />}
      <div className="shell-body">
        <Outlet />
      </div>
    </div>
  )
}

function TopBar({ session }: { session: SessionView }) {
  const { t } = useTranslation()
  const { sas } = session
  const { name } = session.grant.territory
  const account = useAccount(session)
  return (
    <header className="top-bar">
      <Logo onBar />
      <span className="top-bar-name">{t('app.name')}</span>
      <span className="top-bar-place">{sas.length > 0 ? t('app.place', { name, sas: sas.join(', ') }) : name}</span>
      <div className="top-bar-middle">
        <BarSlotTarget place="middle" />
      </div>
      <div className="top-bar-end">
        <BarSlotTarget place="end" />
        <AccountMenu {...account} className="account-button">
          <Avatar name={session.name} you />
        </AccountMenu>
        <ServerClock />
      </div>
    </header>
  )
}

function ServerClock() {
  const { t } = useTranslation()
  return (
    <span className="top-bar-clock" role="timer" aria-live="off" aria-label={t('app.clock')}>
      {clockTimeWithSeconds(useServerTime())}
    </span>
  )
}

/** What the account menu needs, on any screen. */
export function useAccount(session: SessionView): AccountMenuProps {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const signOut = useSignOut(() => void navigate({ to: '/connexion' }))
  const failed = useProblemText(signOut.error ?? new Error())
  return {
    name: session.name,
    role: t(`role.${session.grant.role}`),
    signOut: () => signOut.mutate(undefined, { onError: () => announce(failed, 'assertive') }),
  }
}
