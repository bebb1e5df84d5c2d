import { describe, expect, test } from 'vitest'
import type { IsoDay } from './dated.ts'
import { type HolidayRegion, holidayRegionOf, isPublicHoliday, publicHolidays } from './holidays.ts'

const daysOf = (year: number, region: HolidayRegion) => publicHolidays(year, region).map(({ day }) => day)

describe('the public holidays', () => {
  test('are eleven in most of the country, in order', () => {
    expect(daysOf(2026, 'FR')).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ])
  })

  test.each([
    [1943, '1943-04-26'],
    [1954, '1954-04-19'],
    [1981, '1981-04-20'],
    [2000, '2000-04-24'],
    [2008, '2008-03-24'],
    [2024, '2024-04-01'],
    [2025, '2025-04-21'],
    [2027, '2027-03-29'],
    [2038, '2038-04-26'],
    [2049, '2049-04-19'],
    [2076, '2076-04-20'],
  ])('follow Easter: in %d its Monday is %s', (year, day) => {
    expect(publicHolidays(year, 'FR')).toContainEqual({ day, name: 'easter-monday' })
  })

  test('keep two of one day apart: Ascension on 8 May 2008 is 1 May', () => {
    expect(publicHolidays(2008, 'FR').filter(({ day }) => day === '2008-05-01')).toHaveLength(2)
  })

  test.each([
    ['FR-ALSACE-MOSELLE', '2026-04-03', 'good-friday'],
    ['FR-ALSACE-MOSELLE', '2026-12-26', 'saint-stephen'],
    ['FR-971', '2026-05-27', 'abolition-of-slavery'],
    ['FR-972', '2026-05-22', 'abolition-of-slavery'],
    ['FR-973', '2026-06-10', 'abolition-of-slavery'],
    ['FR-974', '2026-12-20', 'abolition-of-slavery'],
    ['FR-976', '2026-04-27', 'abolition-of-slavery'],
    ['FR-977', '2026-10-09', 'abolition-of-slavery'],
    ['FR-978', '2026-05-28', 'abolition-of-slavery'],
  ] as const)('of %s have %s besides', (region, day, name) => {
    expect(publicHolidays(2026, region)).toContainEqual({ day, name })
    expect(isPublicHoliday(day, region)).toBe(true)
    expect(isPublicHoliday(day, 'FR')).toBe(false)
  })

  test('are no other days', () => {
    expect(isPublicHoliday('2026-07-13' satisfies IsoDay, 'FR')).toBe(false)
  })

  test.each([
    ['42218', 'FR'],
    ['2A004', 'FR'],
    ['57463', 'FR-ALSACE-MOSELLE'],
    ['67482', 'FR-ALSACE-MOSELLE'],
    ['68224', 'FR-ALSACE-MOSELLE'],
    ['97105', 'FR-971'],
    ['97411', 'FR-974'],
    ['97502', 'FR'],
    ['97801', 'FR-978'],
  ])('of commune %s are those of %s', (commune, region) => {
    expect(holidayRegionOf(commune)).toBe(region)
  })
})
