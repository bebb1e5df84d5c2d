import type { Instant } from '../domain/time/interval.ts'
import { dayNumber, instantAt, isoDay } from '../domain/time/wall-clock.ts'
import { randomOf } from './random.ts'
import type { Agenda } from './world.ts'

/** Something that must happen later, in the name of one professional. */
export interface ClockRow {
  readonly id: string
  readonly territoryId: string
  readonly at: Instant
  readonly kind: 'agenda-horizon' | 'slot-release'
  readonly subject: string
  readonly practitionerId: string
}

/** When agendas are laid out for one more day. */
const AT_NIGHT = '03:00'

/** Each night every agenda goes a day further; and what nobody took goes back when its owner said. */
export const clocksOf = (agendas: readonly Agenda[], now: Instant): ClockRow[] =>
  agendas.flatMap(({ professional: { practitioner, audiences, locations }, opened }) => {
    const [first] = audiences
    const zone = locations[0]?.zone
    const recurs = opened.some(({ opening }) => opening.rrule !== null)
    if (!first || !zone || !recurs) return []
    const clock = (kind: ClockRow['kind'], at: Instant): ClockRow => ({
      id: randomOf(`${practitioner.rpps}/${kind}`).uuid(now),
      territoryId: first.territoryId,
      at,
      kind,
      subject: practitioner.id,
      practitionerId: practitioner.id,
    })
    const releases = opened.flatMap(({ slots }) => slots.flatMap(({ slot }) => slot.releaseAt ?? []))
    const coming = releases.filter((at) => at > now)
    return [
      clock('agenda-horizon', nextNight(zone, now)),
      ...(coming.length > 0 ? [clock('slot-release', Math.min(...coming))] : []),
    ]
  })

function nextNight(zone: string, now: Instant): Instant {
  const today = dayNumber(now, zone)
  const nights = [today, today + 1].flatMap((day) => instantAt(isoDay(day), AT_NIGHT, zone) ?? [])
  return nights.find((night) => night > now) ?? now
}
