import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../time/interval.ts'
import { isStale, mustBeTold, nextReadAt, windowOf } from './calendar-health.ts'

const NOW = 1_795_525_327_000
const fine = { createdAt: NOW - DAY, succeededAt: NOW, troubled: false, failures: 0 }

test.each([
  [{}, false],
  [{ succeededAt: NOW - 30 * MINUTE }, false],
  [{ succeededAt: NOW - 30 * MINUTE - 1 }, true],
  [{ troubled: true }, true],
  [{ succeededAt: null }, true],
  [{ succeededAt: null, createdAt: NOW }, false],
])('a calendar %o is stale: %s', (more, expected) => {
  expect(isStale({ ...fine, ...more }, NOW)).toBe(expected)
})

test.each([
  [{ failures: 2 }, false],
  [{ failures: 3 }, true],
  [{ failures: 1, succeededAt: NOW - 31 * MINUTE }, true],
])('of a calendar %o its owner is told: %s', (more, expected) => {
  expect(mustBeTold({ ...fine, ...more, troubled: true }, NOW)).toBe(expected)
})

test('is read again each five minutes, and later and later while it fails', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 40].map((failures) => (nextReadAt(failures, NOW, 0) - NOW) / MINUTE)
  expect(pauses).toEqual([5, 5, 10, 20, 40, 60, 60])
  expect(nextReadAt(0, NOW, 0.5) - NOW).toBe(4.75 * MINUTE)
})

test('is read from the day before to past the horizon of sixty days, in whole days', () => {
  const { start, end } = windowOf(NOW)
  expect([start % DAY, end % DAY]).toEqual([0, 0])
  expect(NOW - start).toBeGreaterThanOrEqual(DAY)
  expect(end - NOW).toBeGreaterThanOrEqual(68 * DAY)
})
