import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { openReader } from '../../server/outside/calendars/reader.ts'
import { calendar, event } from '../../server/outside/calendars/test-files.ts'

const program = new URL('../../dist/calendar-worker.js', import.meta.url)
const reader = openReader({ worker: program })
afterAll(() => reader.close())

test('the thread that is built and delivered reads a calendar', async () => {
  await promisify(execFile)(process.execPath, ['cli/bootstrap.mjs', 'build', '--quiet'])
  const window = { start: Date.parse('2026-11-23T00:00Z'), end: Date.parse('2027-02-01T00:00Z') }
  const text = calendar(
    event('DTSTART;TZID=Romance Standard Time:20261124T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
  )
  const { items } = await reader.read({ kind: 'ics', body: Buffer.from(text), zone: 'Europe/Paris', window })
  expect(items[0]?.busy).toHaveLength(10)
})
