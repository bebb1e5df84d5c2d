import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoDay } from '../time/wall-clock.ts'
import { draftsOf, readOpeningText, type SaidOpening, sayOpening } from './said.ts'
import { DRAFT } from './test-agenda.ts'

/** A Tuesday. */
const CONTEXT = { today: '2026-11-24', nowTime: '10:00', defaults: { minutes: 15 } } as const
const read = (text: string) => readOpeningText(text, CONTEXT)

const SAID: SaidOpening = {
  days: ['2026-11-25'],
  rrule: null,
  times: ['11:00'],
  until: null,
  slotMinutes: 15,
  count: 1,
  kind: 'slots',
}

describe('what a professional types', () => {
  test.each<[string, Partial<SaidOpening>]>([
    ['demain 11h', {}],
    ['Demain à 11 h', {}],
    ['demain 11h 2x15', { count: 2 }],
    ['demain à 11', {}],
    ['jeudi 26 11h 2 de 20 min', { days: ['2026-11-26'], count: 2, slotMinutes: 20 }],
    ['ouvre-moi deux créneaux demain vers 11h stp', { count: 2 }],
    ['demain 9h-12h toutes les 15 min', { times: ['09:00'], until: '12:00', count: 12 }],
    ['demain 9h à 12', { times: ['09:00'], until: '12:00', count: 12 }],
    ['demain 11h 2 × 20 min', { count: 2, slotMinutes: 20 }],
    ['ouvrir 2 créneaux demain à 11h', { count: 2 }],
    ['deux créneaux de 20 minutes demain à 11:30', { count: 2, slotMinutes: 20, times: ['11:30'] }],
    ['jeudi matin 4 créneaux', { days: ['2026-11-26'], times: ['09:00'], count: 4 }],
    ['JEU. MATIN 4 CRENEAUX', { days: ['2026-11-26'], times: ['09:00'], count: 4 }],
    ['demain 11h et 17h20', { times: ['11:00', '17:20'] }],
    ['2 créneaux demain 11h et 17h20', { times: ['11:00', '17:20'] }],
    ['demain 11h et 17h20 2x15', { times: ['11:00', '17:20'], count: 2 }],
    ['ce soir 18h30', { days: ['2026-11-24'], times: ['18:30'] }],
    ['après-demain 9h-12h', { days: ['2026-11-26'], times: ['09:00'], until: '12:00', count: 12 }],
    ['après-demain de 9h à 12h', { days: ['2026-11-26'], times: ['09:00'], until: '12:00', count: 12 }],
    ['après demain entre 9h et midi', { days: ['2026-11-26'], times: ['09:00'], until: '12:00', count: 12 }],
    ['demain 9-12h 20 min', { times: ['09:00'], until: '12:00', count: 9, slotMinutes: 20 }],
    ['demain 20h-2h 30 min', { times: ['20:00'], until: '02:00', count: 12, slotMinutes: 30 }],
    ['lundi 14h30 3 places de 20 min', { days: ['2026-11-30'], times: ['14:30'], count: 3, slotMinutes: 20 }],
    [
      'tous les jeudis 9h-12h 15 min',
      { days: ['2026-11-26'], rrule: 'FREQ=WEEKLY;BYDAY=TH', times: ['09:00'], until: '12:00', count: 12 },
    ],
    [
      'un lundi sur deux 8h30 2x20',
      { days: ['2026-11-30'], rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', times: ['08:30'], count: 2, slotMinutes: 20 },
    ],
    [
      'une semaine sur deux le lundi et le jeudi matin',
      { days: ['2026-11-26'], rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', times: ['09:00'] },
    ],
    ['lundi et jeudi 11h40', { days: ['2026-11-26', '2026-11-30'], times: ['11:40'] }],
    ['le 26 à 11h', { days: ['2026-11-26'] }],
    ['le 3 à 11h', { days: ['2026-12-03'] }],
    ['jeudi 26 à 11h', { days: ['2026-11-26'] }],
    ['26/11 11h 2x15', { days: ['2026-11-26'], count: 2 }],
    ['jeudi 26 novembre 11h', { days: ['2026-11-26'] }],
    ['le 1er décembre 11h', { days: ['2026-12-01'] }],
    ['le 5 janv. 11h', { days: ['2027-01-05'] }],
    ['mardi en huit 11h', { days: ['2026-12-01'] }],
    ['lundi prochain 11h', { days: ['2026-11-30'] }],
    ['demain après-midi plage de 6 patients', { times: ['14:00'], count: 6, kind: 'range' }],
    ['demain plage 14h-16h 6 patients', { times: ['14:00'], until: '16:00', count: 6, kind: 'range' }],
    ['demain soir 2 en sus', { times: ['18:00'], count: 2, kind: 'en-sus' }],
    ['tous les mardis 11h', { days: ['2026-11-24'], rrule: 'FREQ=WEEKLY;BYDAY=TU' }],
    ['tous les mardis 9h', { days: ['2026-12-01'], rrule: 'FREQ=WEEKLY;BYDAY=TU', times: ['09:00'] }],
    ["les jeudis 11h jusqu'au 30/06", { days: ['2026-11-26'], rrule: 'FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630' }],
    ['chaque jeudi 11h 5 fois', { days: ['2026-11-26'], rrule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=5' }],
    ['le 2e mardi du mois 11h', { days: ['2026-11-24'], rrule: 'FREQ=MONTHLY;BYDAY=2TU' }],
    ['dernier vendredi de chaque mois à 11h', { days: ['2026-11-24'], rrule: 'FREQ=MONTHLY;BYDAY=-1FR' }],
    ['tous les jours 11h à partir du 1er décembre', { days: ['2026-12-01'], rrule: 'FREQ=DAILY' }],
  ])('«%s» is understood', (text, expected) => {
    expect(read(text)).toEqual({ ...SAID, ...expected })
  })

  test.each([
    ['', 'nothing-said', ''],
    ['demain', 'which-hours', ''],
    ['11h', 'which-day', ''],
    ['demain 11', 'not-understood', '11'],
    ['demain 11h banane', 'not-understood', 'banane'],
    ['demain 25h', 'which-hours', '25:00'],
    ['demain matin 15h', 'which-hours', '15:00'],
    ['demain 14h-9h', 'which-hours', '09:00'],
    ['mardi 11h', 'which-day', 'mardi'],
    ['jeudi prochain 11h', 'which-day', 'jeudi'],
    ['le jeudi 11h', 'once-or-again', 'jeudi'],
    ['du lundi au vendredi 9h-12h', 'once-or-again', ''],
    ['vendredi 26 novembre 11h', 'which-day', '26 novembre'],
    ['le 31/02 à 11h', 'which-day', '31/02'],
    ['26/10 11h', 'which-day', '26/10'],
    ['26/10/2026 11h', 'in-the-past', '26/10/2026'],
    ["aujourd'hui 9h", 'in-the-past', '09:00'],
    ['3 créneaux demain 11h et 17h', 'how-many', ''],
    ['demain 9h-12h 4 créneaux', 'how-long', ''],
    ['demain 9h-12h 4x15', 'how-many', ''],
    ['demain 9h-9h10', 'how-long', ''],
    ['demain 11h 2x15 3 places', 'how-many', ''],
    ['demain 11h plage', 'how-many', ''],
    ['tous les jeudis et demain 11h', 'which-day', 'demain'],
  ])('«%s» is asked about: %s', (text, problem, part) => {
    expect(read(text)).toEqual({ problem, part })
  })

  test('becomes openings, each day and each hour', () => {
    const said = { ...SAID, days: ['2026-11-25', '2026-11-26'], times: ['11:00', '17:20'], count: 2 } as const
    expect(draftsOf(said, DRAFT).map(({ day, from, until }) => `${day} ${from}-${until}`)).toEqual([
      '2026-11-25 11:00-11:30',
      '2026-11-25 17:20-17:50',
      '2026-11-26 11:00-11:30',
      '2026-11-26 17:20-17:50',
    ])
    const range = draftsOf({ ...SAID, kind: 'range', count: 6 }, DRAFT)
    expect(range).toMatchObject([{ from: '11:00', until: '12:30', slotMinutes: null, places: 6, kind: 'range' }])
  })

  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((each) => String(each).padStart(2, '0')).join(':'))
  const day = fc.nat(150).map((after) => isoDay(20_782 + after)) // from 2026-11-25
  const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })
  const end = fc.constantFrom('', ';COUNT=5', ';COUNT=120', ';UNTIL=20271231')
  const rrule = fc.oneof(
    fc
      .tuple(fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=11'), weekdays, end)
      .map(([every, on, last]) => `FREQ=WEEKLY${every};BYDAY=${on}${last}`),
    fc
      .tuple(fc.constantFrom(-1, 1, 2, 5), weekdays, end)
      .map(([nth, [on], last]) => `FREQ=MONTHLY;BYDAY=${nth}${on}${last}`),
    end.map((last) => `FREQ=DAILY${last}`),
  )
  const days = fc.oneof(
    fc.uniqueArray(day, { minLength: 1, maxLength: 3 }).map((some) => ({ days: some.sort(), rrule: null })),
    fc.record({ days: day.map((first) => [first]), rrule }),
  )
  const places = fc.record({
    slotMinutes: fc.integer({ min: 5, max: 120 }),
    count: fc.integer({ min: 1, max: 20 }),
    kind: fc.constantFrom('slots' as const, 'range' as const, 'en-sus' as const),
  })
  const hours = fc
    .uniqueArray(time, { minLength: 1, maxLength: 3 })
    .map((some) => ({ times: some.sort(), until: null }))

  test('is said again in words that are read as the same', () => {
    fc.assert(
      fc.property(days, hours, places, (when, at, what) => {
        const said = { ...when, ...at, ...what }
        expect(read(sayOpening(said))).toEqual(said)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is said again with its end', () => {
    const span = fc.tuple(fc.nat(600), fc.integer({ min: 120, max: 600 }))
    const clock = (minutes: number) =>
      [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, '0')).join(':')
    fc.assert(
      fc.property(days, span, places, (when, [from, length], what) => {
        const count = what.kind === 'slots' ? Math.floor(length / what.slotMinutes) : what.count
        const said = { ...when, times: [clock(from)], until: clock(from + length), ...what, count }
        expect(read(sayOpening(said))).toEqual(said)
      }),
    )
  })
})
