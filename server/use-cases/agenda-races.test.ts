import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../domain/time/interval.ts'
import { NOW, type TestApp, testApp } from '../database/test-app.ts'
import { runDue } from '../jobs/run-due.ts'
import { changeAgenda } from './change-agenda.ts'
import { away, testAgenda } from './test-agenda.ts'

let app: TestApp
let gp: Awaited<ReturnType<typeof testAgenda>>
beforeEach(async () => {
  app = await testApp(NOW)
  gp = await testAgenda(app)
})

describe('at the same time', () => {
  test('two who edit the same agenda follow one another', async () => {
    const delegate = { ...gp.own, actor: app.newId() }
    const opened = await Promise.allSettled([
      gp.change({ kind: 'open', openings: [gp.mondays()] }),
      gp.change({ kind: 'open', openings: [gp.mondays({ from: '09:30', until: '10:30' })] }, [], delegate),
    ])
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await gp.shared()).toHaveLength(32)
  })

  test('an edit and the night that moves the horizon wait for one another, and both are done', async () => {
    await gp.open(gp.mondays())
    for (let night = Date.parse('2026-11-25T02:00:00Z'); night < Date.parse('2026-12-05T00:00:00Z'); night += DAY) {
      const tuesday = { day: '2026-12-08', from: '09:00', until: '09:30' }
      const [{ editId }] = await Promise.all([gp.open(gp.once(tuesday)), runDue(app, night)])
      await Promise.all([gp.undo(editId), runDue(app, night)])
    }
    await runDue(app, Date.parse('2026-12-06T00:00:00Z'))
    expect(await gp.shared()).toHaveLength(40) // ten Mondays: the last is 1 February
  })

  test('twenty holds and an edit that takes their slots away: each is held as it was, or refused cleanly', async () => {
    await gp.open(gp.mondays({ until: '14:00', recurrence: null }))
    const before = await gp.shared()
    const held = before.map(({ id }) =>
      gp.hold(id).then(
        () => id,
        (error: { code?: string }) => error.code ?? error,
      ),
    )
    const edit = gp.change(away('2026-11-30', '2026-12-01'))
    const outcomes = await Promise.all(held)
    const { heldPlaces, plan } = await edit
    const won = outcomes.filter((outcome) => before.some(({ id }) => id === outcome))
    expect(outcomes.filter((outcome) => !won.includes(outcome)).every((code) => code === 'offer-ineligible')).toBe(true)
    const after = await gp.slots()
    for (const was of before) {
      const is = after.find(({ id }) => id === was.id)
      expect(is).toMatchObject({
        start_at: was.start_at,
        end_at: was.end_at,
        capacity: 1,
        location_id: was.location_id,
      })
      expect(is?.free_places).toBe(won.includes(was.id) ? 0 : 1)
      expect(is?.withdrawn_by).toBe('agenda')
    }
    expect([heldPlaces, plan.withdraw.length]).toEqual([won.length, before.length - won.length])
    const holds = await app.admin.selectFrom('slot_hold').select('slot_id').execute()
    expect(holds.map(({ slot_id }) => slot_id).sort()).toEqual(won.sort())
  })
})

test('an edit that is cut short leaves nothing behind', async () => {
  const failing = { ...app, newId: failingAfter(2) } // of the opening and of the edit: the journal's is next, once the slots are written
  const wish = { change: { kind: 'open' as const, openings: [gp.mondays()] }, affectedSeen: [] }
  await expect(changeAgenda(failing, gp.own, wish)).rejects.toThrow('cut short')
  expect(await gp.slots()).toEqual([])
  expect(await app.admin.selectFrom('opening').select('id').execute()).toEqual([])
  expect(await gp.acts()).toEqual([])
})

const failingAfter = (calls: number) => {
  let left = calls
  return () => {
    if (left-- === 0) throw new Error('cut short')
    return app.newId()
  }
}
