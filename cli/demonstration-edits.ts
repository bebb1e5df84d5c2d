import { dayIn } from '../domain/time/dated.ts'
import type { Instant } from '../domain/time/interval.ts'
import { wallTime } from '../domain/time/wall-clock.ts'
import { asColumns } from '../server/database/bulk.ts'
import { absenceRows } from '../simulation/absences.ts'
import type { Opened } from '../simulation/agenda.ts'
import { randomOf } from '../simulation/random.ts'
import type { Agenda, Community } from '../simulation/world.ts'
import type { Rows } from './demonstration-rows.ts'

/** Who changed those agendas that somebody has an account for: their professional opened, their secretary said absences. */
export function editRows({ accounts }: Community, agendas: readonly Agenda[], now: Instant): Rows {
  const accountOf = (
    practitionerId: string,
    given: readonly { practitionerId: string | null; accountId: string }[],
  ) => {
    const accountId = given.find((one) => one.practitionerId === practitionerId)?.accountId
    return accounts.accounts.find(({ id }) => id === accountId)
  }
  const edits = agendas.flatMap(({ professional, opened, closed }) => {
    const { id, rpps } = professional.practitioner
    const [own, secretary] = [accountOf(id, accounts.grants), accountOf(id, accounts.delegations)]
    const recurring = opened.filter(({ opening }) => opening.rrule !== null)
    const absences = absenceRows(professional, closed.absences, now)
    return [
      ...(own ? recurring.map((one) => ({ ...openEdit(one), by: own, seed: `${rpps}/${one.opening.id}` })) : []),
      ...(secretary ? absences.map((one) => ({ ...absentEdit(one), by: secretary, seed: `${rpps}/${one.id}` })) : []),
    ]
  })
  const rows = edits.map(({ by, seed, ...edit }) => ({
    ...edit,
    id: randomOf(`${seed}/edit`).uuid(edit.at),
    accountId: by.id,
    accountName: by.name,
    before: NOTHING,
  }))
  return [['agenda_edit', rows]]
}

const NOTHING = { openings: [], absences: [] }
/** What a row has besides what the demonstration says. */
const AS_OPENED = { reasons: [], cpts: null, lead_minutes: 0, removed_at: null, version: 1 }
const AS_SAID = { location_id: null, except_on: [], removed_at: null, version: 1 }

function openEdit({ opening, slots }: Opened) {
  const { practitionerId, openedAt, startAt, endAt, zone, kind, places, rrule } = opening
  const hours = { day: dayIn(zone, startAt), from: wallTime(startAt, zone), until: wallTime(endAt, zone) }
  const counts = { new: slots.length, changed: 0, gone: 0, places: slots.length * places }
  return {
    practitionerId,
    at: openedAt,
    kind: 'open',
    summary: { openings: 1, ...hours, kind, places, rrule, counts },
    after: { openings: [{ ...asColumns(opening), ...AS_OPENED }], absences: [] },
  }
}

function absentEdit(absence: ReturnType<typeof absenceRows>[number]) {
  const { practitionerId, startAt, endAt, zone, rrule, saidAt } = absence
  const moment = (at: Instant) => ({ day: dayIn(zone, at), time: wallTime(at, zone) })
  return {
    practitionerId,
    at: saidAt,
    kind: 'absent',
    summary: { from: moment(startAt), until: endAt === null ? null : moment(endAt), rrule },
    after: { openings: [], absences: [{ ...asColumns(absence), ...AS_SAID }] },
  }
}
