import { describe, expect, test } from 'vitest'
import { columnName, OFFICIAL_HEADER, readHeader } from './columns.ts'

const names = OFFICIAL_HEADER.split('|').slice(0, -1)
const without = (name: string) => OFFICIAL_HEADER.replace(`${name}|`, '')

describe('the header', () => {
  test('has 56 columns whose simplified names differ', () => {
    expect(new Set(names.map(columnName)).size).toBe(56)
  })

  test('is read as published', () => {
    expect(readHeader(OFFICIAL_HEADER)).toMatchObject({
      columns: {
        count: 56,
        endsWithSeparator: true,
        skills: { type: 13, code: 15 },
        at: { identifier: 1, commune: 36 },
      },
    })
  })

  test.each([
    ['in capitals without accents', OFFICIAL_HEADER.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()],
    [
      'with the older names',
      OFFICIAL_HEADER.replace('Code fonction', 'Code rôle').replaceAll('(coord. structure)', '(structure)'),
    ],
    ['with spaces around and typographic apostrophes', OFFICIAL_HEADER.replaceAll('|', ' | ').replaceAll("'", '’')],
    ['in snake case', names.map((name) => name.replaceAll(' ', '_')).join('|')],
    ['with a new name of a column', OFFICIAL_HEADER.replace('Code commune (coord. structure)', 'Code INSEE commune')],
  ])('is read %s', (_case, line) => {
    expect(readHeader(line)).toMatchObject({
      columns: { count: 56, at: { identifier: 1, familyName: 7, commune: 36 } },
    })
  })

  test('gives columns in another order', () => {
    const line = `${names.toReversed().join('|')}|`
    expect(readHeader(line)).toMatchObject({ columns: { at: { identifierType: 55, identifier: 54 } } })
  })

  test.each(["Nom d'exercice", 'Identifiant PP', 'Code commune (coord. structure)', 'Téléphone (coord. structure)'])(
    'without "%s" names it',
    (name) => {
      expect(readHeader(without(name))).toEqual({ missing: [name], unknown: [] })
    },
  )

  test('tells the name that may stand for the missing one', () => {
    const line = OFFICIAL_HEADER.replace('Code profession|', 'Métier|')
    expect(readHeader(line)).toEqual({ missing: ['Code profession'], unknown: ['Métier'] })
  })

  test('may lack the skills, which newer extractions publish apart', () => {
    expect(readHeader(without('Code savoir-faire'))).toMatchObject({ columns: { skills: undefined, count: 55 } })
  })
})
