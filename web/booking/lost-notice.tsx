import { useTranslation } from 'react-i18next'
import { clockTime, dayName } from '../ui/format.ts'
import { Note, ProblemNotice } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { lostRace } from './booking-mutations.ts'

/** A lost race is no error: what happened, and the next best one, already chosen. */
export function LostNotice({ error }: { error: Error | null }) {
  const { t } = useTranslation()
  if (!error) return null
  const lost = lostRace(error)
  if (!lost)
    return (
      <div className="banner">
        <ProblemNotice error={error} />
      </div>
    )
  const { next } = lost
  const when = next && `${dayName(next.startsAt, serverNow(), next.zone)} ${clockTime(next.startsAt, next.zone)}`
  return (
    <div className="banner" role="alert">
      <Note tone="honey" icon="return">
        {next ? t('booking.lost_next', { name: next.practitioner.name, when }) : t('booking.lost')}
      </Note>
    </div>
  )
}
