import { describe, expect, test } from 'vitest'
import { dueAt } from './delay.ts'

const at = (iso: string) => Date.parse(iso)

describe('dueAt', () => {
  test.each([
    ['same-day', '2026-11-24T13:05:00Z', '2026-11-24T23:00:00Z'],
    ['24h', '2026-11-24T13:05:00Z', '2026-11-25T13:05:00Z'],
    ['48h', '2026-11-24T13:05:00Z', '2026-11-26T13:05:00Z'],
    ['same-day', '2026-10-24T23:30:00Z', '2026-10-25T23:00:00Z'], // the day of 25 hours
    ['same-day', '2026-03-29T00:30:00Z', '2026-03-29T22:00:00Z'], // the day of 23 hours
  ] as const)('%s from %s is %s in France', (kind, createdAt, expected) => {
    expect(dueAt({ kind }, at(createdAt), 'Europe/Paris')).toBe(at(expected))
  })

  test('is the wanted time when one was given, and follows the clocks of Réunion', () => {
    expect(dueAt({ kind: 'at', at: 42 }, 0, 'Europe/Paris')).toBe(42)
    expect(dueAt({ kind: 'same-day' }, at('2026-11-24T13:05:00Z'), 'Indian/Reunion')).toBe(at('2026-11-24T20:00:00Z'))
  })
})
