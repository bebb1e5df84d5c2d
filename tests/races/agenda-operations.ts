import type { AgendaChange } from '../../domain/agenda/change.ts'
import type { OpeningDraft, Reach } from '../../domain/agenda/draft.ts'
import { DAY, HOUR, type Interval, MINUTE } from '../../domain/time/interval.ts'
import type { Actor } from '../../server/app.ts'
import type { CalendarChanges } from '../../server/calendar-reading.ts'
import { asOf, type TestApp } from '../../server/database/test-app.ts'
import { runDue } from '../../server/jobs/run-due.ts'
import { refuse } from '../../server/refusal.ts'
import { addCalendar } from '../../server/use-cases/add-calendar.ts'
import { bookAppointment } from '../../server/use-cases/book-appointment.ts'
import { cancelAppointment } from '../../server/use-cases/cancel-appointment.ts'
import { holdSlot } from '../../server/use-cases/hold-slot.ts'
import { closeRequest, moveRequest } from '../../server/use-cases/move-request.ts'
import { openSlots } from '../../server/use-cases/open-slots.ts'
import { passRefill } from '../../server/use-cases/pass-refill.ts'
import { getCalendarToRead, readCalendar } from '../../server/use-cases/read-calendar.ts'
import { releaseHold } from '../../server/use-cases/release-hold.ts'
import { removeCalendar } from '../../server/use-cases/remove-calendar.ts'
import { reopenSlot } from '../../server/use-cases/reopen-slot.ts'
import { setAgendaSettings } from '../../server/use-cases/set-agenda-settings.ts'
import type { testAgenda } from '../../server/use-cases/test-agenda.ts'
import { undoAgendaChange } from '../../server/use-cases/undo-agenda-change.ts'
import { withdrawSlot } from '../../server/use-cases/withdraw-slot.ts'
import type { Random } from '../../simulation/random.ts'

type TestAgenda = Awaited<ReturnType<typeof testAgenda>>

/** What an operation chooses from. `gp` is one of those whose agendas are stormed. */
export interface Turn {
  readonly app: TestApp
  readonly gp: TestAgenda
  readonly requests: readonly string[]
  readonly random: Random
}

interface Operation {
  /** How many of a hand of cards are this one. */
  readonly cards: number
  readonly run: (turn: Turn) => Promise<unknown>
}

const REACHES: readonly Reach[] = ['one', 'following', 'all']
const RULES = ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', 'FREQ=DAILY;COUNT=5', 'FREQ=WEEKLY;UNTIL=20261215']
const RELEASES: readonly OpeningDraft['release'][] = [
  null,
  { kind: 'before', minutes: (3 * DAY) / MINUTE },
  { kind: 'day-before', days: 1, time: '19:00' },
]

/** Where there is none yet, the answer is the one to whoever asks for what is not there. */
const oneOf = <Value>(random: Random, list: readonly Value[]): Value =>
  list.length > 0 ? random.pick(list) : refuse('not-found')

const isoDay = ({ app }: Turn, daysFromNow: number) =>
  new Date(app.clock + daysFromNow * DAY).toISOString().slice(0, 10)
const someDay = (turn: Turn) => isoDay(turn, turn.random.between(0, 6))
const wall = (hour: number, minute = 0) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

async function change({ app, gp }: Turn, wish: AgendaChange): Promise<void> {
  const visits = await app.admin.selectFrom('appointment').select('id').execute()
  const seen = visits.map(({ id }) => id)
  await gp.change(wish, seen)
}

function draft(turn: Turn, more: Partial<OpeningDraft> = {}): OpeningDraft {
  const { gp, random } = turn
  const hour = random.between(7, 17)
  const kind = random.pick(['slots', 'slots', 'range', 'en-sus'] as const)
  return gp.once({
    day: someDay(turn),
    from: wall(hour, random.pick([0, 15, 30])),
    until: wall(hour + random.between(1, 3)),
    kind,
    slotMinutes: random.pick([15, 20, 30]),
    places: kind === 'slots' ? 1 : random.between(1, 4),
    recurrence: random.chance(0.5) ? again(random.pick(RULES)) : null,
    release: random.pick(RELEASES),
    reasons: random.chance(0.1) ? ['Certificat'] : [],
    ...more,
  })
}

const again = (rrule: string) => ({ rrule, exceptOn: [], onPublicHolidays: true })

async function someOpening(turn: Turn) {
  const { app, gp, random } = turn
  const openings = await app.admin
    .selectFrom('opening')
    .select(['id', 'start_at', 'rrule'])
    .where('practitioner_id', '=', gp.practice.practitionerId)
    .where('removed_at', 'is', null)
    .orderBy('opened_at')
    .execute()
  const { id: openingId, start_at, rrule } = oneOf(random, openings)
  const day = rrule === null ? start_at.toISOString().slice(0, 10) : someDay(turn)
  return { openingId, day, rrule, reach: random.pick(REACHES) }
}

async function edit(turn: Turn): Promise<void> {
  const { rrule, ...which } = await someOpening(turn)
  const keepsRule = rrule !== null && turn.random.chance(0.7)
  const opening = draft(turn, { day: which.day, ...(keepsRule && { recurrence: again(rrule) }) })
  await change(turn, { kind: 'edit', ...which, opening })
}

async function remove(turn: Turn): Promise<void> {
  const { rrule: _, ...which } = await someOpening(turn)
  await change(turn, { kind: 'remove', ...which })
}

function absent(turn: Turn): Promise<void> {
  const hour = turn.random.between(7, 17)
  const first = turn.random.between(0, 6)
  const from = { day: isoDay(turn, first), time: wall(hour) }
  const until = { day: isoDay(turn, first + turn.random.between(0, 1)), time: wall(hour + 2) }
  return change(turn, { kind: 'absent', absence: { locationId: null, from, until, recurrence: null } })
}

async function present(turn: Turn): Promise<void> {
  const { app, gp, random } = turn
  const absences = await app.admin
    .selectFrom('absence')
    .select('id')
    .where('practitioner_id', '=', gp.practice.practitionerId)
    .where('removed_at', 'is', null)
    .orderBy('said_at')
    .execute()
  const day = random.chance(0.5) ? null : someDay(turn)
  const { id: absenceId } = oneOf(random, absences)
  await change(turn, { kind: 'present', absenceId, reach: random.pick(REACHES), day })
}

async function undo({ app, gp, random }: Turn): Promise<unknown> {
  const edits = await app.admin
    .selectFrom('agenda_edit')
    .select('id')
    .where('practitioner_id', '=', gp.practice.practitionerId)
    .where('kind', '<>', 'settings')
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(10)
    .execute()
  return undoAgendaChange(app, gp.own, { editId: oneOf(random, edits).id })
}

function openSome(turn: Turn): Promise<unknown> {
  const { app, gp, random } = turn
  const times = [wall(random.between(7, 19), random.pick([0, 20, 40]))]
  const kind = random.pick(['slots', 'range'] as const)
  const places = kind === 'slots' ? 1 : random.between(1, 3)
  const whom = { modality: 'AMB', visibility: ['SNP'], minAgeMonths: 0, maxAgeMonths: null } as const
  const { locationId } = gp.practice
  return openSlots(app, gp.own, { locationId, day: someDay(turn), times, minutes: 20, kind, places, ...whom })
}

/** Of the week to come; those that the agenda itself took back are not theirs to share again, and asked for as well. */
async function someSlot({ app, gp, random }: Turn, which: 'shared' | 'withdrawn'): Promise<string> {
  const slots = await app.admin
    .selectFrom('slot')
    .select(['id', 'withdrawn_by'])
    .where('practitioner_id', '=', gp.practice.practitionerId)
    .where('start_at', '>', new Date(app.clock))
    .where('start_at', '<', new Date(app.clock + 7 * DAY))
    .where('withdrawn_at', which === 'shared' ? 'is' : 'is not', null)
    .orderBy('start_at')
    .execute()
  const theirs = slots.filter(({ withdrawn_by }) => withdrawn_by !== 'agenda')
  return oneOf(random, random.chance(0.8) ? theirs : slots).id
}

async function hold(turn: Turn): Promise<unknown> {
  const { app, requests, random } = turn
  return holdSlot(app, app.scope, { slotId: await someSlot(turn, 'shared'), requestId: random.pick(requests), asOf })
}

const liveHolds = ({ app }: Turn) =>
  app.admin.selectFrom('slot_hold').select(['id', 'request_id']).orderBy('held_at', 'desc').limit(8).execute()

async function book(turn: Turn): Promise<unknown> {
  const { app, random } = turn
  const { id: holdId, request_id: requestId } = oneOf(random, await liveHolds(turn))
  return bookAppointment(app, app.scope, { holdId, requestId, idempotencyKey: app.newId(), message: null, asOf })
}

async function letGo(turn: Turn): Promise<unknown> {
  const { app, random } = turn
  return releaseHold(app, app.scope, { holdId: oneOf(random, await liveHolds(turn)).id })
}

async function cancel({ app, random }: Turn): Promise<unknown> {
  const visits = await app.admin.selectFrom('appointment').select('id').where('status', '<>', 'cancelled').execute()
  const { id: appointmentId } = oneOf(random, visits)
  return cancelAppointment(app, app.scope, { appointmentId, by: 'patient', reason: 'Va mieux' })
}

async function pass({ app, random }: Turn): Promise<unknown> {
  const refills = await app.admin.selectFrom('slot_refill').select('id').where('ended_at', 'is', null).execute()
  return passRefill(app, app.scope, { refillId: oneOf(random, refills).id })
}

const regulator = ({ app }: Turn): Actor => ({ ...app.scope, role: 'regulator' })

const move = (turn: Turn): Promise<void> =>
  moveRequest(turn.app, regulator(turn), {
    requestId: turn.random.pick(turn.requests),
    to: turn.random.pick(['QUALIFIED', 'REGULATED', 'SEARCHING']),
    reason: 'Rappelé',
  })

const close = (turn: Turn): Promise<void> =>
  closeRequest(turn.app, regulator(turn), {
    requestId: turn.random.pick(turn.requests),
    as: turn.random.pick(['advice', 'unplaced']),
    reason: 'Sans suite',
  })

const set = ({ app, gp, random }: Turn): Promise<unknown> =>
  setAgendaSettings(app, gp.own, {
    weeklyCap: random.pick([null, 50]),
    dailyCap: random.pick([null, 20]),
    invitationEmail: random.pick([null, 'agenda@cabinet.example']),
    canMail: true,
  })

function reading({ app, random }: Turn): CalendarChanges {
  const first = app.clock + random.between(1, 100) * HOUR
  const busy = (start: number): Interval => ({ start, end: start + random.between(20, 200) * MINUTE })
  const items = Array.from({ length: random.between(0, 4) }, (_, n) => ({
    item: `item ${n}`,
    etag: '',
    busy: [busy(first + n * 5 * HOUR)],
  }))
  return { items, gone: [], isWhole: true, state: { zone: 'Europe/Paris', expandedUntil: app.clock + 400 * DAY } }
}

function addOne(turn: Turn): Promise<unknown> {
  const from = { kind: 'ics', address: 'https://agenda.example/a.ics', username: null, password: null } as const
  const { practitionerId } = turn.gp.practice
  return addCalendar(turn.app, turn.gp.own, { practitionerId, name: 'Cabinet', from, reading: reading(turn) })
}

async function someCalendar({ app, gp, random }: Turn): Promise<string> {
  const { practitionerId } = gp.practice
  const calendars = app.admin.selectFrom('calendar_source').select('id').where('practitioner_id', '=', practitionerId)
  return oneOf(random, await calendars.execute()).id
}

async function readOne(turn: Turn): Promise<unknown> {
  const { app, gp } = turn
  const { calendar } = await getCalendarToRead(app, gp.own, await someCalendar(turn))
  return readCalendar(app, gp.own, calendar, reading(turn))
}

/** A few minutes, or until the same hour of the next day: the night that moves horizons is in between. */
async function pastime({ app, random }: Turn): Promise<void> {
  app.clock += random.chance(0.1) ? DAY : random.between(1, 5) * MINUTE
}

/** Everything that happens to an agenda. */
export const OPERATIONS = {
  open: { cards: 1, run: (turn) => change(turn, { kind: 'open', openings: [draft(turn)] }) },
  edit: { cards: 1, run: edit },
  remove: { cards: 1, run: remove },
  absent: { cards: 1, run: absent },
  present: { cards: 1, run: present },
  'copy a week': {
    cards: 1,
    run: (turn) => change(turn, { kind: 'copy-week', from: isoDay(turn, 0), to: isoDay(turn, 7) }),
  },
  undo: { cards: 1, run: undo },
  'open slots': { cards: 1, run: openSome },
  withdraw: {
    cards: 2,
    run: async (turn) => withdrawSlot(turn.app, turn.gp.own, { slotId: await someSlot(turn, 'shared') }),
  },
  reopen: {
    cards: 3,
    run: async (turn) => reopenSlot(turn.app, turn.gp.own, { slotId: await someSlot(turn, 'withdrawn') }),
  },
  hold: { cards: 6, run: hold },
  book: { cards: 3, run: book },
  cancel: { cards: 1, run: cancel },
  release: { cards: 1, run: letGo },
  pass: { cards: 1, run: pass },
  move: { cards: 2, run: move },
  close: { cards: 1, run: close },
  settings: { cards: 1, run: set },
  'add a calendar': { cards: 1, run: addOne },
  'read a calendar': { cards: 1, run: readOne },
  'remove a calendar': {
    cards: 1,
    run: async (turn) => removeCalendar(turn.app, turn.gp.own, { calendarId: await someCalendar(turn) }),
  },
  clocks: { cards: 2, run: ({ app }) => runDue(app, app.clock) },
  time: { cards: 1, run: pastime },
} satisfies Record<string, Operation>

export type OperationName = keyof typeof OPERATIONS
