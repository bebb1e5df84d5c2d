import { beforeEach, describe, expect, test } from 'vitest'
import type { OpeningDraft } from '../../domain/agenda/draft.ts'
import { DAY } from '../../domain/time/interval.ts'
import { addPractitioner, addTerritory, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { changeAgenda, previewAgendaChange } from './change-agenda.ts'
import { openSlots } from './open-slots.ts'
import { testAgenda } from './test-agenda.ts'
import { undoAgendaChange } from './undo-agenda-change.ts'

let app: TestApp
let gp: Awaited<ReturnType<typeof testAgenda>>
beforeEach(async () => {
  app = await testApp(NOW)
  gp = await testAgenda(app)
})

describe('opening time that recurs', () => {
  test('makes slots up to the horizon, by the clock of the place, and leaves out public holidays', async () => {
    const { plan, warnings } = await gp.open(gp.mondays())
    const made = await gp.shared()
    expect(plan.open).toHaveLength(made.length)
    expect(made.length).toBe(4 * 8) // Mondays from 30 November to 18 January
    expect(await gp.onDay('2026-11-30')).toEqual(['08:00', '08:15', '08:30', '08:45'])
    expect(made.at(-1)?.start_at.toISOString()).toBe('2027-01-18T08:45:00.000Z')
    expect(warnings).toEqual([])
    expect(await gp.acts()).toEqual(['slots-opened'])
  })

  test('is previewed without being written', async () => {
    const wish = { change: { kind: 'open' as const, openings: [gp.mondays()] } }
    const { plan, conflicts } = await previewAgendaChange(app, gp.own, wish)
    expect([plan.open.length, conflicts]).toEqual([32, []])
    expect(await gp.slots()).toEqual([])
  })

  test('makes as many places as it says', async () => {
    await gp.open(gp.mondays({ kind: 'range', slotMinutes: null, places: 6 }))
    expect(await gp.slots()).toHaveLength(8)
    expect(await app.admin.selectFrom('place').select('id').execute()).toHaveLength(48)
  })

  test.each([
    [
      'a rule that cannot be read',
      { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=XX', exceptOn: [], onPublicHolidays: false } },
      'recurrence-unreadable',
    ],
    ['a place of somebody else', { locationId: '00000000-0000-4000-8000-000000000000' }, 'not-your-place'],
    [
      'an hour that does not exist',
      { recurrence: null, day: '2027-03-28', from: '02:30', until: '03:30' },
      'time-does-not-exist',
    ],
    ['an hour that is over', { recurrence: null, day: '2026-11-24' }, 'opening-in-the-past'],
    ['less time than a slot', { until: '09:10' }, 'nothing-to-open'],
    ['a year typed wrong', { recurrence: null, day: '2062-11-30' }, 'invalid-input'],
    ['a rule that would be gone through for a century', { day: '1926-11-29' }, 'invalid-input'],
    [
      'more places than anybody gives',
      {
        kind: 'range',
        from: '00:00',
        until: '00:00',
        slotMinutes: 5,
        places: 50,
        recurrence: { rrule: 'FREQ=DAILY', exceptOn: [], onPublicHolidays: true },
      },
      'invalid-input',
    ],
  ] as const)('is refused for %s, and opens nothing', async (_, more, code) => {
    await expect(gp.open(gp.mondays(more as Partial<OpeningDraft>))).rejects.toMatchObject({ code })
    expect(await gp.slots()).toEqual([])
  })

  test('is shared once, however often an unsure network sends it', async () => {
    const range = gp.mondays({ kind: 'range', slotMinutes: null, places: 4 })
    await gp.open(range)
    await expect(gp.open(range)).rejects.toMatchObject({ code: 'places-overlap' })
    await gp.open({ ...range, visibility: ['PUBLIC'] })
    const later = gp.once({ day: '2027-03-01' }) // beyond the horizon
    await gp.open(later)
    await expect(gp.open(later)).rejects.toMatchObject({ code: 'places-overlap' })
    expect(await gp.shared()).toHaveLength(2 * 8)
    const hours = { day: '2026-11-26', times: ['10:00'], minutes: 60, kind: 'range' as const, places: 3 }
    const terms = { modality: 'AMB' as const, visibility: ['SNP' as const], minAgeMonths: 0, maxAgeMonths: null }
    const wish = { locationId: gp.practice.locationId, ...hours, ...terms }
    await openSlots(app, gp.own, wish)
    await expect(openSlots(app, gp.own, wish)).rejects.toMatchObject({ code: 'places-overlap' })
  })

  test('is refused over ordinary places that are open, not over those of several patients', async () => {
    await gp.open(gp.mondays())
    const over = gp.once({ day: '2026-12-07', from: '09:30', until: '10:30' })
    await expect(gp.open(over)).rejects.toMatchObject({
      code: 'places-overlap',
      next: { conflicts: [{ code: 'places-overlap' }, {}] },
    })
    await gp.open({ ...over, kind: 'range', slotMinutes: null, places: 4 })
    expect(await gp.shared()).toHaveLength(33)
  })

  test('keeps its slots’ ids when one, then the following, then all are edited', async () => {
    const { openingIds } = await gp.open(gp.mondays())
    const [openingId = ''] = openingIds
    const idOf = async (start: string) =>
      (await gp.shared()).find((slot) => slot.start_at.toISOString().startsWith(start))?.id
    const before = await idOf('2026-12-07T08:15')
    await gp.change({
      kind: 'edit',
      openingId,
      reach: 'one',
      day: '2026-12-07',
      opening: gp.once({ day: '2026-12-07', from: '09:15' }),
    })
    expect(await gp.onDay('2026-12-07')).toEqual(['08:15', '08:30', '08:45'])
    expect(await idOf('2026-12-07T08:15')).toBe(before)
    const later = await gp.change({
      ...{ kind: 'edit', openingId, reach: 'following', day: '2026-12-14' },
      opening: gp.mondays({ day: '2026-12-14', until: '10:30', visibility: ['SNP'] }),
    })
    expect(await gp.onDay('2026-12-14')).toHaveLength(6)
    expect(await gp.onDay('2026-11-30')).toHaveLength(4)
    expect((await gp.shared()).find(({ id }) => id === later.plan.change[0]?.after.id)).toMatchObject({
      visibility: ['SNP'],
      version: '2',
    })
    await gp.change({ kind: 'edit', openingId, reach: 'all', day: '2026-11-30', opening: gp.once({ slotMinutes: 30 }) })
    expect(await gp.onDay('2026-11-30')).toEqual(['08:00', '08:30'])
    expect(await gp.onDay('2026-12-14')).toHaveLength(6)
    expect(new Set((await gp.slots()).map(({ id }) => id)).size).toBe((await gp.slots()).length)
  })

  test('takes one occurrence away, or all, and shares the same rows again when they are wanted again', async () => {
    const { openingIds } = await gp.open(gp.mondays())
    const [openingId = ''] = openingIds
    const ids = (await gp.slots()).map(({ id }) => id)
    await gp.change({ kind: 'remove', openingId, reach: 'one', day: '2026-12-07' })
    expect(await gp.onDay('2026-12-07')).toEqual([])
    const removal = await gp.change({ kind: 'remove', openingId, reach: 'all', day: '2026-11-30' })
    expect(await gp.shared()).toEqual([])
    expect((await gp.slots())[0]).toMatchObject({ withdrawn_by: 'agenda', version: '2' })
    await gp.undo(removal.editId)
    expect(await gp.shared()).toHaveLength(28)
    expect((await gp.slots()).map(({ id }) => id)).toEqual(ids)
    expect((await gp.shared())[0]).toMatchObject({ version: '3', withdrawn_by: null })
  })

  test('is not found once removed, nor by those who do not act for its professional', async () => {
    const { openingIds } = await gp.open(gp.mondays())
    const removal = {
      kind: 'remove' as const,
      openingId: openingIds[0] ?? '',
      reach: 'all' as const,
      day: '2026-11-30',
    }
    const colleague = await addPractitioner(app)
    const theirs = gp.change(removal, [], gp.actingFor(colleague.practitionerId))
    await expect(theirs).rejects.toMatchObject({ code: 'opening-not-found' })
    await gp.change(removal)
    await expect(gp.change(removal)).rejects.toMatchObject({ code: 'opening-not-found' })
  })
})

describe('copying a week', () => {
  test('opens the same hours as single occurrences, those of days that are over too', async () => {
    await gp.open(gp.once({ day: '2026-11-25' }), gp.once({ day: '2026-11-26', from: '14:00', until: '15:00' }))
    app.clock += 2 * DAY // Thursday, 14:22
    await gp.change({ kind: 'copy-week', from: '2026-11-26', to: '2026-12-03' })
    expect(await gp.onDay('2026-12-02')).toHaveLength(4)
    expect(await gp.onDay('2026-12-03')).toEqual(['13:00', '13:15', '13:30', '13:45'])
  })
})

describe('undoing', () => {
  test('removes what was opened, is listed itself, and can be undone', async () => {
    const { editId } = await gp.open(gp.mondays())
    await gp.undo(editId)
    expect(await gp.shared()).toEqual([])
    const edits = await app.admin.selectFrom('agenda_edit').selectAll().orderBy('at').execute()
    expect(edits.map(({ kind, undone_at }) => [kind, undone_at !== null]).sort()).toEqual([
      ['open', true],
      ['undo', false],
    ])
    await gp.undo(edits.find(({ kind }) => kind === 'undo')?.id ?? '')
    expect(await gp.shared()).toHaveLength(32)
  })

  test('is refused once the same was changed since, or undone', async () => {
    const first = await gp.open(gp.mondays())
    const [openingId = ''] = first.openingIds
    const second = await gp.change({ kind: 'remove', openingId, reach: 'one', day: '2026-12-07' })
    await expect(gp.undo(first.editId)).rejects.toMatchObject({ code: 'edit-outdated' })
    await gp.undo(second.editId)
    await expect(gp.undo(second.editId)).rejects.toMatchObject({ code: 'edit-outdated' })
    expect(await gp.shared()).toHaveLength(32)
  })

  test('is refused over what was opened since, and to those who do not act for the professional', async () => {
    const { openingIds } = await gp.open(gp.mondays())
    const removal = await gp.change({ kind: 'remove', openingId: openingIds[0] ?? '', reach: 'all', day: '2026-11-30' })
    await gp.open(gp.once({ day: '2026-12-07' }))
    await expect(gp.undo(removal.editId)).rejects.toMatchObject({ code: 'places-overlap' })
    const colleague = await addPractitioner(app)
    const other = undoAgendaChange(app, gp.actingFor(colleague.practitionerId), { editId: removal.editId })
    await expect(other).rejects.toMatchObject({ code: 'edit-not-found' })
  })
})

test('the agenda of somebody in another territory cannot be changed', async () => {
  const abroad = await addPractitioner(app, { territoryId: (await addTerritory(app.admin)).territoryId })
  const wish = { practitionerId: abroad.practitionerId, change: { kind: 'open' as const, openings: [gp.mondays()] } }
  await expect(changeAgenda(app, gp.own, { ...wish, affectedSeen: [] })).rejects.toMatchObject({
    code: 'practitioner-not-found',
  })
})
