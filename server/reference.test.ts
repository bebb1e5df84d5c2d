import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Commune } from '../domain/territory/commune.ts'
import { searchCommunes } from '../domain/territory/commune-search.ts'
import { forgivenLetters, placeWords } from '../domain/territory/spelling.ts'
import { loadReference } from './reference.ts'

const reference = loadReference(join(import.meta.dirname, '../reference'))
const { index } = reference

const anyCommune = fc.nat({ max: index.communes.length - 1 }).map((number) => {
  const commune = index.communes[number]
  if (!commune) throw new Error(`No commune ${number}`)
  return commune
})
const isFound = (text: string, code: string) =>
  searchCommunes(index, text, { limit: index.communes.length }).some(({ commune }) => commune.code === code)

describe('the communes', () => {
  test('are those of the whole country, each with a code, a name and a position', () => {
    expect(index.communes.length).toBeGreaterThan(34_900)
    expect(new Set(index.communes.map(({ code }) => code)).size).toBe(index.communes.length)
    const isMeant = ({ name, latitude, longitude }: Commune) =>
      name !== '' && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    expect(index.communes.filter((commune) => !isMeant(commune))).toEqual([])
  })

  test('are found by their code', () => {
    expect(reference.communeOf('42204')).toMatchObject({
      name: 'Saint-Bonnet-le-Château',
      postalCodes: ['42380'],
      department: '42',
      precision: 'point',
    })
    expect(reference.communeOf('97611')).toMatchObject({ name: 'Mamoudzou', department: '976', precision: 'point' })
    expect(reference.communeOf('00000')).toBeUndefined()
  })

  test.each([
    ['saint bonnet le cha', '42204'],
    ['st etienne', '42218'],
    ['terrenoire', '42218'],
    ['paris 11', '75056'],
    ['marseille 8e', '13055'],
    ['schiltigeim', '67447'],
    ['mamoudzou', '97611'],
  ])('are found by what people type: %s', (text, code) => {
    expect(searchCommunes(index, text)[0]?.commune.code).toBe(code)
  })

  test('are found by their own name, its accents dropped', () => {
    fc.assert(
      fc.property(anyCommune, ({ code, name }) => {
        expect(isFound(name.normalize('NFD').replace(/\p{Mn}/gu, ''), code)).toBe(true)
      }),
    )
  })

  test('are found by their own name with one wrong letter', () => {
    const wrongLetter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
    fc.assert(
      fc.property(anyCommune, fc.nat(), wrongLetter, ({ code, name }, where, wrong) => {
        const words = placeWords(name)
        const letters = [...words].flatMap((letter, at) => (/[a-z]/.test(letter) ? [at] : []))
        fc.pre(forgivenLetters(letters.length) > 0)
        const at = letters[where % letters.length] ?? 0
        expect(isFound(words.slice(0, at) + wrong + words.slice(at + 1), code)).toBe(true)
      }),
    )
  })
})
