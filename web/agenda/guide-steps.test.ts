import { describe, expect, test } from 'vitest'
import { templatesFor } from '../../domain/agenda/templates.ts'
import { type Guide, missingIn, type Step, stepAfter, stepBefore, stepsFor } from './guide-steps.ts'
import {
  countOf,
  draftOf,
  draftOfTemplate,
  movedTo,
  nextStretch,
  openingsFrom,
  outputOf,
  withCount,
  withSlotMinutes,
} from './opening-draft.ts'

const TUESDAY = '2026-11-24'
const PLACE = '00000000-0000-4000-8000-000000000000'
const usual = (profession = '10') => draftOfTemplate(templatesFor(profession)[0], PLACE)
const guide = (part: Partial<Guide> = {}): Guide => ({
  step: 'model',
  templateId: 'two-and-two',
  opening: usual(),
  weeklyCap: '',
  dailyCap: '',
  ...part,
})

describe('the guided path', () => {
  test('asks where only of somebody who practises in several places, and goes back as it came', () => {
    expect(stepsFor(1)[0]).toBe('model')
    const steps = stepsFor(2)
    expect(steps).toHaveLength(8)
    expect(stepAfter(steps, 'where')).toBe('model')
    expect(stepBefore(steps, 'model')).toBe('where')
    expect(stepBefore(steps, 'where')).toBeUndefined()
    expect(stepAfter(steps, 'check')).toBe('check')
  })

  test.each(['10', '21', '40', '50', '60', '70'])('needs nothing to be typed by profession %s', (profession) => {
    const begun = guide({ opening: usual(profession) })
    expect(stepsFor(2).map((step) => missingIn(step, begun, TUESDAY))).toEqual(Array(8).fill(undefined))
    for (const opening of openingsFrom(begun.opening, TUESDAY)) expect(() => outputOf(opening)).not.toThrow()
  })

  test.each<[Step, object, string]>([
    ['days', { weekdays: [] }, 'weekday'],
    ['days', { until: '2026-11-01' }, 'until'],
    ['hours', { hours: [{ from: '', until: '12:00' }] }, 'hours'],
    ['hours', { hours: [{ from: '11:30', until: '11:35' }] }, 'hours-too-short'],
    ['whom', { visibility: [] }, 'audience'],
    ['whom', { minAgeYears: '16', maxAgeYears: '6' }, 'ages'],
    ['where', { locationId: '' }, 'place'],
  ])('does not leave %s with %j', (step, part, missing) => {
    expect(missingIn(step, guide({ opening: { ...usual(), ...part } }), TUESDAY)).toBe(missing)
  })
})

describe('an opening being filled in', () => {
  test('is one opening for each stretch of hours, from the first day of its rhythm', () => {
    const openings = openingsFrom({ ...usual(), weekdays: [1, 4] }, TUESDAY)
    expect(openings.map(({ day, from, until }) => `${day} ${from} ${until}`)).toEqual([
      '2026-11-26 11:30 12:00',
      '2026-11-26 17:30 18:00',
    ])
    expect(openings[0]?.recurrence?.rrule).toBe('FREQ=WEEKLY;BYDAY=MO,TH')
  })

  test('keeps how many places when their length changes', () => {
    const longer = withSlotMinutes(usual(), 20)
    expect(longer.hours[0]).toEqual({ from: '11:30', until: '12:10' })
  })

  test('counts places and moves hours by the clock', () => {
    expect(countOf({ from: '11:30', until: '12:00' }, 15)).toBe(2)
    expect(countOf({ from: '22:00', until: '02:00' }, 60)).toBe(4)
    expect(withCount({ from: '23:30', until: '' }, 3, 30)).toEqual({ from: '23:30', until: '01:00' })
    expect(movedTo({ from: '11:30', until: '12:00' }, '08:00')).toEqual({ from: '08:00', until: '08:30' })
    expect(nextStretch([{ from: '11:30', until: '12:00' }])).toEqual({ from: '13:00', until: '13:30' })
  })

  test('reads an opening back as it was filled in', () => {
    const filled = { ...usual(), until: '2027-06-30', minAgeYears: '6', maxAgeYears: '15', reasons: 'toux, fièvre' }
    const [opening] = openingsFrom(filled, TUESDAY).map(outputOf)
    const read = opening && draftOf({ ...opening, id: PLACE, seriesId: PLACE, zone: 'Europe/Paris' })
    expect(read).toMatchObject({
      repeats: 'week',
      weekdays: [1, 2, 3, 4, 5],
      until: '2027-06-30',
      minAgeYears: '6',
      maxAgeYears: '15',
      reasons: 'toux, fièvre',
    })
    expect(opening?.maxAgeMonths).toBe(15 * 12 + 11)
  })
})
