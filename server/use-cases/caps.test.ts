import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { bookAppointment } from './book-appointment.ts'
import { holdSlot } from './hold-slot.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

const hold = (requestId: string, slotId: string, more = {}) =>
  holdSlot(app, app.scope, { requestId, slotId, asOf, ...more })

async function placed(requestId: string, slotId: string) {
  const { id: holdId } = await hold(requestId, slotId)
  const wish = { holdId, requestId, idempotencyKey: app.newId(), message: null, asOf }
  return bookAppointment(app, app.scope, wish)
}
const slotRow = (id: string) => app.admin.selectFrom('slot').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a hold', () => {
  test('counts to the weekly cap, but not for the médecin traitant’s own patient', async () => {
    const practitioner = await addPractitioner(app)
    const range = await addSlot(app, { practitioner, places: 21 })
    const fill = async () => placed(await addRequest(app), range)
    for (let visit = 0; visit < 20; visit++) await fill()
    await expect(fill()).rejects.toMatchObject({ code: 'offer-ineligible', reasons: ['weekly-cap'] })
    const own = await addRequest(app, { attendingId: practitioner.practitionerId })
    expect((await placed(own, range)).with_attending).toBe(true)
    expect(await slotRow(range)).toMatchObject({ free_places: 0, counted_places: 20 })
  })

  test('counts to the caps what was given where the territory does not see it', async () => {
    const practitioner = await addPractitioner(app)
    const yesterday = await addSlot(app, { practitioner, startsIn: -24 * HOUR })
    await app.admin.updateTable('slot').set({ counted_places: 20 }).where('id', '=', yesterday).execute()
    await app.admin
      .updateTable('audience')
      .set({ during: `[${new Date(NOW).toISOString()},)` })
      .where('practitioner_id', '=', practitioner.practitionerId)
      .execute()
    const held = hold(await addRequest(app), await addSlot(app, { practitioner }))
    await expect(held).rejects.toMatchObject({ code: 'offer-ineligible', reasons: ['weekly-cap'] })
  })

  test('keeps to what the professional chose for a day, even when two ask at once', async () => {
    const practitioner = await addPractitioner(app)
    const caps = { practitioner_id: practitioner.practitionerId, daily_cap: 1, weekly_cap: 1 }
    await app.admin.insertInto('agenda_settings').values(caps).execute()
    const slots = [await addSlot(app, { practitioner }), await addSlot(app, { practitioner, startsIn: HOUR })]
    const asked = await Promise.allSettled(slots.map(async (slotId) => hold(await addRequest(app), slotId)))
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = asked.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ reasons: ['own-weekly-cap', 'own-daily-cap'] })
    const free = slots[asked.findIndex(({ status }) => status === 'rejected')] ?? ''
    const override = { reason: 'Accord au téléphone' }
    await expect(hold(await addRequest(app), free, { override })).rejects.toMatchObject({ code: 'offer-ineligible' })
    await hold(await addRequest(app, { attendingId: practitioner.practitionerId }), free)
  })
})
