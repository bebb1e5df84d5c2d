import { describe, expect, test } from 'vitest'
import { occurrencesOf } from '../time/recurrence.ts'
import { wallTime } from '../time/wall-clock.ts'
import type { Agenda } from './agenda.ts'
import { type AgendaChange, applyChange } from './change.ts'
import type { OpeningDraft, Reach } from './draft.ts'
import { wantedSlots } from './materialise.ts'
import { by, contextAt, DRAFT, EMPTY, PARIS } from './test-agenda.ts'

const at = (iso: string) => Date.parse(iso)
/** A Sunday. */
const NOW = at('2026-11-22T10:00+01:00')

function history(...changes: AgendaChange[]) {
  const context = contextAt(NOW)
  let agenda: Agenda = EMPTY
  let conflicts: string[] = []
  let touched: { openings: readonly string[]; absences: readonly string[] } = { openings: [], absences: [] }
  for (const change of changes) {
    const applied = applyChange(agenda, change, context)
    agenda = applied.agenda
    touched = applied.touched
    conflicts = [...conflicts, ...applied.conflicts.map(({ code }) => code)]
  }
  return { agenda, conflicts, touched }
}

const opening = (draft: Partial<OpeningDraft>): AgendaChange => ({ kind: 'open', openings: [{ ...DRAFT, ...draft }] })
const WEEKLY = opening({ recurrence: by('FREQ=WEEKLY;BYDAY=TH') })
const edit = (reach: Reach, day: string, draft: Partial<OpeningDraft>): AgendaChange => ({
  kind: 'edit',
  openingId: 'id000001',
  reach,
  day,
  opening: { ...DRAFT, recurrence: by('FREQ=WEEKLY;BYDAY=TH'), day, ...draft },
})
const occurrences = ({ openings }: Agenda) =>
  openings
    .flatMap((each) => occurrencesOf(each, { start: NOW, end: at('2026-12-21T00:00+01:00') }))
    .sort((one, other) => one.start - other.start)
    .map(({ day, start, end }) => `${day.slice(5)} ${wallTime(start, PARIS)}-${wallTime(end, PARIS)}`)
const rules = ({ openings }: Agenda) => openings.map(({ id, seriesId, rrule }) => `${id} ${seriesId} ${rrule}`)

describe('a change of the agenda', () => {
  test('opens', () => {
    const { agenda, conflicts, touched } = history(WEEKLY)
    expect(occurrences(agenda)).toEqual(
      ['26', '03', '10', '17'].map((day) => `${day === '26' ? 11 : 12}-${day} 09:00-12:00`),
    )
    expect(conflicts).toEqual([])
    expect(touched).toEqual({ openings: ['id000001'], absences: [] })
  })

  test('opens until the next morning', () => {
    expect(occurrences(history(opening({ from: '20:00', until: '02:00' })).agenda)).toEqual(['11-26 20:00-02:00'])
  })

  test('begins a rule where it first occurs', () => {
    const { agenda } = history(opening({ day: '2026-11-24', recurrence: by('FREQ=WEEKLY;BYDAY=TH') }))
    expect(agenda.openings[0]?.start).toBe(at('2026-11-26T09:00+01:00'))
  })

  test.each<[string, Partial<OpeningDraft>, string]>([
    ['an hour that does not exist', { day: '2027-03-28', from: '02:30' }, 'time-does-not-exist'],
    ['what is past', { day: '2026-11-20' }, 'opening-in-the-past'],
    ['a rule that is over', { day: '2026-11-02', recurrence: by('FREQ=DAILY;COUNT=3') }, 'opening-in-the-past'],
    ['a rule of hours', { recurrence: by('FREQ=HOURLY') }, 'nothing-to-open'],
    ['a rule that ends before it begins', { recurrence: by('FREQ=DAILY;UNTIL=20261101') }, 'nothing-to-open'],
    ['less than a slot', { until: '09:10' }, 'nothing-to-open'],
    ['one slot of a whole day', { until: '09:00', slotMinutes: null }, 'nothing-to-open'],
  ])('does not open %s', (_, draft, code) => {
    expect(history(opening(draft)).conflicts).toEqual([code])
  })

  test('edits one occurrence: a new opening of the same series', () => {
    const { agenda, touched } = history(
      WEEKLY,
      edit('one', '2026-12-03', { day: '2026-12-04', from: '14:00', until: '15:00' }),
    )
    expect(occurrences(agenda)).toEqual([
      '11-26 09:00-12:00',
      '12-04 14:00-15:00',
      '12-10 09:00-12:00',
      '12-17 09:00-12:00',
    ])
    expect(rules(agenda)).toEqual(['id000001 id000001 FREQ=WEEKLY;BYDAY=TH', 'id000002 id000001 null'])
    expect(touched.openings).toEqual(['id000001', 'id000002'])
  })

  test('edits an occurrence and the following: the series ends before', () => {
    const { agenda } = history(WEEKLY, edit('following', '2026-12-10', { from: '14:00', until: '15:00' }))
    expect(occurrences(agenda)).toEqual([
      '11-26 09:00-12:00',
      '12-03 09:00-12:00',
      '12-10 14:00-15:00',
      '12-17 14:00-15:00',
    ])
    expect(rules(agenda)).toEqual([
      'id000001 id000001 FREQ=WEEKLY;BYDAY=TH;UNTIL=20261209',
      'id000002 id000001 FREQ=WEEKLY;BYDAY=TH',
    ])
  })

  test.each<[string, string, string, string, string[]]>([
    ['the day of a week', 'FREQ=WEEKLY;BYDAY=TH', '2026-12-03', '2026-12-04', ['11-27', '12-04', '12-11', '12-18']],
    [
      'one of two days',
      'FREQ=WEEKLY;BYDAY=TU,TH',
      '2026-12-03',
      '2026-12-04',
      ['11-27', '12-01', '12-04', '12-08', '12-11', '12-15', '12-18'],
    ],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', '2026-12-10', '2026-12-08', ['11-24', '12-08']],
    ['to the week after', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', '2026-12-10', '2026-12-17', ['12-03', '12-17']],
    ['the last, with its end', 'FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203', '2026-12-03', '2026-12-05', ['11-28', '12-05']],
    ['a count', 'FREQ=WEEKLY;COUNT=2', '2026-12-03', '2026-12-02', ['11-25', '12-02']],
    ['days', 'FREQ=DAILY;INTERVAL=10', '2026-12-06', '2026-12-07', ['11-27', '12-07', '12-17']],
    ['the second Thursday of a month', 'FREQ=MONTHLY;BYDAY=2TH', '2026-12-10', '2026-12-09', ['12-09']],
    ['a date', 'FREQ=MONTHLY;BYMONTHDAY=26', '2026-11-26', '2026-11-30', ['11-30']],
  ])('moves all of them: %s', (_, rrule, day, to, days) => {
    const { agenda, conflicts } = history(
      opening({ recurrence: by(rrule) }),
      edit('all', day, { day: to, recurrence: by(rrule) }),
    )
    expect(conflicts).toEqual([])
    expect(occurrences(agenda).map((each) => each.slice(0, 5))).toEqual(days)
    expect(agenda.openings.map(({ id }) => id)).toEqual(['id000001'])
  })

  test('takes a rule that is given as it is, in step with the day that was edited', () => {
    const { agenda } = history(WEEKLY, edit('all', '2026-12-03', { recurrence: by('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH') }))
    expect(occurrences(agenda).map((each) => each.slice(0, 5))).toEqual(['12-03', '12-17'])
  })

  test('says when no rule moves like that', () => {
    const rrule = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'
    const { conflicts } = history(
      opening({ recurrence: by(rrule) }),
      edit('all', '2026-11-30', { day: '2026-11-29', recurrence: by(rrule) }),
    )
    expect(conflicts).toEqual(['nothing-to-open'])
  })

  test('leaves what was edited apart as it is when all the others move', () => {
    const { agenda, conflicts } = history(
      WEEKLY,
      edit('one', '2026-12-03', { from: '18:00', until: '19:00' }),
      edit('all', '2026-12-10', { day: '2026-12-11' }),
    )
    expect(occurrences(agenda)).toEqual([
      '11-27 09:00-12:00',
      '12-03 18:00-19:00',
      '12-11 09:00-12:00',
      '12-18 09:00-12:00',
    ])
    expect(conflicts).toEqual([])
  })

  test('does not put two of a series at one time', () => {
    const range = { kind: 'range' as const, slotMinutes: null, places: 4 }
    const { conflicts } = history(
      opening({ ...range, recurrence: by('FREQ=WEEKLY;BYDAY=TH') }),
      edit('one', '2026-12-03', { ...range, day: '2026-12-10' }),
    )
    expect(conflicts).toEqual(['places-overlap'])
  })

  test.each<[Reach, string, string[]]>([
    ['one', '2026-12-03', ['11-26', '12-10', '12-16', '12-17']],
    ['following', '2026-12-10', ['11-26', '12-03']],
    ['following', '2026-11-26', []],
    ['all', '2026-12-10', []],
  ])('removes %s from %s', (reach, day, days) => {
    const moved = edit('one', '2026-12-17', { day: '2026-12-16' })
    const changes = reach === 'one' ? [WEEKLY, opening({ day: '2026-12-16' })] : [WEEKLY, moved]
    const { agenda } = history(...changes, { kind: 'remove', openingId: 'id000001', reach, day })
    expect(occurrences(agenda).map((each) => each.slice(0, 5))).toEqual(days)
  })

  test('of what is not there is refused', () => {
    const remove = { kind: 'remove', openingId: 'id000001', reach: 'one', day: '2026-11-27' } as const
    expect(history(WEEKLY, remove).conflicts).toEqual(['nothing-to-open'])
    expect(history(WEEKLY, { ...remove, openingId: 'other' }).conflicts).toEqual(['nothing-to-open'])
    expect(history(WEEKLY, edit('one', '2026-11-27', {})).conflicts).toEqual(['nothing-to-open'])
  })

  const away = (until: string | null): AgendaChange => ({
    kind: 'absent',
    absence: {
      locationId: null,
      from: { day: '2026-11-30', time: '00:00' },
      until: until === null ? null : { day: until, time: '00:00' },
      recurrence: null,
    },
  })
  const back = (reach: Reach, day: string | null): AgendaChange => ({
    kind: 'present',
    absenceId: 'id000002',
    reach,
    day,
  })
  test.each<[string, AgendaChange[], string[]]>([
    ['for two weeks', [away('2026-12-14')], ['11-26', '12-17']],
    ['nobody knows until when', [away(null)], ['11-26']],
    ['and back', [away('2026-12-14'), back('all', null)], ['11-26', '12-03', '12-10', '12-17']],
    ['and back on a day', [away(null), back('following', '2026-12-10')], ['11-26', '12-10', '12-17']],
    ['but for a day', [away('2026-12-14'), back('one', '2026-12-03')], ['11-26', '12-03', '12-17']],
  ])('is absent %s', (_, changes, days) => {
    const { agenda } = history(WEEKLY, ...changes)
    const slots = wantedSlots(agenda, { start: NOW, end: at('2026-12-21T00:00+01:00') })
    const found = [...new Set(slots.map(({ start }) => new Date(start).toISOString().slice(5, 10)))]
    expect(found).toEqual(days)
  })

  test('copies a week: what is not there yet, and not what is past', () => {
    const { agenda, conflicts } = history(WEEKLY, opening({ day: '2026-11-24', from: '14:00', until: '15:00' }), {
      kind: 'copy-week',
      from: '2026-11-29',
      to: '2026-12-01',
    })
    expect(conflicts).toEqual([])
    expect(occurrences(agenda).slice(0, 4)).toEqual([
      '11-24 14:00-15:00',
      '11-26 09:00-12:00',
      '12-01 14:00-15:00',
      '12-03 09:00-12:00',
    ])
    expect(agenda.openings).toHaveLength(3)
    const past = { kind: 'copy-week', from: '2026-11-26', to: '2026-11-19' } as const
    expect(history(opening({}), past).conflicts).toEqual(['nothing-to-open'])
  })
})
