import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AgendaEffect } from '../../contract/openings.ts'
import { clockTime, fullDay, phoneNumber } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/notices.tsx'
import { inWords } from '../ui/opening-words.ts'
import { dayOf } from '../ui/wall-time.ts'
import { discreet, namedDay } from './agenda-words.ts'
import type { ChangeWish } from './openings.ts'

interface EffectProps {
  readonly change: ChangeWish
  readonly effect: AgendaEffect
  readonly zone: string
  readonly today: string
}

/** What a change would do: the patients concerned first, then what stands in the way, then the count. */
export function ChangeEffect({ change, effect, zone, today }: EffectProps) {
  const { t } = useTranslation()
  const counted = countWords(t, effect)
  return (
    <div className="stack">
      {effect.affected.length > 0 && <Affected affected={effect.affected} zone={zone} today={today} />}
      {effect.conflicts.length > 0 && (
        <Note tone="brick" icon="warning">
          <ul>
            {conflictLines(t, effect.conflicts, zone).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Note>
      )}
      {effect.warnings.filter(isWorthSaying(effect)).map(({ code, count, days }) => (
        <Note key={code} tone="honey" icon="warning">
          {t(`agenda.warning.${code === 'public-holiday' && opensOnHolidays(change) ? 'public-holiday-open' : code}`, {
            count,
            days: someDays(t, days, count),
          })}
        </Note>
      ))}
      {effect.heldPlaces > 0 && (
        <Note tone="honey" icon="hourglass">
          {t('agenda.change.held', { count: effect.heldPlaces })}
        </Note>
      )}
      {effect.conflicts.length === 0 && <p role="status">{counted}</p>}
    </div>
  )
}

/** That the rest opens by itself later is news only when nothing opens now. */
const isWorthSaying =
  ({ counts }: AgendaEffect) =>
  ({ code }: AgendaEffect['warnings'][number]): boolean =>
    code !== 'beyond-horizon' || counts.new + counts.changed === 0

function opensOnHolidays(change: ChangeWish): boolean {
  const edited = change.kind === 'edit' ? [change.opening] : []
  const openings = change.kind === 'open' ? change.openings : edited
  return openings.some(({ recurrence }) => recurrence?.onPublicHolidays)
}

const SHOWN = 3

function conflictLines(t: TFunction, conflicts: AgendaEffect['conflicts'], zone: string): string[] {
  const lines = conflicts.slice(0, SHOWN).map(({ code, startsAt }) => {
    const words = t(`agenda.conflict.${code}`)
    return startsAt
      ? t('agenda.conflict_at', { when: `${fullDay(startsAt, zone)} ${clockTime(startsAt, zone)}`, words })
      : words
  })
  const others = conflicts.length - SHOWN
  return others > 0 ? [...lines, t('agenda.conflict_more', { count: others })] : lines
}

/** « jeudi 25 décembre et jeudi 1er janvier », « mercredi 25 novembre, … » */
function someDays(t: TFunction, days: readonly string[], count: number): string {
  const shown = days.slice(0, SHOWN).map((day) => fullDay(`${day}T12:00:00Z`, 'UTC'))
  return count > shown.length ? `${shown.join(', ')}…` : inWords(t, shown)
}

function countWords(t: TFunction, { slots, counts }: AgendaEffect): string {
  const gone = slots.filter(({ fate }) => fate === 'gone').reduce((sum, { capacity }) => sum + capacity, 0)
  const said = [
    counts.new > 0 && t('agenda.change.new', { count: counts.places }),
    counts.changed > 0 && t('agenda.change.changed', { count: counts.changed }),
    counts.gone > 0 && t('agenda.change.gone', { count: Math.max(counts.gone, gone) }),
  ].filter((words) => words !== false)
  return said.length > 0 ? said.join(' ') : t('agenda.change.nothing')
}

/** Who is expected at these hours, with a way to call them: nothing is moved without a word. */
function Affected({ affected, zone, today }: Pick<EffectProps, 'zone' | 'today'> & Pick<AgendaEffect, 'affected'>) {
  const { t } = useTranslation()
  return (
    <section className="affected" aria-label={t('agenda.change.affected', { count: affected.length })}>
      <h3>{t('agenda.change.affected', { count: affected.length })}</h3>
      <p className="quiet small">{t('agenda.change.affected_why', { count: affected.length })}</p>
      <ul className="slot-list">
        {affected.map((visit) => (
          <li key={visit.id} className="slot-row">
            <span className="affected-when">
              <span className="quiet small">{namedDay(dayOf(Date.parse(visit.startsAt), zone), today)}</span>
              <time className="slot-hour" dateTime={visit.startsAt}>
                {clockTime(visit.startsAt, zone)}
              </time>
            </span>
            <span>
              <strong>{discreet(t, visit.patient)}</strong>
              <span className="quiet small slot-detail">{visit.reason}</span>
            </span>
            {visit.patient.phone && (
              <a
                className="button"
                href={`tel:${visit.patient.phone}`}
                aria-label={t('agenda.call', { phone: phoneNumber(visit.patient.phone) })}
              >
                <Icon name="phone" />
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
