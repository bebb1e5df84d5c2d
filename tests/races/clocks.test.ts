import { beforeEach, expect, test } from 'vitest'
import { MINUTE } from '../../domain/time/interval.ts'
import { addRequest, addSlot, asOf, NOW, type TestApp, testApp } from '../../server/database/test-app.ts'
import { runDue } from '../../server/jobs/run-due.ts'
import { holdSlot } from '../../server/use-cases/hold-slot.ts'
import { releaseHold } from '../../server/use-cases/release-hold.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

test('holds that end, are released and are taken over at one moment never wait for one another', async () => {
  const slotId = await addSlot(app, { places: 10, startsIn: 600 * MINUTE })
  for (let round = 0; round < 10; round++) {
    const requests = await Promise.all(Array.from({ length: 20 }, () => addRequest(app)))
    const hold = (requestId = '') => holdSlot(app, app.scope, { requestId, slotId, asOf })
    const held = await Promise.all(requests.slice(0, 10).map(hold))
    app.clock += 3 * MINUTE
    const results = await Promise.allSettled([
      runDue(app, app.clock),
      runDue(app, app.clock),
      ...held.slice(0, 5).map(({ id: holdId }) => releaseHold(app, app.scope, { holdId })),
      ...requests.slice(10).map(hold),
    ])
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    for (const failure of failures) expect(failure).toMatchObject({ name: 'Refused' })
    app.clock += 3 * MINUTE
    await runDue(app, app.clock)
    const slot = await app.admin
      .selectFrom('slot')
      .select('free_places')
      .where('id', '=', slotId)
      .executeTakeFirstOrThrow()
    expect(slot.free_places).toBe(10)
  }
})
