import { useTranslation } from 'react-i18next'
import type { AgendaEffect } from '../../contract/openings.ts'
import { classes } from '../ui/classes.ts'
import { clockTime, fullDay } from '../ui/format.ts'
import { weekdayName } from '../ui/opening-words.ts'
import { addDays, EVERY_DAY, weekdayOf } from '../ui/rhythm.ts'
import { dayOf } from '../ui/wall-time.ts'

interface TwoWeeksProps {
  readonly slots: AgendaEffect['slots']
  readonly zone: string
}

const WEEKS = [0, 7]

/** The first two weeks as they will be: how many places each day, and the hours of the first ones in words. */
export function TwoWeeks({ slots, zone }: TwoWeeksProps) {
  const { t } = useTranslation()
  const byDay = placesByDay(slots, zone)
  const first = [...byDay.keys()].sort()[0]
  if (first === undefined) return null
  const monday = addDays(first, 1 - weekdayOf(first))
  return (
    <div>
      <table className="two-weeks">
        <caption>{t('agenda.two_weeks')}</caption>
        <thead>
          <tr>
            {EVERY_DAY.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekdayName(t, weekday)}>
                {weekdayName(t, weekday).charAt(0).toUpperCase()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKS.map((week) => (
            <tr key={week}>
              {EVERY_DAY.map((weekday) => {
                const day = addDays(monday, week + weekday - 1)
                return <DayCell key={day} day={day} places={byDay.get(day)?.places ?? 0} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <FirstDays byDay={byDay} />
    </div>
  )
}

function DayCell({ day, places }: { day: string; places: number }) {
  const { t } = useTranslation()
  return (
    <td className={classes('two-weeks-day', places > 0 && 'two-weeks-open')}>
      <span className="small">{Number(day.slice(8))}</span>
      <strong>{places > 0 ? places : '\u00a0'}</strong>
      {places > 0 && <span className="visually-hidden">{t('agenda.two_weeks_places', { count: places })}</span>}
    </td>
  )
}

interface DayPlaces {
  places: number
  readonly times: string[]
}

const SHOWN_DAYS = 3
const SHOWN_TIMES = 6

/** « lundi 30 novembre : 11:30, 11:45, 17:30, 17:45 » */
function FirstDays({ byDay }: { byDay: ReadonlyMap<string, DayPlaces> }) {
  const days = [...byDay].sort().slice(0, SHOWN_DAYS)
  return (
    <ul className="first-days small">
      {days.map(([day, { times }]) => (
        <li key={day}>
          <span className="quiet">{`${fullDay(`${day}T12:00:00Z`, 'UTC')}\u202f: `}</span>
          {`${times.slice(0, SHOWN_TIMES).join(', ')}${times.length > SHOWN_TIMES ? '…' : ''}`}
        </li>
      ))}
    </ul>
  )
}

/** The new places of each day, and when they begin. */
function placesByDay(slots: AgendaEffect['slots'], zone: string): Map<string, DayPlaces> {
  const days = new Map<string, DayPlaces>()
  const coming = slots.filter(({ fate }) => fate !== 'gone')
  for (const { startsAt, capacity } of coming.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))) {
    const day = dayOf(Date.parse(startsAt), zone)
    const known = days.get(day) ?? { places: 0, times: [] }
    known.places += capacity
    known.times.push(clockTime(startsAt, zone))
    days.set(day, known)
  }
  return days
}
