import { DAY, type Instant, type Interval } from '../time/interval.ts'
import { isoDay } from '../time/wall-clock.ts'

/** A VEVENT (RFC 5545). Its hours are written in UTC, which every calendar shows by its own clock. */
export interface CalendarEvent extends Interval {
  readonly uid: string
  /** Grows with each change, so that calendars keep the latest whatever the order. */
  readonly sequence: number
  readonly changedAt: Instant
  readonly summary: string
  readonly location: string | null
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  /** Whether it leaves the time free. */
  readonly transparent: boolean
}

/** Addresses of an invitation (RFC 5546): nobody is asked for an answer. */
export interface Invited {
  readonly organizer: string
  readonly attendee: string
}

interface CalendarText {
  readonly events: readonly CalendarEvent[]
  /** What it is called, and how often to read it again, when it is read from an address. */
  readonly published?: { readonly name: string; readonly everyMinutes: number }
  readonly invitation?: Invited & { readonly method: 'REQUEST' | 'CANCEL' }
}

/** The iCalendar object as it travels: the same rows always give the same text. */
export function writeCalendar({ events, published, invitation }: CalendarText): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Passerelle//Agenda//FR',
    'CALSCALE:GREGORIAN',
    ...(invitation ? [`METHOD:${invitation.method}`] : []),
    ...(published ? publishedLines(published) : []),
    ...events.flatMap((event) => eventLines(event, invitation)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const publishedLines = ({ name, everyMinutes }: { name: string; everyMinutes: number }) => [
  `NAME:${escaped(name)}`,
  `X-WR-CALNAME:${escaped(name)}`,
  `REFRESH-INTERVAL;VALUE=DURATION:PT${everyMinutes}M`,
  `X-PUBLISHED-TTL:PT${everyMinutes}M`,
]

const eventLines = (event: CalendarEvent, invited: Invited | undefined) => [
  'BEGIN:VEVENT',
  `UID:${escaped(event.uid)}`,
  `DTSTAMP:${utcStamp(event.changedAt)}`,
  `LAST-MODIFIED:${utcStamp(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTART:${utcStamp(event.start)}`,
  `DTEND:${utcStamp(event.end)}`,
  `SUMMARY:${escaped(event.summary)}`,
  ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
  `STATUS:${event.status}`,
  `TRANSP:${event.transparent ? 'TRANSPARENT' : 'OPAQUE'}`,
  ...(invited ? invitedLines(invited) : []),
  'END:VEVENT',
]

const invitedLines = ({ organizer, attendee }: Invited) => [
  `ORGANIZER:mailto:${oneWord(organizer)}`,
  `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${oneWord(attendee)}`,
]

/** An address has neither spaces nor line ends; whatever else was stored cannot begin another line. */
const oneWord = (text: string): string => text.replace(/[\s\p{Cc}\p{Surrogate}]/gu, '')

/** A value of type TEXT: nothing in it ends the line or begins another value. */
export const escaped = (text: string): string =>
  text
    .replace(/\r\n|\r/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** `20261124T132200Z` */
export function utcStamp(instant: Instant): string {
  const day = Math.floor(instant / DAY)
  const seconds = Math.floor((instant - day * DAY) / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const time = parts.map((part) => String(part).padStart(2, '0')).join('')
  return `${isoDay(day).replaceAll('-', '')}T${time}Z`
}

const LONGEST_LINE = 75 // octets, without its end

/** No line is longer than 75 octets, and no character is cut in two. */
function folded(line: string): string {
  let text = ''
  let left = LONGEST_LINE
  for (const character of line) {
    const size = octetsOf(character)
    if (size > left) {
      text += '\r\n '
      left = LONGEST_LINE - 1
    }
    text += character
    left -= size
  }
  return text
}

/** In UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return 1 + Number(code >= 0x80) + Number(code >= 0x800) + Number(code >= 0x10000)
}
