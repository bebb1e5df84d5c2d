import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../domain/time/interval.ts'
import { NOW, type TestApp, testApp } from '../database/test-app.ts'
import { runDue } from '../jobs/run-due.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { openSlots } from './open-slots.ts'
import { regenerateAgenda } from './regenerate-agenda.ts'
import { reopenSlot } from './reopen-slot.ts'
import { away, testAgenda } from './test-agenda.ts'
import { withdrawSlot } from './withdraw-slot.ts'

let app: TestApp
let gp: Awaited<ReturnType<typeof testAgenda>>
beforeEach(async () => {
  app = await testApp(NOW)
  gp = await testAgenda(app)
})

describe('an absence', () => {
  test('takes free slots away, and gives them back when it is taken back', async () => {
    await gp.open(gp.mondays())
    await gp.change(away('2026-12-05', '2026-12-19'))
    expect(await gp.shared()).toHaveLength(24)
    const [absence] = await app.admin.selectFrom('absence').selectAll().execute()
    await gp.change({ kind: 'present', absenceId: absence?.id ?? '', reach: 'all', day: null })
    expect(await gp.shared()).toHaveLength(32)
    expect(await gp.acts()).toEqual(['slots-opened', 'agenda-changed', 'agenda-changed'])
    await expect(
      gp.change({ kind: 'present', absenceId: absence?.id ?? '', reach: 'all', day: null }),
    ).rejects.toMatchObject({ code: 'absence-not-found' })
  })

  test('without an end lasts until it is said to be over', async () => {
    await gp.open(gp.mondays())
    await gp.change(away('2026-12-05', null))
    expect(await gp.shared()).toHaveLength(4)
    app.clock += 30 * DAY
    await app.within(gp.own, (tx) => regenerateAgenda(app, tx, app.scope, gp.practice.practitionerId, app.now()))
    expect((await gp.shared()).filter(({ start_at }) => start_at.getTime() > app.clock)).toEqual([])
  })

  test('is refused until the patients it concerns were looked at, who keep their place', async () => {
    await gp.open(gp.mondays())
    const [first = await Promise.reject(new Error('no slot'))] = await gp.shared()
    const visit = await gp.book(first.id)
    const wish = away('2026-11-30', '2026-12-01')
    await expect(gp.change(wish)).rejects.toMatchObject({ code: 'visits-affected', next: [{ id: visit }] })
    expect((await gp.shared()).length).toBe(32)
    const { visits, heldPlaces } = await gp.change(wish, [visit])
    expect([visits.map(({ id }) => id), heldPlaces]).toEqual([[visit], 0])
    expect(await gp.onDay('2026-11-30')).toEqual([])
    const [kept] = await gp.slots()
    expect(kept).toMatchObject({ id: first.id, free_places: 0, start_at: first.start_at, end_at: first.end_at })
    expect(await app.admin.selectFrom('appointment').select('status').execute()).toEqual([{ status: 'booked' }])
    // asked about once: another change does not ask again
    expect((await gp.open(gp.once({ day: '2026-12-02' }))).visits).toEqual([])
  })

  test('offers to nobody what is left of a slot in use, nor what comes free of it, until it is wanted again', async () => {
    await gp.open(gp.once({ kind: 'range', slotMinutes: null, places: 3 }))
    const [range = await Promise.reject(new Error('no slot'))] = await gp.shared()
    const visit = await gp.book(range.id)
    const { editId } = await gp.change(away('2026-11-30', '2026-12-01'), [visit])
    expect(await gp.slots()).toMatchObject([{ free_places: 2, withdrawn_by: 'agenda' }])
    await expect(gp.hold(range.id)).rejects.toMatchObject({ code: 'offer-ineligible' })
    await gp.undo(editId)
    expect(await gp.slots()).toMatchObject([{ free_places: 2, withdrawn_by: null }])
    await gp.change(away('2026-11-30', '2026-12-01'), [visit])
    await cancelAppointment(app, app.scope, { appointmentId: visit, by: 'patient', reason: 'guérie' })
    expect(await gp.shared()).toEqual([])
  })
})

describe('places of a slot', () => {
  const sixOrTwo = async (places: number, openingId: string) =>
    gp.change({
      ...{ kind: 'edit', openingId, reach: 'all', day: '2026-11-30' },
      opening: gp.once({ kind: 'range', slotMinutes: null, places }),
    })

  test('may be fewer than they were, and more again: no more are given than there is room for', async () => {
    const { openingIds } = await gp.open(gp.once({ kind: 'range', slotMinutes: null, places: 3 }))
    const [openingId = ''] = openingIds
    await sixOrTwo(2, openingId)
    const [{ id = '' } = {}] = await gp.shared()
    await gp.hold(id)
    await gp.hold(id)
    await expect(gp.hold(id)).rejects.toMatchObject({ code: 'slot-taken' })
    app.clock += 4 * MINUTE
    await runDue(app, app.now())
    await sixOrTwo(6, openingId)
    expect(await gp.shared()).toMatchObject([{ capacity: 6, free_places: 6 }])
    expect(await app.admin.selectFrom('place').select('ordinal').orderBy('ordinal').execute()).toEqual(
      [0, 1, 2, 3, 4, 5].map((ordinal) => ({ ordinal })),
    )
  })

  test('whose hold has run out may be taken at once, also where there are more than there is room for', async () => {
    const { openingIds } = await gp.open(gp.once({ kind: 'range', slotMinutes: null, places: 3 }))
    await sixOrTwo(1, openingIds[0] ?? '')
    const [{ id = '' } = {}] = await gp.shared()
    const first = await gp.hold(id)
    app.clock += 4 * MINUTE
    expect((await gp.hold(id)).id).not.toBe(first.id)
    await expect(gp.hold(id)).rejects.toMatchObject({ code: 'slot-taken' })
  })
})

describe('what the professional took back', () => {
  test('stays taken back, whatever the agenda wants, and its time may be shared otherwise', async () => {
    const { openingIds } = await gp.open(gp.once())
    const [first = await Promise.reject(new Error('no slot'))] = await gp.shared()
    await withdrawSlot(app, gp.own, { slotId: first.id })
    await gp.change({
      ...{ kind: 'edit', openingId: openingIds[0] ?? '', reach: 'all', day: '2026-11-30' },
      opening: gp.once({ visibility: ['SNP'] }),
    })
    expect(await gp.onDay('2026-11-30')).toEqual(['08:15', '08:30', '08:45'])
    await openSlots(app, gp.own, {
      ...{
        locationId: gp.practice.locationId,
        day: '2026-11-30',
        times: ['08:55'],
        minutes: 15,
        kind: 'slots',
        places: 1,
      },
      ...{ modality: 'AMB', visibility: ['SNP'], minAgeMonths: 0, maxAgeMonths: null },
    })
    expect(await gp.onDay('2026-11-30')).toEqual(['07:55', '08:15', '08:30', '08:45'])
    await expect(reopenSlot(app, gp.own, { slotId: first.id })).rejects.toMatchObject({ code: 'places-overlap' })
  })
})

describe('a release', () => {
  test('is written on each slot, and left out of what is shared after its hour', async () => {
    await gp.open(
      gp.once({ day: '2026-11-24', from: '15:00', until: '15:30', release: { kind: 'before', minutes: 60 } }),
      gp.once({ release: { kind: 'day-before', days: 1, time: '19:00' } }),
    )
    const releases = (await gp.shared()).map(({ release_at }) => release_at?.toISOString() ?? null)
    expect(releases).toEqual([null, null, ...Array(4).fill('2026-11-29T18:00:00.000Z')])
    const done = await app.within(gp.own, (tx) =>
      regenerateAgenda(app, tx, app.scope, gp.practice.practitionerId, app.now()),
    )
    expect(done).toEqual({ opened: 0, changed: 0, withdrawn: 0 })
  })
})

describe('busy times', () => {
  test('take free slots away when the agenda is made again, and nothing is written when nothing changes', async () => {
    await gp.open(gp.mondays())
    const { practitionerId } = gp.practice
    const again = () => app.within(gp.own, (tx) => regenerateAgenda(app, tx, app.scope, practitionerId, app.now()))
    expect(await again()).toEqual({ opened: 0, changed: 0, withdrawn: 0 })
    const [source, key] = [app.newId(), Buffer.from('x')]
    await app.admin
      .insertInto('calendar_source')
      .values({
        ...{ id: source, practitioner_id: practitionerId, kind: 'ics', name: 'Agenda', key_id: 'test', address: key },
        created_at: new Date(NOW),
      })
      .execute()
    const busy = { start_at: new Date('2026-12-07T08:20:00Z'), end_at: new Date('2026-12-07T08:40:00Z') }
    await app.admin
      .insertInto('busy_time')
      .values({ source_id: source, practitioner_id: practitionerId, item: 'i', ...busy })
      .execute()
    expect(await again()).toEqual({ opened: 0, changed: 0, withdrawn: 2 })
    expect(await gp.onDay('2026-12-07')).toEqual(['08:00', '08:45'])
    await app.admin.deleteFrom('busy_time').execute()
    expect(await again()).toEqual({ opened: 2, changed: 0, withdrawn: 0 })
  })
})

describe('the horizon', () => {
  const clocks = () =>
    app.admin.selectFrom('due').selectAll().where('kind', '=', 'agenda-horizon').orderBy('at').execute()

  test('moves each night at three, where the professional practises', async () => {
    await gp.open(gp.mondays())
    expect((await clocks()).map(({ at }) => at.toISOString())).toEqual(['2026-11-25T02:00:00.000Z'])
    await runDue(app, Date.parse('2026-11-25T01:59:59Z'))
    expect(await gp.shared()).toHaveLength(32)
    // 60 days from Tuesday 1 December end with Friday 29 January: Monday 25 is in
    for (let night = Date.parse('2026-11-25T02:00:00Z'); night <= Date.parse('2026-12-01T02:00:00Z'); night += DAY) {
      await runDue(app, night)
    }
    expect(await gp.shared()).toHaveLength(36)
    expect((await clocks()).map(({ at }) => at.toISOString())).toEqual(['2026-12-02T02:00:00.000Z'])
    expect((await gp.acts()).filter((act) => act === 'agenda-extended')).toHaveLength(1)
  })

  test('brings the slots of what was opened beyond it, when it comes to them', async () => {
    const wish = {
      ...{
        locationId: gp.practice.locationId,
        day: '2027-03-01',
        times: ['09:00'],
        minutes: 15,
        kind: 'slots' as const,
      },
      ...{ places: 1, modality: 'AMB' as const, visibility: ['SNP' as const], minAgeMonths: 0, maxAgeMonths: null },
    }
    expect(await openSlots(app, gp.own, wish)).toEqual([])
    await expect(openSlots(app, gp.own, { ...wish, times: ['09:10'] })).rejects.toMatchObject({
      code: 'places-overlap',
    })
    await runDue(app, Date.parse('2027-01-15T02:00:00Z'))
    expect(await gp.slots()).toHaveLength(1)
  })

  test('stops with the agenda', async () => {
    await gp.open(gp.once())
    await runDue(app, Date.parse('2026-12-02T02:00:00Z'))
    expect(await clocks()).toEqual([])
  })
})
