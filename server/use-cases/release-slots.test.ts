import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { runDue } from '../jobs/run-due.ts'
import { holdSlot } from './hold-slot.ts'
import { scheduleRelease } from './release-slots.ts'

let app: TestApp
let practitioner: { practitionerId: string; locationId: string }
beforeEach(async () => {
  app = await testApp(NOW)
  practitioner = await addPractitioner(app)
})

/** A slot of that professional, released `releaseIn` from now. */
async function released(releaseIn: number, wish: { startsIn: number; places?: number }): Promise<string> {
  const slotId = await addSlot(app, { practitioner, ...wish })
  await app.admin
    .updateTable('slot')
    .set({ release_at: new Date(NOW + releaseIn) })
    .where('id', '=', slotId)
    .execute()
  return slotId
}
const setClock = () =>
  app.within({ ...app.scope, actingFor: [practitioner.practitionerId] }, (tx) =>
    scheduleRelease(app, tx, app.scope.territoryId, practitioner.practitionerId),
  )
const slotRow = (id: string) => app.admin.selectFrom('slot').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const hold = async (slotId: string) => holdSlot(app, app.scope, { requestId: await addRequest(app), slotId, asOf })
const at = (later: number) => {
  app.clock = NOW + later
  return runDue(app, app.clock)
}

describe('a slot that nobody took', () => {
  test('is the professional’s own again from its minute on, and says so', async () => {
    const slotId = await released(HOUR, { startsIn: 2 * HOUR })
    await setClock()
    await at(HOUR - 1)
    expect(await slotRow(slotId)).toMatchObject({ withdrawn_at: null })
    const { version } = await slotRow(slotId)

    await at(HOUR)
    expect(await slotRow(slotId)).toMatchObject({
      withdrawn_at: new Date(NOW + HOUR),
      withdrawn_by: 'release',
      version: String(Number(version) + 1),
    })
    const lines = await app.admin.selectFrom('journal').selectAll().where('act', '=', 'slots-released').execute()
    expect(lines).toMatchObject([{ subject: practitioner.practitionerId, details: { slotIds: [slotId] } }])
  })

  test('cannot be held from that instant on, even before the clock has rung', async () => {
    const slotId = await released(HOUR, { startsIn: 2 * HOUR })
    app.clock = NOW + HOUR
    await expect(hold(slotId)).rejects.toMatchObject({ code: 'offer-ineligible', reasons: ['released'] })
  })

  test('is followed by the next one of the same professional', async () => {
    const [first, second] = [
      await released(HOUR, { startsIn: 2 * HOUR }),
      await released(3 * HOUR, { startsIn: 4 * HOUR }),
    ]
    await setClock()
    await at(HOUR)
    expect((await slotRow(second)).withdrawn_at).toBeNull()
    await at(3 * HOUR)
    expect((await slotRow(second)).withdrawn_by).toBe('release')
    expect((await slotRow(first)).withdrawn_at).toEqual(new Date(NOW + HOUR))
    await at(5 * HOUR)
    expect(await app.admin.selectFrom('due').selectAll().where('kind', '=', 'slot-release').execute()).toEqual([])
  })
})

test('a range keeps the places that were given, and one that is wholly given is left as it is', async () => {
  const range = await released(HOUR, { startsIn: 2 * HOUR, places: 3 })
  const taken = await released(HOUR, { startsIn: 3 * HOUR })
  await setClock()
  app.clock = NOW + HOUR - MINUTE
  await hold(range)
  await hold(taken)
  await at(HOUR)
  expect(await slotRow(range)).toMatchObject({ withdrawn_by: 'release', capacity: 3, free_places: 2 })
  expect(await slotRow(taken)).toMatchObject({ withdrawn_at: null, free_places: 0 })
})

test('a cancelled one after its release goes to nobody who waits', async () => {
  const slotId = await released(HOUR, { startsIn: 2 * HOUR })
  app.clock = NOW + HOUR - MINUTE
  await hold(slotId)
  const waiting = await addRequest(app)
  await at(HOUR + 3 * MINUTE)
  expect(await slotRow(slotId)).toMatchObject({ free_places: 1 })
  expect(await app.admin.selectFrom('slot_refill').selectAll().where('request_id', '=', waiting).execute()).toEqual([])
})

test('a slot that somebody is taking is left for the next second', async () => {
  const slotId = await released(HOUR, { startsIn: 2 * HOUR })
  await setClock()
  await app.within(app.scope, async (tx) => {
    await tx.selectFrom('slot').select('id').where('id', '=', slotId).forUpdate().execute()
    await at(HOUR)
  })
  expect((await slotRow(slotId)).withdrawn_at).toBeNull()
  await at(HOUR + 1_000)
  expect((await slotRow(slotId)).withdrawn_by).toBe('release')
})
