import { describe, expect, test } from 'vitest'
import { monthsOf, spokenAge } from './age.ts'

const today = new Date('2026-11-24T12:00:00Z')

describe('the age that a caller says', () => {
  test.each([
    ['6 ans', { ageMonths: 72 }],
    ['6', { ageMonths: 72 }],
    ['18 mois', { ageMonths: 18 }],
    ['18m', { ageMonths: 18 }],
    ['3 semaines', { ageMonths: 0 }],
    ['12/05/1984', { birthDate: '1984-05-12' }],
    ['12051984', { birthDate: '1984-05-12' }],
    ['1/02/2020', { birthDate: '2020-02-01' }],
    ['31/02/1984', undefined],
    ['12/05/2084', undefined],
    ['140 ans', undefined],
    ['vieux', undefined],
    ['', undefined],
  ])('%s is %o', (text, expected) => {
    expect(spokenAge(text, today)).toEqual(expected)
  })

  test.each([
    ['1984-11-24', 504],
    ['1984-11-25', 503],
    ['2026-11-24', 0],
  ])('born on %s makes %i months', (birthDate, expected) => {
    expect(monthsOf({ birthDate }, today)).toBe(expected)
  })
})
