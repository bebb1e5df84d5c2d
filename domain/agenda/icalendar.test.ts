import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type CalendarEvent, escaped, utcStamp, writeCalendar } from './icalendar.ts'

const event: CalendarEvent = {
  uid: 'a@passerelle',
  start: Date.parse('2026-11-24T13:20:00Z'),
  end: Date.parse('2026-11-24T13:35:00Z'),
  sequence: 3,
  changedAt: Date.parse('2026-11-23T08:00:00Z'),
  summary: 'Patient SNP (téléconsultation)',
  location: 'Cabinet, Saint-Étienne',
  status: 'CONFIRMED',
  transparent: false,
}

/** What somebody else's reader makes of it. */
function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((each) => {
    const time = (name: string) => (each.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime()
    const value = (name: string) => each.getFirstPropertyValue(name)
    return {
      uid: value('uid'),
      start: time('dtstart'),
      end: time('dtend'),
      changedAt: time('last-modified'),
      sequence: value('sequence'),
      summary: value('summary'),
      location: value('location'),
      status: value('status'),
      transparent: value('transp') === 'TRANSPARENT',
    }
  })
  return { calendar, events }
}

/** As a reader has it: line ends are one, and what no calendar may hold is left out. */
const held = (text: string) =>
  text
    .replace(/\r\n|\r/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(';', ',', '\\', '\n', '\r', '\t', ':', '"', ' ', 'é', '😀', 'N', 'n'),
    maxLength: 200,
  }),
  fc.constantFrom('\nEND:VEVENT\nBEGIN:VEVENT', '\r\nATTENDEE:mailto:x@example.org', 'x'.repeat(74), 'é'.repeat(40)),
)
const instants = fc.integer({ min: Date.parse('1970-01-01') / 1000, max: Date.parse('2199-12-31') / 1000 })
const events: fc.Arbitrary<CalendarEvent> = fc.record({
  uid: fc.uuid().map((id) => `${id}@passerelle`),
  start: instants.map((seconds) => seconds * 1000),
  end: instants.map((seconds) => seconds * 1000),
  sequence: fc.nat(),
  changedAt: instants.map((seconds) => seconds * 1000),
  summary: texts,
  location: fc.option(texts.filter((text) => text !== '')),
  status: fc.constantFrom('CONFIRMED', 'TENTATIVE', 'CANCELLED'),
  transparent: fc.boolean(),
})

describe('an iCalendar text', () => {
  test('says what, when and where, in this order', () => {
    expect(
      writeCalendar({ events: [event], published: { name: 'Passerelle', everyMinutes: 15 } }).split('\r\n'),
    ).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Passerelle//Agenda//FR',
      'CALSCALE:GREGORIAN',
      'NAME:Passerelle',
      'X-WR-CALNAME:Passerelle',
      'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
      'X-PUBLISHED-TTL:PT15M',
      'BEGIN:VEVENT',
      'UID:a@passerelle',
      'DTSTAMP:20261123T080000Z',
      'LAST-MODIFIED:20261123T080000Z',
      'SEQUENCE:3',
      'DTSTART:20261124T132000Z',
      'DTEND:20261124T133500Z',
      'SUMMARY:Patient SNP (téléconsultation)',
      'LOCATION:Cabinet\\, Saint-Étienne',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  test('is read back as it was, whatever the words and their length', () => {
    const holds = (given: CalendarEvent[]) => {
      const expected = given.map((each) => ({
        ...each,
        summary: held(each.summary),
        location: each.location && (held(each.location) || null),
      }))
      expect(readBack(writeCalendar({ events: given })).events.map(blankIsNone)).toEqual(expected.map(blankIsNone))
    }
    fc.assert(fc.property(fc.array(events, { maxLength: 4 }), holds), { numRuns: 500 })
  })

  test('has no line above 75 octets, and never half a character', () => {
    const holds = (summary: string) => {
      const lines = writeCalendar({ events: [{ ...event, summary }] }).split('\r\n')
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/[\p{Surrogate}\n\r]/u)
      }
    }
    fc.assert(fc.property(texts, holds), { numRuns: 500 })
  })

  test('invites, and takes back, without asking for an answer', () => {
    const invited = { organizer: 'agenda@passerelle.example', attendee: 'cabinet@example.org' }
    for (const method of ['REQUEST', 'CANCEL'] as const) {
      const text = writeCalendar({ events: [event], invitation: { ...invited, method } })
      const { calendar } = readBack(text)
      const attendee = calendar.getFirstSubcomponent('vevent')?.getFirstProperty('attendee')
      expect(calendar.getFirstPropertyValue('method')).toBe(method)
      expect(attendee?.getFirstValue()).toBe('mailto:cabinet@example.org')
      expect([attendee?.getParameter('partstat'), attendee?.getParameter('rsvp')]).toEqual(['ACCEPTED', 'FALSE'])
      expect(text).toContain('ORGANIZER:mailto:agenda@passerelle.example')
    }
  })

  test('lets no address begin a line of its own', () => {
    const attendee = 'a@example.org\r\nX-EVIL:1\nb'
    const text = writeCalendar({
      events: [event],
      invitation: { method: 'REQUEST', organizer: 'o@example.org', attendee },
    })
    expect(text).not.toMatch(/^X-EVIL/m)
  })
})

const blankIsNone = <Each extends { location: unknown }>(each: Each) => ({ ...each, location: each.location || null })

test('writes an instant as the clock of Greenwich shows it', () => {
  const seconds = fc.integer({ min: -2_208_988_800, max: 7_258_118_399 })
  const holds = (second: number) => {
    const iso = new Date(second * 1000).toISOString()
    expect(utcStamp(second * 1000)).toBe(`${iso.slice(0, 19).replaceAll(/[-:]/g, '')}Z`)
  }
  fc.assert(fc.property(seconds, holds))
})

test('escapes what would end a value', () => {
  expect(escaped('a;b,c\\d\r\ne\u0007\ud800')).toBe('a\\;b\\,c\\\\d\\ne\ufffd')
})
