import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TeamSlot } from '../../contract/team.ts'
import {
  type Axis,
  axisLength,
  DAY_MINUTES,
  dayNumber,
  dayOfWall,
  dragged,
  fromPx,
  groupSlots,
  hoursFor,
  isoDay,
  isShown,
  lanesOf,
  STEP,
  stretch,
  timeOfWall,
  toPx,
  visibleDays,
  visibleRows,
  wallClock,
} from './layout.ts'

const PARIS = wallClock('Europe/Paris')
const MONDAY = dayNumber('2026-11-23')
const BASE: TeamSlot = {
  id: 's',
  openingId: 'o',
  startsAt: '',
  endsAt: '',
  kind: 'slots',
  capacity: 1,
  free: 1,
  held: 0,
  booked: 0,
  state: 'shared',
}
const slot = (openingId: string, startsAt: string, minutes = 15): TeamSlot => ({
  ...BASE,
  id: `${openingId} ${startsAt}`,
  openingId,
  startsAt: new Date(Date.parse(startsAt)).toISOString(),
  endsAt: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString(),
})
const shape = (slots: TeamSlot[]) =>
  groupSlots(slots, PARIS).map(({ openingId, day, start, end, slots: own }) => [
    openingId,
    isoDay(day),
    timeOfWall(start),
    timeOfWall(end),
    own.length,
  ])

describe('the slots of an occurrence', () => {
  test('are one group, in wall time', () => {
    expect(
      shape([slot('o', '2026-11-24T08:15Z'), slot('o', '2026-11-24T08:00Z'), slot('p', '2026-11-24T08:00Z', 30)]),
    ).toEqual([
      ['o', '2026-11-24', '09:00', '09:30', 2],
      ['p', '2026-11-24', '09:00', '09:30', 1],
    ])
  })

  test('stay one group over a busy hour, and are two over a whole half-day', () => {
    expect(shape([slot('o', '2026-11-24T08:00Z'), slot('o', '2026-11-24T10:00Z')])).toHaveLength(1)
    expect(shape([slot('o', '2026-11-24T05:00Z'), slot('o', '2026-11-24T21:00Z')])).toHaveLength(2)
  })

  test('go on over midnight, and the same hour of the next day is another group', () => {
    expect(shape([slot('o', '2026-11-24T22:45Z'), slot('o', '2026-11-24T23:00Z')])).toEqual([
      ['o', '2026-11-24', '23:45', '00:15', 2],
    ])
    expect(shape([slot('o', '2026-11-24T08:00Z'), slot('o', '2026-11-25T08:00Z')])).toHaveLength(2)
  })

  test('are drawn by the clock on the days that change', () => {
    expect(shape([slot('o', '2026-10-25T00:30Z'), slot('o', '2026-10-25T02:30Z')])).toEqual([
      ['o', '2026-10-25', '02:30', '03:45', 2],
    ])
    expect(shape([slot('o', '2026-03-29T00:45Z', 30)])).toEqual([['o', '2026-03-29', '01:45', '03:15', 1]])
  })
})

const axes = fc
  .record({
    first: fc.integer({ min: MONDAY, max: MONDAY + 400 }),
    count: fc.integer({ min: 1, max: 7 }),
    from: fc.integer({ min: 0, max: 10 }),
    hours: fc.integer({ min: 6, max: 14 }),
    pxPerHour: fc.integer({ min: 30, max: 120 }),
  })
  .map(
    ({ first, count, from, hours, pxPerHour }): Axis => ({
      days: Array.from({ length: count }, (_, index) => first + index),
      fromMinute: from * 60,
      untilMinute: (from + hours) * 60,
      pxPerMinute: pxPerHour / 60,
    }),
  )
const minuteOn = (axis: Axis) =>
  fc
    .record({
      day: fc.constantFrom(...axis.days),
      minute: fc.integer({ min: axis.fromMinute, max: axis.untilMinute - 1 }),
    })
    .map(({ day, minute }) => day * DAY_MINUTES + minute)
const onAxis = axes.chain((axis) => fc.tuple(fc.constant(axis), minuteOn(axis)))

describe('the axis', () => {
  test('goes from 7 to 21, and further when something lies outside', () => {
    const at = (from: number, until: number) => ({
      start: MONDAY * DAY_MINUTES + from,
      end: MONDAY * DAY_MINUTES + until,
    })
    expect(hoursFor([])).toEqual({ fromMinute: 420, untilMinute: 1260 })
    expect(hoursFor([at(390, 500), at(1200, 1270)])).toEqual({ fromMinute: 360, untilMinute: 1320 })
    expect(hoursFor([at(1430, 1500)])).toEqual({ fromMinute: 0, untilMinute: 1440 })
  })

  test('gives back every minute that it draws', () => {
    fc.assert(
      fc.property(onAxis, ([axis, wall]) => {
        expect(fromPx(axis, toPx(axis, wall))).toBe(wall)
      }),
    )
  })

  test('draws nothing outside, and no minute before an earlier one', () => {
    const some = axes.chain((axis) =>
      fc.tuple(fc.constant(axis), fc.integer({ min: -3000, max: 14_000 }), fc.integer({ min: 1, max: 900 })),
    )
    fc.assert(
      fc.property(some, ([axis, offset, length]) => {
        const start = (axis.days[0] ?? 0) * DAY_MINUTES + offset
        const { at, size } = stretch(axis, start, start + length)
        expect(at).toBeGreaterThanOrEqual(0)
        if (isShown(axis, start, start + length)) expect(at + size).toBeLessThanOrEqual(axisLength(axis) + 0.01)
        expect(toPx(axis, start + length)).toBeGreaterThanOrEqual(at - 0.01)
      }),
    )
  })
})

describe('groups', () => {
  test('keep every slot exactly once', () => {
    const slots = fc.array(
      fc.record({
        opening: fc.constantFrom('a', 'b', 'c'),
        minute: fc.integer({ min: 0, max: 4000 }),
        length: fc.integer({ min: 5, max: 240 }),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(slots, (all) => {
        const made = all.map(({ opening, minute, length }, index) => ({
          ...slot(opening, new Date(Date.parse('2026-10-24T00:00Z') + minute * 60_000).toISOString(), length),
          id: `${index}`,
        }))
        const groups = groupSlots(made, PARIS)
        const drawn = groups.flatMap((group) => group.slots.map((one) => one.slot.id))
        expect(drawn.sort()).toEqual(made.map(({ id }) => id).sort())
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
        for (const group of groups)
          for (const one of group.slots) {
            expect(one.slot.openingId).toBe(group.openingId)
            expect(one.start).toBeGreaterThanOrEqual(group.start)
            expect(one.end).toBeLessThanOrEqual(group.end)
          }
      }),
    )
  })

  test('never cover each other in a lane', () => {
    const stretches = fc
      .array(fc.record({ at: fc.integer({ min: 0, max: 1000 }), size: fc.integer({ min: 1, max: 200 }) }))
      .map((all) => all.sort((one, other) => one.at - other.at))
    fc.assert(
      fc.property(stretches, (all) => {
        const lanes = lanesOf(all)
        for (const lane of new Set(lanes)) {
          const own = all.filter((_, index) => lanes[index] === lane)
          own.slice(1).forEach(({ at }, index) => {
            const before = own[index]
            expect((before?.at ?? 0) + Math.max(24, before?.size ?? 0)).toBeLessThanOrEqual(at + 0.01)
          })
        }
      }),
    )
  })
})

describe('what is in view', () => {
  test('are the rows and days that touch the window, and no others', () => {
    const rows = fc.array(fc.integer({ min: 40, max: 160 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 100, max: 900 }),
        (heights, from, length) => {
          const tops = [0]
          for (const height of heights) tops.push((tops.at(-1) ?? 0) + height)
          const { first, last } = visibleRows(tops, from, length, 0)
          heights.forEach((_, index) => {
            const touches = (tops[index + 1] ?? 0) > from && (tops[index] ?? 0) <= from + length
            expect(index >= first && index <= last).toBe(touches)
          })
        },
      ),
    )
  })

  test.each([
    [0, 1000, { first: 0, last: 1 }],
    [1500, 400, { first: 2, last: 2 }],
    [4000, 1000, { first: 5, last: 6 }],
  ])('from %i px on, over %i px', (from, length, expected) => {
    const axis = { days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 420, untilMinute: 1260, pxPerMinute: 0.8 }
    expect(visibleDays(axis, from, length, 0)).toEqual(expected)
  })
})

describe('a drag', () => {
  const held = onAxis.chain(([axis, wall]) => {
    const room = dayOfWall(wall) * DAY_MINUTES + axis.untilMinute - wall
    return fc.tuple(
      fc.constant(axis),
      fc.integer({ min: 1, max: room }).map((length) => ({ start: wall, end: wall + length })),
      fc.integer({ min: -4000, max: 4000 }),
    )
  })

  test('that moves keeps the length, falls on five minutes or the edge, and stays on the axis', () => {
    fc.assert(
      fc.property(held, ([axis, group, by]) => {
        const { start, end } = dragged(axis, group, 'move', by)
        expect(end - start).toBe(group.end - group.start)
        expect(isShown(axis, start, end)).toBe(true)
        expect(start % STEP === 0 || end % 60 === 0).toBe(true)
        expect(dayOfWall(start)).toBe(dayOfWall(end - 1))
      }),
    )
  })

  test('of an end leaves the other where it is', () => {
    fc.assert(
      fc.property(held, ([axis, group, by]) => {
        expect(dragged(axis, group, 'start', by).end).toBe(group.end)
        expect(dragged(axis, group, 'end', by).start).toBe(group.start)
        for (const grip of ['start', 'end'] as const) {
          const { start, end } = dragged(axis, group, grip, by)
          expect(end - start).toBeGreaterThan(0)
        }
      }),
    )
  })
})
