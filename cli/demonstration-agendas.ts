import { createHash } from 'node:crypto'
import type { Instant } from '../domain/time/interval.ts'
import type { Cipher } from '../server/cipher.ts'
import { digestOfToken } from '../server/secret-token.ts'
import { absenceRows, busyRows, type CalendarRow, calendarOf } from '../simulation/absences.ts'
import { clocksOf } from '../simulation/agenda-clocks.ts'
import { preparationOf } from '../simulation/preparations.ts'
import type { Agenda, Community } from '../simulation/world.ts'
import type { Rows } from './demonstration-rows.ts'

/** What stands around the openings: when people do not receive, what they set, what happens later. */
export function aroundAgendaRows(agendas: readonly Agenda[], cipher: Cipher, now: Instant): Rows {
  const calendars = agendas.flatMap(({ professional, closed }) => {
    const calendar = calendarOf(professional, now)
    return calendar ? [{ calendar, busy: busyRows(calendar, closed.busy) }] : []
  })
  return [
    ['absence', agendas.flatMap(({ professional, closed }) => absenceRows(professional, closed.absences, now))],
    [
      'agenda_settings',
      agendas.flatMap(({ professional: { practitioner, caps } }) =>
        caps ? [{ practitionerId: practitioner.id, ...caps }] : [],
      ),
    ],
    ['calendar_source', calendars.map(({ calendar }) => ({ ...calendar, ...sealedAddress(cipher, calendar) }))],
    ['busy_time', calendars.flatMap(({ busy }) => busy)],
    ['due', clocksOf(agendas, now)],
  ]
}

/** Nobody answers there: no machine has such a name. */
const ADDRESS = 'https://agenda.demo.invalid/cabinet.ics'

const sealedAddress = (cipher: Cipher, { id, practitionerId }: CalendarRow) => ({
  keyId: cipher.keyId,
  address: cipher.seal(practitionerId, `${id}/address`, ADDRESS),
})

export function preparationRows(community: Community, now: Instant): Rows {
  const preparation = preparationOf(community, now)
  if (!preparation) return []
  return [
    ['agenda_preparation', [{ ...preparation, tokenHash: digestOfToken(preparationToken(community.plan.shortCode)) }]],
  ]
}

/** Of the link to the agenda that is prepared in the demonstration: told to everybody, unlike a real one. */
export const preparationToken = (shortCode: string): string =>
  createHash('sha256').update(`passerelle/demonstration/${shortCode}`).digest('base64url')
