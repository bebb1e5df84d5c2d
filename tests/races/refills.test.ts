import { beforeEach, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../domain/time/interval.ts'
import {
  addPractitioner,
  addRequest,
  addSlot,
  asOf,
  NOW,
  type TestApp,
  testApp,
} from '../../server/database/test-app.ts'
import { runDue } from '../../server/jobs/run-due.ts'
import { bookAppointment } from '../../server/use-cases/book-appointment.ts'
import { cancelAppointment } from '../../server/use-cases/cancel-appointment.ts'
import { holdSlot } from '../../server/use-cases/hold-slot.ts'
import { passRefill } from '../../server/use-cases/pass-refill.ts'
import { releaseHold } from '../../server/use-cases/release-hold.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

async function placed(requestId: string, slotId: string) {
  const { id: holdId } = await holdSlot(app, app.scope, { requestId, slotId, asOf })
  const wish = { holdId, requestId, idempotencyKey: app.newId(), message: null, asOf }
  return bookAppointment(app, app.scope, wish)
}
const open = () => app.admin.selectFrom('slot_refill').selectAll().where('ended_at', 'is', null).execute()

test('places that come free, are passed over, held and let go at one moment never wait for one another', async () => {
  const practitioner = await addPractitioner(app)
  const range = await addSlot(app, { practitioner, places: 8, startsIn: 600 * MINUTE })
  for (let round = 0; round < 4; round++) {
    const requests = await Promise.all(Array.from({ length: 12 }, () => addRequest(app)))
    const single = await addSlot(app, { startsIn: (500 - round * 20) * MINUTE })
    const appointments = await Promise.all(requests.slice(0, 4).map((id) => placed(id, range)))
    const held = await Promise.all(
      requests.slice(4, 6).map((requestId) => holdSlot(app, app.scope, { requestId, slotId: range, asOf })),
    )
    await runDue(app, app.clock)
    const refills = await open()
    const cancel = { by: 'patient', reason: 'Va mieux' } as const
    const results = await Promise.allSettled([
      runDue(app, app.clock),
      runDue(app, app.clock),
      ...refills.map(({ id: refillId }) => passRefill(app, app.scope, { refillId })),
      ...refills.map(({ request_id, slot_id }) => placed(request_id, slot_id)),
      ...appointments.map(({ id: appointmentId }) => cancelAppointment(app, app.scope, { appointmentId, ...cancel })),
      ...held.map(({ id: holdId }) => releaseHold(app, app.scope, { holdId })),
      ...requests.slice(8).map((requestId) => placed(requestId, single)),
      runDue(app, app.clock),
    ])
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    for (const failure of failures) expect(failure).toMatchObject({ name: 'Refused' })
    app.clock += 2 * SECOND
    await runDue(app, app.clock)
    const left = await open()
    for (const key of ['slot_id', 'request_id'] as const)
      expect(new Set(left.map((refill) => refill[key])).size).toBe(left.length)
  }
})
