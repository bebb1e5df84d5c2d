import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamAgenda } from '../../contract/team.ts'
import { Note, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { teamOf } from './team.ts'
import { GoneError, teamEdits } from './team-edits.ts'
import { type TeamScreenProps, TeamWeek } from './team-week.tsx'

/** Everybody one acts for, side by side, over some days. */
export function TeamScreen(props: TeamScreenProps) {
  const { t } = useTranslation()
  const team = useQuery(teamOf(props.period))
  if (team.isPending) return <Waiting>{t('team.waiting')}</Waiting>
  if (team.data === undefined)
    return (
      <main className="team-problem">
        <ProblemNotice error={team.error} retry={team.refetch} />
      </main>
    )
  if (team.data.practitioners.length === 0)
    return (
      <main className="team-problem">
        <Note tone="honey" icon="warning">
          {t('team.nobody')}
        </Note>
      </main>
    )
  return <Loaded {...props} team={team.data} failure={team.error} />
}

/** Changes live as long as the screen: what still rests is sent when it is left. */
function Loaded({ team, failure, ...props }: TeamScreenProps & { team: TeamAgenda; failure: Error | null }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [edits] = useState(() => teamEdits(cache))
  const state = useSyncExternalStore(edits.subscribe, edits.state)
  useEffect(() => () => edits.flush(), [edits])
  const trouble = state.failure ?? failure
  return (
    <TeamWeek {...props} team={team} edits={edits} state={state}>
      {trouble instanceof GoneError && (
        <Note tone="honey" icon="warning">
          {t('team.gone')}
        </Note>
      )}
      {trouble && !(trouble instanceof GoneError) && <ProblemNotice error={trouble} />}
    </TeamWeek>
  )
}
