import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MINUTE } from '../../domain/time/interval.ts'
import { addPractitioner, NOW, type TestApp, testApp } from '../database/test-app.ts'
import { testDatabase } from '../database/test-database.ts'
import { loadReference } from '../reference.ts'
import { silentCalendars } from './calendars.ts'
import { type LivePicture, openLivePicture } from './live.ts'

const reference = loadReference(fileURLToPath(new URL('../../reference', import.meta.url)))

let app: TestApp
let live: LivePicture
let practitionerId: string
beforeEach(async () => {
  app = await testApp(NOW)
  ;({ practitionerId } = await addPractitioner(app))
  live = await openLivePicture(await testDatabase(), reference, app.now)
})
afterEach(() => live.close())

/** A calendar last read that many minutes ago; never, when null. */
async function addCalendar(readAgo: number | null, { createdAgo = 60, trouble = null as string | null } = {}) {
  const id = randomUUID()
  await app.admin
    .insertInto('calendar_source')
    .values({
      ...{
        id,
        practitioner_id: practitionerId,
        kind: 'ics',
        name: 'Cabinet',
        key_id: 'test',
        address: Buffer.from(''),
      },
      created_at: new Date(NOW - createdAgo * MINUTE),
      succeeded_at: readAgo === null ? null : new Date(NOW - readAgo * MINUTE),
      trouble,
    })
    .execute()
  return id
}
const silent = () => silentCalendars(live.current(), app.scope.territoryId, app.clock).map(({ since }) => since)
const heard = (expected: number[]) => vi.waitFor(() => expect(silent()).toEqual(expected), { timeout: 5_000 })

test('a calendar that falls silent is heard of at once, and again when it answers', async () => {
  const id = await addCalendar(10, { trouble: 'unreachable' })
  await heard([NOW - 10 * MINUTE])
  await app.admin
    .updateTable('calendar_source')
    .set({ succeeded_at: new Date(NOW), trouble: null })
    .where('id', '=', id)
    .execute()
  await heard([])
})

test('a calendar is silent once it is too old, without a word from anybody', async () => {
  await addCalendar(0)
  await addCalendar(null, { createdAgo: 29 })
  await vi.waitFor(() => expect(live.current().calendars.get(practitionerId)).toHaveLength(2), { timeout: 5_000 })
  expect(silent()).toEqual([])
  app.clock += 2 * MINUTE
  expect(silent()).toEqual([NOW - 29 * MINUTE])
  app.clock += 30 * MINUTE
  expect(silent()).toEqual([NOW - 29 * MINUTE])
})

test('a calendar of somebody whom the territory does not see is not its own to hear of', async () => {
  await app.admin
    .updateTable('audience')
    .set({ during: '[2020-01-01,2026-11-01)' })
    .where('practitioner_id', '=', practitionerId)
    .execute()
  await addCalendar(60)
  await vi.waitFor(() => expect(live.current().calendars.get(practitionerId)).toHaveLength(1), { timeout: 5_000 })
  await vi.waitFor(() => expect(live.current().picture.practices).toHaveLength(1), { timeout: 5_000 })
  expect(silent()).toEqual([])
})
