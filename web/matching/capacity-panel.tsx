import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { clockTime } from '../ui/format.ts'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { useServerTime } from '../ui/server-clock.ts'
import { hourOf } from '../ui/wall-time.ts'
import { capacity } from './offer-queries.ts'

interface Hour {
  readonly hour: number
  readonly taken: number
  readonly free: number
}

/** The places of the day, hour by hour: a plank is a place, full when taken. */
export function CapacityPanel({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useQuery(capacity)
  const now = useServerTime(60)
  if (isPending) return <Waiting>{t('matching.waiting')}</Waiting>
  if (!data) return error && <ProblemNotice error={error} retry={refetch} />
  const current = hourOf(now, zone)
  const free = data.hours.filter(({ hour }) => hour >= current).reduce((sum, hour) => sum + hour.free, 0)
  return (
    <section className="capacity" aria-labelledby="capacity">
      <h2 id="capacity">{t('matching.capacity.title', { count: free })}</h2>
      <p className="quiet">{t('matching.capacity.legend')}</p>
      {!data.fresh && <p className="quiet">{t('matching.stale', { time: clockTime(data.freshAt, zone) })}</p>}
      {data.hours.length > 0 && (
        <Hours hours={dayOf(data.hours, current)} current={current} now={clockTime(now, zone)} />
      )}
      <p className="small quiet">{t('matching.capacity.tomorrow', { count: data.freeTomorrow })}</p>
    </section>
  )
}

/** From the first hour with places to the last, and now. */
function dayOf(hours: readonly Hour[], current: number): readonly Hour[] {
  const shown = hours.filter(({ hour, taken, free }) => taken + free > 0 || hour === current).map(({ hour }) => hour)
  return hours.filter(({ hour }) => hour >= Math.min(...shown) && hour <= Math.max(...shown))
}

interface HoursProps {
  readonly hours: readonly Hour[]
  readonly current: number
  readonly now: string
}

function Hours({ hours, current, now }: HoursProps) {
  const { t } = useTranslation()
  const most = Math.max(1, ...hours.map(({ taken, free }) => taken + free))
  const each = Math.max(1, Math.ceil(most / 8)) // at most eight planks high
  return (
    <>
      <ol className="hours">
        {hours.map(({ hour, taken, free }) => (
          <li key={hour} className={classes('hour', hour === current && 'hour-now')}>
            {hour === current && <span className="hour-mark small">{t('matching.capacity.now', { time: now })}</span>}
            <span className="visually-hidden">{t('matching.capacity.hour', { hour, taken, free })}</span>
            <Stack taken={taken} free={free} each={each} isPast={hour < current} />
            <span className="small" aria-hidden="true">
              {t('matching.capacity.clock', { hour })}
            </span>
          </li>
        ))}
      </ol>
      {each > 1 && <p className="small quiet">{t('matching.capacity.scale', { count: each })}</p>}
    </>
  )
}

interface StackProps extends Omit<Hour, 'hour'> {
  readonly each: number
  readonly isPast: boolean
}

function Stack({ taken, free, each, isPast }: StackProps) {
  const full = Math.round(taken / each)
  const open = Math.ceil(free / each)
  const planks = [...Array(open).fill(isPast ? 'missed' : 'free'), ...Array(full).fill('taken')]
  return (
    <span className="hour-planks" aria-hidden="true">
      {!isPast && free > 0 && <b>{free}</b>}
      {planks.map((kind, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plank is its place in the pile
        <i key={index} className={`hour-plank hour-plank-${kind}`} />
      ))}
    </span>
  )
}
