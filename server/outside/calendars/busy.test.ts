import { describe, expect, test } from 'vitest'
import { busyIn } from './busy.ts'
import { calendar, event } from './test-files.ts'

/** 2026-11-24 is a Tuesday; the clocks of France are an hour ahead of UTC since 25 October. */
const window = { start: Date.parse('2026-11-23T00:00Z'), end: Date.parse('2027-02-01T00:00Z') }
const short = (instant: number) => new Date(instant).toISOString().slice(0, 16)

function busy(text: string, zone = 'Europe/Paris', within = window) {
  const { items } = busyIn(text, { zone, window: within })
  const all = [...items.values()].flat().sort((one, other) => one.start - other.start)
  return all.map(({ start, end }) => `${short(start)} ${short(end)}`)
}

const PARIS = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Paris',
  'X-LIC-LOCATION:Europe/Paris',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

describe('a time', () => {
  test.each([
    ['in UTC', ['DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'], '2026-11-24T09:00 2026-11-24T10:00'],
    [
      'of a zone',
      ['DTSTART;TZID=Europe/Paris:20261124T090000', 'DTEND;TZID=Europe/Paris:20261124T100000'],
      '2026-11-24T08:00 2026-11-24T09:00',
    ],
    [
      'of a quoted zone',
      ['DTSTART;TZID="Europe/Paris":20261124T090000', 'DURATION:PT45M'],
      '2026-11-24T08:00 2026-11-24T08:45',
    ],
    [
      'of a prefixed zone',
      ['DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20261124T090000', 'DURATION:PT1H'],
      '2026-11-24T08:00 2026-11-24T09:00',
    ],
    [
      'of a zone of Windows',
      ['DTSTART;TZID=Romance Standard Time:20261124T090000', 'DTEND;TZID=Romance Standard Time:20261124T100000'],
      '2026-11-24T08:00 2026-11-24T09:00',
    ],
    [
      'of another zone of Windows',
      ['DTSTART;TZID="Eastern Standard Time":20261124T090000', 'DURATION:PT1H'],
      '2026-11-24T14:00 2026-11-24T15:00',
    ],
    [
      'of a zone with a colon',
      ['DTSTART;TZID=(UTC+01:00) Bruxelles, Paris:20261124T090000', 'DURATION:PT1H'],
      '2026-11-24T08:00 2026-11-24T09:00',
    ],
    ['without zone', ['DTSTART:20261124T090000', 'DTEND:20261124T100000'], '2026-11-24T08:00 2026-11-24T09:00'],
    [
      'of a whole day',
      ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261125'],
      '2026-11-23T23:00 2026-11-24T23:00',
    ],
    ['of a whole day without end', ['DTSTART;VALUE=DATE:20261124'], '2026-11-23T23:00 2026-11-24T23:00'],
    [
      'of a whole day that ends on itself',
      ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261124'],
      '2026-11-23T23:00 2026-11-24T23:00',
    ],
    ['of three days by duration', ['DTSTART;VALUE=DATE:20261124', 'DURATION:P3D'], '2026-11-23T23:00 2026-11-26T23:00'],
    [
      'of two zones',
      ['DTSTART;TZID=Europe/Paris:20261124T090000', 'DTEND;TZID=Europe/London:20261124T100000'],
      '2026-11-24T08:00 2026-11-24T10:00',
    ],
    [
      'that began before the window',
      ['DTSTART:20261101T000000Z', 'DTEND:20261124T100000Z'],
      '2026-11-23T00:00 2026-11-24T10:00',
    ],
  ])('%s', (_case, lines, expected) => {
    expect(busy(calendar(event(...lines)))).toEqual([expected])
  })

  test('without zone, and a whole day, are those of where the professional is', () => {
    const lines = calendar(event('DTSTART:20261124T090000', 'DURATION:PT1H'), event('DTSTART;VALUE=DATE:20261125'))
    expect(busy(lines, 'Indian/Reunion')).toEqual([
      '2026-11-24T05:00 2026-11-24T06:00',
      '2026-11-24T20:00 2026-11-25T20:00',
    ])
  })

  test('of a zone that only the file describes goes by its description, through the change of hour', () => {
    const own = PARIS.replaceAll('Europe/Paris', 'Heure du cabinet')
    const text = calendar(
      own,
      event('DTSTART;TZID=Heure du cabinet:20261019T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
    )
    const october = { start: Date.parse('2026-10-18T00:00Z'), end: Date.parse('2026-10-28T00:00Z') }
    expect(busy(text, 'Indian/Reunion', october)).toEqual([
      '2026-10-19T07:00 2026-10-19T08:00',
      '2026-10-26T08:00 2026-10-26T09:00',
    ])
  })

  test('of an unknown zone is taken for that of the professional', () => {
    expect(busy(calendar(event('DTSTART;TZID=Nulle Part:20261124T090000', 'DURATION:PT1H')))).toEqual([
      '2026-11-24T08:00 2026-11-24T09:00',
    ])
  })
})

describe('what is not busy', () => {
  const at = ['DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z']
  test.each([
    ['transparent', 'TRANSP:TRANSPARENT'],
    ['cancelled', 'STATUS:CANCELLED'],
    ['free for Outlook', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'],
    ['our own', 'UID:0f7c@passerelle'],
  ])('%s', (_case, line) => {
    expect(busy(calendar(event(...at, line)))).toEqual([])
  })

  test.each(['TRANSP:OPAQUE', 'STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'])('%s is', (line) => {
    expect(busy(calendar(event(...at, line)))).toHaveLength(1)
  })

  test('an hour without end, a task, an alarm, an event of last year', () => {
    const alarm = 'BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT4H\r\nEND:VALARM'
    const task = 'BEGIN:VTODO\r\nUID:t\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\nEND:VTODO'
    expect(
      busy(
        calendar(event('DTSTART:20261124T090000Z', alarm), task, event('DTSTART:20251124T090000Z', 'DURATION:PT1H')),
      ),
    ).toEqual([])
  })
})

describe('what recurs', () => {
  const weekly = ['UID:hebdo', 'DTSTART;TZID=Europe/Paris:20261005T140000', 'DTEND;TZID=Europe/Paris:20261005T153000']
  const four = { ...window, end: Date.parse('2026-12-20T00:00Z') }

  test('goes by the clock of its zone, without the days taken out, and until its end', () => {
    const text = calendar(
      PARIS,
      event(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20261214T130000Z', 'EXDATE;TZID=Europe/Paris:20261207T140000'),
    )
    expect(busy(text, 'Europe/Paris', four)).toEqual([
      '2026-11-23T13:00 2026-11-23T14:30',
      '2026-11-30T13:00 2026-11-30T14:30',
      '2026-12-14T13:00 2026-12-14T14:30',
    ])
  })

  test('follows the occurrences that were moved, cancelled or freed', () => {
    const text = calendar(
      event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=11'),
      event(
        'UID:hebdo',
        'RECURRENCE-ID;TZID=Europe/Paris:20261123T140000',
        'DTSTART;TZID=Europe/Paris:20261124T100000',
        'DURATION:PT1H',
      ),
      event(
        'UID:hebdo',
        'RECURRENCE-ID:20261130T130000Z',
        'DTSTART;TZID=Europe/Paris:20261130T140000',
        'DURATION:PT1H',
        'STATUS:CANCELLED',
      ),
      event(
        'UID:hebdo',
        'RECURRENCE-ID;TZID=Europe/Paris:20261207T140000',
        'DTSTART;TZID=Europe/Paris:20261207T140000',
        'DURATION:PT1H',
        'TRANSP:TRANSPARENT',
      ),
    )
    expect(busy(text, 'Europe/Paris', four)).toEqual([
      '2026-11-24T09:00 2026-11-24T10:00',
      '2026-12-14T13:00 2026-12-14T14:30',
    ])
  })

  test('may be of whole days, of listed days, and of periods', () => {
    const text = calendar(
      event('DTSTART;VALUE=DATE:20261128', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20261129'),
      event('DTSTART:20261202T090000Z', 'DURATION:PT1H', 'RDATE:20261203T090000Z,20261204T090000Z'),
      event('DTSTART:20261205T090000Z', 'DURATION:PT1H', 'RDATE;VALUE=PERIOD:20261206T080000Z/PT30M'),
    )
    expect(busy(text)).toEqual([
      '2026-11-27T23:00 2026-11-28T23:00',
      '2026-11-29T23:00 2026-11-30T23:00',
      '2026-12-02T09:00 2026-12-02T10:00',
      '2026-12-03T09:00 2026-12-03T10:00',
      '2026-12-04T09:00 2026-12-04T10:00',
      '2026-12-05T09:00 2026-12-05T10:00',
      '2026-12-06T08:00 2026-12-06T08:30',
    ])
  })

  test('and overlaps itself is one time', () => {
    expect(busy(calendar(event('DTSTART:20261124T000000Z', 'DURATION:PT30H', 'RRULE:FREQ=DAILY;COUNT=3')))).toEqual([
      '2026-11-24T00:00 2026-11-27T06:00',
    ])
  })

  test('may be known by a moved occurrence only', () => {
    const line = ['RECURRENCE-ID:20261117T090000Z', 'DTSTART:20261124T090000Z', 'DURATION:PT1H']
    expect(busy(calendar(event(...line)))).toEqual(['2026-11-24T09:00 2026-11-24T10:00'])
  })
})

test('free and busy times are read as they are published', () => {
  const text = calendar(
    [
      'BEGIN:VFREEBUSY',
      'UID:fb',
      'FREEBUSY:20261124T090000Z/PT1H,20261124T110000Z/20261124T120000Z',
      'FREEBUSY;FBTYPE=FREE:20261124T140000Z/PT1H',
      'END:VFREEBUSY',
    ].join('\r\n'),
  )
  expect(busy(text)).toEqual(['2026-11-24T09:00 2026-11-24T10:00', '2026-11-24T11:00 2026-11-24T12:00'])
})

describe('a file', () => {
  const at = ['DTSTART;TZID=Europe/Paris:20261124T090000', 'DURATION:PT1H']
  const expected = ['2026-11-24T08:00 2026-11-24T09:00']

  test.each([
    ['with a mark of its encoding', (text: string) => `\uFEFF${text}`],
    ['with single line feeds', (text: string) => text.replaceAll('\r\n', '\n')],
    ['in small letters', (text: string) => text.replace('BEGIN:VEVENT', 'begin:vevent').replace('DTSTART', 'dtstart')],
    ['folded', (text: string) => text.replace('TZID=Europe', 'TZ\r\n ID=Eu\r\n\trope')],
    ['with properties of one program', (text: string) => text.replace('SUMMARY', 'X-ESSAI;X-À="é;:,":ça\r\nSUMMARY')],
    ['without its last line feed', (text: string) => text.trimEnd()],
    ['with two calendars', (text: string) => `${text}${calendar()}`],
  ])('%s is read', (_case, change) => {
    expect(busy(change(calendar(PARIS, event(...at))))).toEqual(expected)
  })

  test('with a broken event still says the others, and how many are broken', () => {
    const text = calendar(
      event(...at),
      event('DTSTART:20261332T090000', 'DURATION:PT1H'),
      event('DTSTART:20261124T150000Z', 'RRULE:FREQ=SECONDLY', 'DURATION:PT1S'),
      event('DURATION:PT1H'),
    )
    expect(busy(text)).toEqual(expected)
    expect(busyIn(text, { zone: 'Europe/Paris', window }).broken).toBe(3)
  })

  test.each([
    ['that is a page', '<!doctype html><title>Connexion</title>', 'not-a-calendar'],
    ['that is empty', '', 'not-a-calendar'],
    ['that is cut short', calendar(event(...at)).slice(0, -30), 'unreadable'],
    ['with NUL bytes', calendar(event(...at, 'COMMENT:\0')), 'unreadable'],
    ['nested too deep', `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(10_000)}`, 'unreadable'],
    ['whose only event is broken', calendar(event('DTSTART:hier')), 'unreadable'],
    ['with too many events', calendar('BEGIN:VEVENT\nEND:VEVENT\n'.repeat(60_000)), 'too-many-events'],
    [
      'with too many times',
      calendar(
        event('DTSTART:20261124T000000Z', 'DURATION:PT1M', 'RRULE:FREQ=HOURLY'),
        ...Array.from({ length: 20 }, (_, minute) =>
          event(`DTSTART:20261124T00${10 + 2 * minute}00Z`, 'DURATION:PT1M', 'RRULE:FREQ=HOURLY'),
        ),
      ),
      'too-many-events',
    ],
  ])('%s is refused: %#', (_case, text, trouble) => {
    expect(() => busyIn(text, { zone: 'Europe/Paris', window })).toThrow(trouble)
  })
})
