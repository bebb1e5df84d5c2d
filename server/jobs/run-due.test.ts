import { beforeEach, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { holdSlot } from '../use-cases/hold-slot.ts'
import { testAgenda } from '../use-cases/test-agenda.ts'
import { runDue } from './run-due.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

const clocks = (kind: string) =>
  app.admin.selectFrom('due').select(['at', 'practitioner_id']).where('kind', '=', kind).orderBy('at').execute()

test('a clock whose work fails holds up no other, and is tried again later', async () => {
  const agendas = [await testAgenda(app), await testAgenda(app), await testAgenda(app)]
  for (const gp of agendas) await gp.open(gp.mondays())
  const slotId = await addSlot(app, { startsIn: 600 * MINUTE })
  await holdSlot(app, app.scope, { requestId: await addRequest(app), slotId, asOf })
  await app.admin
    .updateTable('due')
    .set({ at: new Date(NOW) })
    .execute()
  const [, broken] = agendas.map(({ practice }) => practice.practitionerId).sort()
  await app.admin
    .updateTable('opening')
    .set({ zone: 'Nulle/Part' })
    .where('practitioner_id', '=', broken ?? '')
    .execute()

  app.clock += 5 * MINUTE
  await expect(runDue(app, app.clock)).rejects.toThrow('NULLE/PART')
  expect(await clocks('hold-expiry')).toEqual([])
  const [left, ...done] = await clocks('agenda-horizon')
  expect(left).toEqual({ at: new Date(app.clock + MINUTE / 2), practitioner_id: broken })
  expect(done).toHaveLength(2)
  expect(await runDue(app, app.clock)).toBe(0)

  await app.admin.updateTable('opening').set({ zone: 'Europe/Paris' }).execute()
  app.clock += MINUTE
  expect(await runDue(app, app.clock)).toBe(1)
})

test('thousands of places that were just opened hold up neither the other clocks nor a place that came free', async () => {
  const request = await addRequest(app)
  await app.admin
    .updateTable('care_request')
    .set({ due_at: new Date(NOW + 90 * DAY) })
    .execute()
  const gp = await testAgenda(app)
  const held = await addSlot(app, { practitioner: gp.practice, startsIn: 600 * MINUTE })
  await app.admin.deleteFrom('due').execute()
  await gp.open(gp.mondays({ from: '08:00', until: '20:00', slotMinutes: 5, day: '2026-11-30' }))
  expect((await clocks('slot-refill')).length).toBeGreaterThan(1_000)
  await holdSlot(app, app.scope, { requestId: request, slotId: held, asOf })
  const next = await addRequest(app)
  await app.admin
    .updateTable('care_request')
    .set({ due_at: new Date(NOW + 11 * HOUR) })
    .where('id', '=', next)
    .execute()

  app.clock += 5 * MINUTE
  expect(await runDue(app, app.clock)).toBeLessThan(300)
  expect(await clocks('hold-expiry')).toEqual([])
  const proposed = await app.admin.selectFrom('slot_refill').select('slot_id').where('request_id', '=', next).execute()
  expect(proposed).toEqual([{ slot_id: held }])
})
