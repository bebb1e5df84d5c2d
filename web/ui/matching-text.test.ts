import { describe, expect, test } from 'vitest'
import { highlight, isSameText } from './matching-text.ts'

describe('what was typed', () => {
  test.each([
    ['Saint-Bonnet-le-Château', 'saint bon', ['', 'Saint-Bon', 'net-le-Château']],
    ['Saint-Bonnet-le-Château', 'CHATEAU', ['Saint-Bonnet-le-', 'Château', '']],
    ['Périgneux', 'peri', ['', 'Péri', 'gneux']],
    ['Usson-en-Forez', 'fo', ['Usson-en-', 'Fo', 'rez']],
    ['Beauzac', 'zac', ['Beau', 'zac', '']],
    ['Beauzac', 'x', ['Beauzac', '', '']],
    ['Beauzac', ' ', ['Beauzac', '', '']],
  ])('in %s, %s is marked', (label, typed, marked) => {
    expect(highlight(label, typed)).toEqual(marked)
  })
  test('is the same whatever the accents and hyphens', () => {
    expect(isSameText('saint bonnet le chateau ', 'Saint-Bonnet-le-Château')).toBe(true)
  })
})
