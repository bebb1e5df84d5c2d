import '../team/timeline.css'
import '../team/groups.css'
import '../team/upright.css'
import '../team/team.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { currentSession } from '../access/session.ts'
import { mondayOf } from '../team/copy-week-dialog.tsx'
import { TeamScreen } from '../team/team-screen.tsx'
import { BarSlot } from '../ui/bar-slots.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { dayOf } from '../ui/wall-time.ts'
import { OfflineBanner } from './live-notices.tsx'

/** The team's week; which days are shown is in the address. */
export function TeamPage() {
  const { t } = useTranslation()
  const { data: session } = useSuspenseQuery(currentSession)
  const search = useSearch({ from: '/inside/bar/equipe' })
  const navigate = useNavigate()
  const isNarrow = useNarrow()
  const today = dayOf(serverNow(), session?.zone ?? 'Europe/Paris')
  const days = isNarrow ? 1 : (search.jours ?? 7)
  const whose = search.pour === undefined ? {} : { pour: search.pour }
  const from = search.du ?? (days >= 5 ? mondayOf(today) : today)
  return (
    <div className="team-page">
      <BarSlot place="middle">
        <Link to="/jour" search={whose} className="top-bar-link">
          {t('team.my_day')}
        </Link>
        <span className="top-bar-link" aria-current="page">
          {t('team.page')}
        </span>
      </BarSlot>
      <OfflineBanner />
      <TeamScreen
        period={{ from, days }}
        onPeriod={(period) => {
          const jours = isNarrow ? search.jours : SHOWN.find((one) => one === period.days)
          void navigate({ to: '/equipe', search: { ...search, du: period.from, jours }, replace: true })
        }}
        chosen={search.pour}
        onChoose={(pour) => void navigate({ to: '/equipe', search: { ...search, pour }, replace: true })}
        openPlaces={(pour, jour) => void navigate({ to: '/jour/ouvrir', search: { pour, jour } })}
        isNarrow={isNarrow}
        dayLink={
          <Link to="/jour" search={whose} className="button">
            {t('team.my_day')}
          </Link>
        }
      />
    </div>
  )
}

const SHOWN = [1, 3, 5, 7] as const

const narrow = window.matchMedia('(max-width: 760px)')

const useNarrow = () =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
