import { afterEach, describe, expect, test } from 'vitest'
import { openReader, type Reader, type ReaderOptions } from './reader.ts'
import { testWorker } from './test-calendars.ts'
import { calendar, event } from './test-files.ts'
import type { Task } from './worker.ts'

const window = { start: Date.parse('2026-11-23T00:00Z'), end: Date.parse('2027-02-01T00:00Z') }
let reader: Reader | undefined
afterEach(() => reader?.close())

const read = (kind: Task['kind'], text: string, options: Partial<ReaderOptions> = {}) => {
  reader = openReader({ worker: testWorker, ...options })
  return reader.read({ kind, body: Buffer.from(text), zone: 'Europe/Paris', window })
}
const outcome = (kind: Task['kind'], text: string, options?: Partial<ReaderOptions>) =>
  read(kind, text, options).then(
    () => 'read',
    ({ trouble }) => trouble,
  )

const many = (count: number, ...lines: string[]) => calendar(...Array.from({ length: count }, () => event(...lines)))

describe('reading apart', () => {
  test('a file of five megabytes gives its busy times, and no word of it', async () => {
    const description = `DESCRIPTION:${'Compte rendu de réunion. '.repeat(8)}`
    const old = Array.from({ length: 14_000 }, (_, at) => {
      const day = new Date(Date.parse('2019-01-01') + (at % 2_500) * 86_400_000).toISOString().slice(0, 10)
      return event(`DTSTART;TZID=Europe/Paris:${day.replaceAll('-', '')}T090000`, 'DURATION:PT30M', description)
    })
    const weekly = event(
      'UID:secret',
      'DTSTART;TZID=Europe/Paris:20190107T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY',
    )
    const text = calendar(...old, weekly)
    expect(text.length).toBeGreaterThan(5_000_000)
    const done = await read('ics', text)
    expect(done).toMatchObject({ items: [{ item: expect.stringMatching(/^[0-9a-f]{64}$/) }] })
    expect(JSON.stringify(done)).not.toMatch(/secret|réunion/i)
  })

  test.each([
    ['one line of nine megabytes', calendar(event(`DTSTART:2026${'1'.repeat(9_000_000)}`)), 'unreadable'],
    ['a line folded two million times', calendar(event(`DTSTART:2026${'\r\n 1'.repeat(2_000_000)}`)), 'unreadable'],
    ['a million components inside one another', `BEGIN:VCALENDAR\n${'BEGIN:X\n'.repeat(1_000_000)}`, 'unreadable'],
    ['two hundred thousand events', calendar('BEGIN:VEVENT\nUID:1\nEND:VEVENT\n'.repeat(200_000)), 'too-many-events'],
    [
      'a rule for each second',
      many(1, 'DTSTART:00010101T000000', 'RRULE:FREQ=SECONDLY', 'DURATION:PT1S'),
      'unreadable',
    ],
    ['a day since year one', many(1, 'DTSTART:00010101T090000', 'RRULE:FREQ=DAILY', 'DURATION:PT1H'), 'read'],
    [
      'a counted day since year one',
      many(1, 'DTSTART:00010101T090000', 'RRULE:FREQ=DAILY;COUNT=999999999'),
      'unreadable',
    ],
    ['NUL bytes', calendar(event('DTSTART:\0')), 'unreadable'],
    [
      'a list of a million days',
      many(1, 'DTSTART:20261124T090000Z', `RDATE:${'20261125T090000Z,'.repeat(400_000)}`),
      'read',
    ],
  ])('%s ends', async (_case, text, expected) => {
    expect(await outcome('ics', text)).toBe(expected)
  })

  test('what asks for too much time is ended', async () => {
    const text = many(20_000, 'DTSTART:20261124T000000', 'RRULE:FREQ=SECONDLY;INTERVAL=7', 'DURATION:PT1S')
    expect(await outcome('ics', text, { timeMs: 1_500 })).toBe('took-too-long')
  })

  test('what asks for too much memory is ended, and nothing else', async () => {
    const text = calendar(...Array.from({ length: 45_000 }, () => event('DTSTART:20261124T090000Z', 'DURATION:PT1H')))
    expect(await outcome('ics', text, { memoryMb: 12 })).toBe('too-many-events')
  })
})

const bomb = `<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "ha">${Array.from(
  { length: 30 },
  (_, at) => `<!ENTITY a${at + 1} "&a${at || ''};&a${at || ''};">`,
).join('')}]><multistatus xmlns="DAV:"><response><href>&a30;</href></response></multistatus>`

describe('what a CalDAV server says', () => {
  test.each([
    ['entities without end', bomb, 'not-a-calendar'],
    ['a file of the machine', '<!DOCTYPE m SYSTEM "file:///etc/passwd"><multistatus xmlns="DAV:"/>', 'not-a-calendar'],
    ['elements inside one another', `<multistatus xmlns="DAV:">${'<a>'.repeat(1_000_000)}`, 'unreadable'],
    ['a page', '<html><body>Connexion</body></html>', 'not-a-calendar'],
    ['no XML', 'BEGIN:VCALENDAR', 'not-a-calendar'],
    ['what is cut short', '<multistatus xmlns="DAV:"><response>', 'unreadable'],
    ['a character that is none', '<multistatus xmlns="DAV:">&#0;</multistatus>', 'unreadable'],
    ['nothing', '', 'not-a-calendar'],
  ])('may be %s', async (_case, text, expected) => {
    expect(await outcome('multistatus', text)).toBe(expected)
  })

  test('is read whatever its prefixes, without what its events say', async () => {
    const data = calendar(event('UID:secret', 'DTSTART:20261124T090000Z', 'DURATION:PT1H')).replaceAll('é', '&#233;')
    const text = `<x:multistatus xmlns:x="DAV:" xmlns:y="urn:ietf:params:xml:ns:caldav"><x:response>
<x:href>/camille/un.ics</x:href><x:propstat><x:prop><x:getetag>"1"</x:getetag><y:calendar-data>${data}</y:calendar-data>
</x:prop><x:status>HTTP/1.1 200 OK</x:status></x:propstat><x:propstat><x:prop><x:getetag/></x:prop>
<x:status>HTTP/1.1 404 Not Found</x:status></x:propstat></x:response><x:sync-token>jeton</x:sync-token></x:multistatus>`
    const done = await read('multistatus', text)
    const [start, end] = ['2026-11-24T09:00Z', '2026-11-24T10:00Z'].map((at) => Date.parse(at))
    const expected = { href: '/camille/un.ics', etag: '"1"', status: 200, busy: [{ start, end }] }
    expect(done).toMatchObject({ kind: 'multistatus', syncToken: 'jeton', resources: [expected] })
    expect(JSON.stringify(done)).not.toContain('secret')
  })
})
