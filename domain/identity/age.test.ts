import { expect, test } from 'vitest'
import { ageMonthsOn } from './age.ts'

test.each([
  ['1955-03-10', '2026-11-24', 860],
  ['2026-11-24', '2026-11-24', 0],
  ['2026-10-25', '2026-11-24', 0],
  ['2026-10-24', '2026-11-24', 1],
  ['2026-11-25', '2026-11-24', undefined],
  ['1890-01-01', '2026-11-24', undefined],
] as const)('born on %s, on %s: %s months', (birthDate, day, months) => {
  expect(ageMonthsOn(birthDate, day)).toBe(months)
})
