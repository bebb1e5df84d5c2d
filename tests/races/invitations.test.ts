import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../domain/time/interval.ts'
import { bookNamed } from '../../server/api/test-feed.ts'
import { openPostOffice } from '../../server/jobs/test-post-office.ts'
import { saying } from '../../server/jobs/test-smtp.ts'

let office: Awaited<ReturnType<typeof openPostOffice>>
beforeEach(async () => {
  office = await openPostOffice()
})
afterEach(() => office.smtp.close())

test('whatever is booked and cancelled while several send, calendars end as the agenda does, in its order', async () => {
  let mails = 0
  office.smtp.behaviour.answer = () => {
    mails += 1
    if (mails % 5 === 0) throw saying(451)
  }
  const visits: string[] = []
  for (let round = 0; round < 4; round += 1) {
    const hours = Array.from({ length: 5 }, (_, n) => (1 + round * 5 + n) * HOUR)
    const slots = await Promise.all(hours.map((startsIn) => office.slot({ startsIn })))
    const work = [
      ...slots.map(async (slotId) => void visits.push((await bookNamed(office.app, slotId)).id)),
      ...visits.filter((_, n) => n % 3 === round % 3).map((id) => office.cancel(id)),
      office.send(),
      office.send(),
      office.send(),
    ]
    await onlyRefusals(work)
    office.app.clock += MINUTE
  }
  for (let turn = 0; turn < 10; turn += 1) {
    office.app.clock += 15 * MINUTE
    await office.send()
  }
  expect(await office.clocks()).toEqual([])
  const told = office.told()
  const rows = await office.app.admin.selectFrom('appointment').selectAll().execute()
  expect(rows).toHaveLength(20)
  for (const { id, status, version } of rows) {
    const words = told.filter(([, uid]) => uid === `${id}@passerelle`)
    const sequences = words.map(([, , sequence]) => Number(sequence))
    expect(sequences).toEqual([...new Set(sequences)].toSorted((one, other) => one - other))
    const last = words.at(-1)
    if (status === 'booked') expect(last).toEqual(['REQUEST', `${id}@passerelle`, version])
    else expect([undefined, 'CANCEL']).toContain(last?.[0])
  }
})

/** A cancellation may come too late, a place may be gone; nothing else goes wrong. */
async function onlyRefusals(work: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'Refused' })
  }
}
