import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../domain/time/interval.ts'
import { openIdentity } from '../server/database/identity.ts'
import { type TestApp, testApp } from '../server/database/test-app.ts'
import { testDatabase } from '../server/database/test-database.ts'
import { runDue } from '../server/jobs/run-due.ts'
import { openCipher } from '../server/master-key.ts'
import { regenerateAgenda } from '../server/use-cases/regenerate-agenda.ts'
import { undoAgendaChange } from '../server/use-cases/undo-agenda-change.ts'
import { loadDemonstration } from './demonstration.ts'

const MONDAY = '2026-11-23T07:30:00Z'

async function loaded(now: string) {
  const app = await testApp(Date.parse(now))
  const settings = { dataFolder: await mkdtemp(join(tmpdir(), 'demonstration-')) }
  const loadAt = async (at: number) => loadDemonstration(await testDatabase(), { settings, now: at, keys: ['NVF'] })
  const first = await loadAt(app.clock)
  return { app, settings, loadAt, first }
}

const TABLES = [
  'opening',
  'slot',
  'place',
  'care_request',
  'appointment',
  'journal',
  'account',
  'practitioner',
] as const

const countsOf = async ({ admin }: TestApp) => {
  const counts: number[] = []
  for (const table of TABLES) {
    const { n } = await admin
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    counts.push(Number(n))
  }
  return counts
}

function bySlotId<Row extends { slot_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.slot_id, [...(groups.get(row.slot_id) ?? []), row])
  return groups
}

const countFreeSlots = async ({ admin, clock }: TestApp): Promise<number> => {
  const free = await admin
    .selectFrom('slot')
    .innerJoin('practitioner', 'practitioner.id', 'slot.practitioner_id')
    .select(['slot.id'])
    .where('profession_code', '=', '10')
    .where('free_places', '>', 0)
    .where(({ eb, or }) => or([eb('release_at', 'is', null), eb('release_at', '>', new Date(clock))]))
    .where('start_at', '>=', new Date(clock))
    .where('start_at', '<', new Date(clock + DAY))
    .execute()
  return free.length
}

describe('the demonstration', { timeout: 30_000 }, () => {
  let monday: Awaited<ReturnType<typeof loaded>>
  beforeAll(async () => {
    monday = await loaded(MONDAY)
  }, 30_000)

  test('is loaded once', async () => {
    const before = await countsOf(monday.app)
    expect(monday.first).toBe('loaded')
    expect(await monday.loadAt(monday.app.clock)).toBe('continued')
    expect(await countsOf(monday.app)).toEqual(before)
  })

  test('counts the places of each slot as the triggers do', async () => {
    const { admin } = monday.app
    const slots = await admin.selectFrom('slot').select(['id', 'capacity', 'free_places', 'counted_places']).execute()
    const live = await admin
      .selectFrom('appointment')
      .select(['slot_id', 'counts_to_cap'])
      .where('status', '<>', 'cancelled')
      .execute()
    const placesBySlot = bySlotId(await admin.selectFrom('place').select(['slot_id', 'booked']).execute())
    const bySlot = bySlotId(live)
    const expected = slots.map(({ id, capacity }) => {
      const taken = bySlot.get(id) ?? []
      const counted_places = taken.filter(({ counts_to_cap }) => counts_to_cap).length
      return { id, capacity, free_places: capacity - taken.length, counted_places }
    })
    expect(slots).toEqual(expected)
    for (const { id, capacity, free_places } of slots) {
      const places = placesBySlot.get(id) ?? []
      expect(places).toHaveLength(capacity)
      expect(places.filter(({ booked }) => !booked)).toHaveLength(free_places)
    }
    expect(live.length).toBeGreaterThan(100)
  })

  test('seals every identity so that the server can read it', async () => {
    const cipher = await openCipher(monday.settings)
    const rows = await monday.app.admin.selectFrom('patient_identity').selectAll().execute()
    for (const row of rows) {
      const { phone } = openIdentity(cipher, row)
      expect(phone).toMatch(/^\+3363998\d{4}$/)
      expect(row.phone_index).toEqual(cipher.index(row.territory_id, 'phone', phone ?? ''))
    }
  })

  test('has the slots that the server makes of its agendas: made again, nothing changes', async () => {
    const { app } = monday
    const sharing = await app.admin.selectFrom('opening').select('practitioner_id as id').distinct().execute()
    expect(sharing.length).toBeGreaterThan(15)
    for (const { id } of sharing) {
      const scope = { ...app.scope, actingFor: [id] }
      const done = await app.within(scope, (tx) => regenerateAgenda(app, tx, app.scope, id, app.clock))
      expect(done, id).toEqual({ opened: 0, changed: 0, withdrawn: 0 })
    }
  })

  test('has absences, caps, a calendar that is silent, clocks to come and a prepared agenda', async () => {
    const { admin, clock } = monday.app
    const absences = await admin.selectFrom('absence').select(['end_at', 'rrule']).execute()
    expect(absences.some(({ end_at }) => end_at === null)).toBe(true)
    expect(absences.some(({ rrule }) => rrule !== null)).toBe(true)
    expect((await admin.selectFrom('agenda_settings').selectAll().execute()).length).toBeGreaterThan(1)
    const calendars = await admin.selectFrom('calendar_source').selectAll().execute()
    expect(calendars).toMatchObject([{ trouble: 'unreachable', succeeded_at: new Date(clock - 40 * MINUTE) }])
    expect((await admin.selectFrom('busy_time').selectAll().execute()).length).toBeGreaterThan(2)
    const clocks = await admin.selectFrom('due').select(['kind', 'at', 'practitioner_id']).execute()
    for (const kind of ['agenda-horizon', 'slot-release']) {
      const set = clocks.filter((one) => one.kind === kind)
      expect(set.length).toBeGreaterThan(0)
      expect(set.every(({ at, practitioner_id }) => at.getTime() > clock && practitioner_id !== null)).toBe(true)
    }
    const edits = await admin.selectFrom('agenda_edit').select(['kind', 'account_name', 'practitioner_id']).execute()
    expect(new Set(edits.map(({ kind }) => kind))).toEqual(new Set(['open', 'absent']))
    expect(new Set(edits.map(({ account_name }) => account_name)).size).toBeGreaterThan(3)
    const [prepared] = await admin.selectFrom('agenda_preparation').selectAll().execute()
    expect(prepared).toMatchObject({ confirmed_at: null, withdrawn_at: null })
  })

  test('lets its absences be taken back, as those that people said', async () => {
    const { app } = monday
    const edit = await app.admin
      .selectFrom('agenda_edit')
      .select(['id', 'practitioner_id'])
      .where('kind', '=', 'absent')
      .executeTakeFirstOrThrow()
    const actor = { ...app.scope, role: 'professional' as const, actingFor: [edit.practitioner_id] }
    const { plan } = await undoAgendaChange(app, actor, { editId: edit.id })
    expect(plan.open.length + plan.change.length).toBeGreaterThan(0)
  })

  test('goes on by its clocks: the days that have come since are open, and never a past one', async () => {
    const { app, loadAt } = monday
    expect(await countFreeSlots(app)).toBeGreaterThanOrEqual(15)
    const openedAfter = async (day: number) => {
      const slots = app.admin.selectFrom('slot').select('id').where('withdrawn_at', 'is', null)
      const from = new Date(app.clock + day * DAY)
      const until = new Date(app.clock + (day + 2) * DAY)
      return (await slots.where('start_at', '>', from).where('start_at', '<', until).execute()).length
    }
    expect(await openedAfter(61)).toBe(0)
    expect(await loadAt(app.clock + 20 * DAY)).toBe('continued')
    app.clock += 20 * DAY
    await runDue(app, app.clock)
    app.clock -= 20 * DAY
    expect(await openedAfter(61)).toBeGreaterThanOrEqual(15)
  })
})

test.each([
  ['Sunday 03:00', '2026-11-22T02:00:00Z'],
  ['Friday 19:45', '2026-11-27T18:45:00Z'],
  ['Christmas 12:00', '2026-12-25T11:00:00Z'],
])(
  'the demonstration opened on %s has at least 15 free slots in the next 24 h',
  async (_when, now) => {
    const { app } = await loaded(now)
    expect(await countFreeSlots(app)).toBeGreaterThanOrEqual(15)
  },
  30_000,
)
