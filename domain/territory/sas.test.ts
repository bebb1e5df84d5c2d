import { describe, expect, test } from 'vitest'
import { isActive, type SasEnrolment, sasFor } from './sas.ts'

// CPTS Nord Velay Forez: three departments, three starts, one summer first.
const enrolments: SasEnrolment[] = [
  { sasCode: '42', from: '2022-12-01' },
  { sasCode: '63', from: '2023-10-01' },
  { sasCode: '43', from: '2024-07-01', until: '2025-02-01', season: { from: '07-01', until: '08-31' } },
  { sasCode: '43', from: '2025-02-01' },
]

describe('sasFor', () => {
  test.each([
    ['42', '2022-11-30', undefined],
    ['42', '2022-12-01', '2022-12-01'],
    ['63', '2023-09-30', undefined],
    ['43', '2024-07-15', '2024-07-01'],
    ['43', '2024-09-01', undefined], // the summer is over
    ['43', '2025-02-01', '2025-02-01'],
    ['07', '2026-01-01', undefined],
  ] as const)('department %s on %s: enrolled since %s', (department, day, since) => {
    expect(sasFor(enrolments, department, day)?.from).toBe(since)
  })

  test('follows a season over the new year', () => {
    const winter: SasEnrolment = { sasCode: '73', from: '2020-01-01', season: { from: '12-15', until: '04-15' } }
    expect(isActive(winter, '2026-01-10')).toBe(true)
    expect(isActive(winter, '2026-06-10')).toBe(false)
  })
})
