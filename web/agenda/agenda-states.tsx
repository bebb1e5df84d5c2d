import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { agendaOf, useFailure } from './agenda.ts'

interface WithAgendaProps {
  readonly practitionerId: string
  readonly pastDay?: string | undefined
  readonly children: (agenda: AgendaView) => ReactNode
}

/** Waits for the agenda; what could not be sent or read is said above what is known. */
export function WithAgenda({ practitionerId, pastDay, children }: WithAgendaProps) {
  const { t } = useTranslation()
  const agenda = useQuery(agendaOf(practitionerId, pastDay))
  const failure = useFailure(practitionerId)

  if (agenda.isPending) return <Waiting>{t('agenda.waiting')}</Waiting>
  if (agenda.data === undefined) return <Notice error={agenda.error} retry={agenda.refetch} />
  return (
    <>
      {agenda.isError && <Notice error={agenda.error} retry={agenda.refetch} />}
      {failure && !agenda.isError && <Notice error={failure} />}
      {children(agenda.data)}
    </>
  )
}

const Notice = ({ error, retry }: { error: Error; retry?: () => unknown }) => (
  <div className="phone-notice">
    <ProblemNotice error={error} {...(retry && { retry })} />
  </div>
)
