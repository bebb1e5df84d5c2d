import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { type OpeningsView, openingsOf } from './openings.ts'

interface WithOpeningsProps {
  readonly practitionerId: string
  readonly children: (known: OpeningsView) => ReactNode
}

/** Waits for what is opened and closed; what could not be read is said above what is known. */
export function WithOpenings({ practitionerId, children }: WithOpeningsProps) {
  const { t } = useTranslation()
  const known = useQuery(openingsOf(practitionerId))
  if (known.isPending) return <Waiting>{t('agenda.waiting')}</Waiting>
  return (
    <>
      {known.isError && (
        <div className="phone-notice">
          <ProblemNotice error={known.error} retry={known.refetch} />
        </div>
      )}
      {known.data && children(known.data)}
    </>
  )
}
