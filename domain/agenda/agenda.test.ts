import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IsoDay } from '../time/dated.ts'
import { MINUTE } from '../time/interval.ts'
import { instantAt, wallTime } from '../time/wall-clock.ts'
import { habitOf } from './habit.ts'
import { materialise, type OpeningWish, openingsOf, overlapAmong, overlaps } from './materialise.ts'

const ZONE = 'Europe/Paris'
const WISH: OpeningWish = { day: '2026-11-25', times: ['11:40'], minutes: 15, kind: 'slots', places: 1 }
const opened = (wish: OpeningWish) => openingsOf(wish, (time) => instantAt(wish.day, time, ZONE))
const slotsOf = (wish: Partial<OpeningWish>) => opened({ ...WISH, ...wish }).openings.flatMap(materialise)
const inWords = (wish: Partial<OpeningWish>) =>
  slotsOf(wish).map(({ start, end, capacity }) => `${wallTime(start, ZONE)}-${wallTime(end, ZONE)} ×${capacity}`)

describe('opening places', () => {
  test.each<[string, Partial<OpeningWish>, string[]]>([
    ['one place', {}, ['11:40-11:55 ×1']],
    ['two hours, whatever their order', { times: ['17:20', '11:40'] }, ['11:40-11:55 ×1', '17:20-17:35 ×1']],
    ['an hour said twice', { times: ['11:40', '11:40'] }, ['11:40-11:55 ×1']],
    ['three in a row', { places: 3, minutes: 20 }, ['11:40-12:00 ×1', '12:00-12:20 ×1', '12:20-12:40 ×1']],
    ['a range', { kind: 'range', minutes: 120, places: 6 }, ['11:40-13:40 ×6']],
    ['patients en sus', { kind: 'en-sus', minutes: 60, places: 2 }, ['11:40-12:40 ×2']],
    [
      'the hour that comes twice',
      { day: '2026-10-25', times: ['02:45'], places: 2 },
      ['02:45-02:00 ×1', '02:00-02:15 ×1'],
    ],
    [
      'over the spring change',
      { day: '2026-03-29', times: ['01:45'], places: 2 },
      ['01:45-03:00 ×1', '03:00-03:15 ×1'],
    ],
  ])('gives %s', (_, wish, slots) => {
    expect(inWords(wish)).toEqual(slots)
  })

  test('tells the hours that do not exist on that day', () => {
    const wish = { ...WISH, day: '2026-03-29' as const, times: ['02:30', '09:00'] }
    expect(opened(wish)).toMatchObject({ missing: ['02:30'], openings: [{ slotMinutes: 15 }] })
  })

  test('tells two ordinary places of the same minute, and lets a range stand over them', () => {
    const close = (kind: OpeningWish['kind']) => opened({ ...WISH, kind, times: ['11:40', '11:50'] }).openings
    expect(overlapAmong(close('slots'))).toBe(true)
    expect(overlapAmong(close('range'))).toBe(false)
  })

  const days: IsoDay[] = ['2026-03-28', '2026-03-29', '2026-10-25', '2026-11-25']
  const anyWish = fc.record({
    day: fc.constantFrom(...days),
    times: fc.array(
      fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
      { minLength: 1, maxLength: 8 },
    ),
    minutes: fc.integer({ min: 5, max: 240 }),
    kind: fc.constantFrom('slots' as const, 'range' as const, 'en-sus' as const),
    places: fc.integer({ min: 1, max: 50 }),
  })

  test('conserves capacity and minutes, and no slot of an opening overlaps another, on any day', () => {
    fc.assert(
      fc.property(anyWish, (wish) => {
        const { openings, missing } = opened(wish)
        expect(openings.length + missing.length).toBe(new Set(wish.times).size)
        for (const opening of openings) {
          const slots = materialise(opening)
          expect(slots.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(wish.places)
          expect(slots.every(({ start, end }) => end - start === wish.minutes * MINUTE)).toBe(true)
          expect(slots.some((one, index) => slots.slice(index + 1).some((other) => overlaps(one, other)))).toBe(false)
          expect([slots.at(0)?.start, slots.at(-1)?.end]).toEqual([opening.start, opening.end])
          expect(wish.times).toContain(wallTime(opening.start, ZONE))
        }
      }),
    )
  })
})

describe('a habit', () => {
  const at = (text: string) => Date.parse(text)

  test('is the hours opened most often, as many as usual on that day', () => {
    const starts = [
      at('2026-11-04T11:40+01:00'),
      at('2026-11-04T17:20+01:00'),
      at('2026-11-11T11:40+01:00'),
      at('2026-11-11T16:00+01:00'),
      at('2026-11-18T11:40+01:00'),
      at('2026-11-18T17:20+01:00'),
      at('2026-11-20T09:00+01:00'),
    ]
    expect(habitOf(starts, ZONE)).toEqual([
      { weekday: 3, time: '11:40' },
      { weekday: 3, time: '17:20' },
      { weekday: 5, time: '09:00' },
    ])
  })

  test('is by the clock of the place, on both sides of a change', () => {
    const starts = [at('2026-10-21T11:40+02:00'), at('2026-10-28T11:40+01:00')]
    expect(habitOf(starts, ZONE)).toEqual([{ weekday: 3, time: '11:40' }])
  })

  test('of somebody who opened nothing is empty', () => {
    expect(habitOf([], ZONE)).toEqual([])
  })
})
