import { describe, expect, test } from 'vitest'
import type { Group } from './layout.ts'
import { type Line, type Step, settled, stepped } from './stops.ts'

const DAYS = [100, 101, 102]
const group = (day: number, hour: number): Group => {
  const start = day * 1_440 + hour * 60
  return { key: `${start}`, openingId: 'o', day, start, end: start + 60, slots: [] }
}
const LINES: readonly Line[] = [
  { practitioner: { id: 'a' }, groups: [group(100, 9), group(100, 14), group(102, 9)] },
  { practitioner: { id: 'b' }, groups: [group(100, 10)] },
]
const on = (practitionerId: string, day: number, hour?: number) => ({
  practitionerId,
  day,
  key: hour === undefined ? undefined : `${day * 1_440 + hour * 60}`,
})

describe('the focus', () => {
  test.each<[Step, ReturnType<typeof on>, ReturnType<typeof on>]>([
    ['after', on('a', 100, 9), on('a', 100, 14)],
    ['after', on('a', 100, 14), on('a', 101)],
    ['before', on('a', 102, 9), on('a', 101)],
    ['before', on('a', 100, 9), on('a', 100, 9)],
    ['last', on('a', 100, 9), on('a', 102, 9)],
    ['first', on('a', 102, 9), on('a', 100, 9)],
    ['down', on('a', 100, 14), on('b', 100, 10)],
    ['down', on('a', 102, 9), on('b', 102)],
    ['up', on('b', 100, 10), on('a', 100, 9)],
    ['up', on('a', 100, 9), on('a', 100, 9)],
  ])('goes %s', (step, from, to) => {
    expect(stepped(LINES, DAYS, from, step)).toEqual(to)
  })

  test('stays as near as it can when what it was on has gone', () => {
    expect(settled(LINES, DAYS, undefined)).toEqual(on('a', 100, 9))
    expect(settled(LINES, DAYS, on('a', 100, 13))).toEqual(on('a', 100, 14))
    expect(settled(LINES, DAYS, on('a', 200, 9))).toEqual(on('a', 102, 9))
    expect(settled(LINES, DAYS, on('gone', 100, 10))).toEqual(on('a', 100, 9))
    expect(settled([], DAYS, undefined)).toBeUndefined()
  })
})
