import { describe, expect, test } from 'vitest'
import type { Commune } from './commune.ts'
import { buildCommuneIndex } from './commune-index.ts'
import { searchCommunes } from './commune-search.ts'

const commune = (code: string, name: string, population: number, ...postalCodes: string[]): Commune => ({
  code,
  name,
  population,
  postalCodes,
  department: code.slice(0, 2),
  latitude: 45,
  longitude: 4,
  precision: 'point',
})

const COMMUNES = [
  commune('42218', 'Saint-Étienne', 173136, '42000', '42100', '42230'),
  commune('76575', 'Saint-Étienne-du-Rouvray', 28000, '76800'),
  commune('42204', 'Saint-Bonnet-le-Château', 1459, '42380'),
  commune('69296', 'Saint-Bonnet-de-Mure', 7000, '69720'),
  commune('42169', 'Périgneux', 1621, '42380'),
  commune('42092', "L'Étrat", 2879, '42580'),
  commune('42189', 'Roche-la-Molière', 9843, '42230'),
  commune('42305', 'La Talaudière', 7133, '42350'),
  commune('42330', 'Villars', 7664, '42390'),
  commune('84148', 'Villars', 800, '84400'),
  commune('69202', 'Sainte-Foy-lès-Lyon', 21893, '69110'),
  commune('69123', 'Lyon', 520774, '69001', '69002'),
  commune('67204', 'Hœnheim', 11742, '67800'),
  commune('72181', 'Le Mans', 146000, '72000'),
  commune('16206', 'Mansle-les-Fontaines', 2000, '16230'),
  commune('2A004', 'Ajaccio', 75000, '20000'),
  commune('80829', 'Y', 90, '80190'),
]
const ALIASES = [
  { code: '42292', name: 'Saint-Victor-sur-Loire', communeCode: '42218' },
  { code: '69382', name: 'Lyon 2e Arrondissement', communeCode: '69123' },
  { code: '99999', name: 'Nowhere', communeCode: '99998' },
]
const INDEX = buildCommuneIndex(COMMUNES, ALIASES)

const codes = (text: string, near: string[] = [], limit = 10) =>
  searchCommunes(INDEX, text, { near: new Set(near), limit }).map((match) => match.commune.code)

describe('a search for a commune', () => {
  test.each<[what: string, text: string, ...codes: string[]]>([
    ['a beginning of words', 'saint bon', '69296', '42204'],
    ['an abbreviation', 'st etienne', '42218', '76575'],
    ['an abbreviation, with its dot', 'St. Bonnet le', '42204', '69296'],
    ['the other abbreviation', 'ste foy', '69202'],
    ['capitals without accents', 'SAINT ETIENNE', '42218', '76575'],
    ['an apostrophe left out', 'l etrat', '42092'],
    ['a curly apostrophe', 'L’Étrat', '42092'],
    ['an article left out', 'talaudiere', '42305'],
    ['an article left out, before a longer name', 'mans', '72181', '16206'],
    ['a ligature', 'hoenheim', '67204'],
    ['a word from the middle', 'moliere', '42189'],
    ['words in another order', 'chateau bonnet', '42204'],
    ['words run together', 'rochelamoliere', '42189'],
    ['a postal code', '42230', '42218', '42189'],
    ['the beginning of a postal code', '4238', '42169', '42204'],
    ['an INSEE code', '42204', '42204'],
    ['an INSEE code of Corsica', '2a004', '2A004'],
    ['a postal code and a name', '42380 saint', '42204'],
    ['a letter left out', 'saint bonet le chateau', '42204'],
    ['a wrong letter', 'vilbars', '42330', '84148'],
    ['two letters swapped', 'vlilars', '42330', '84148'],
    ['two wrong letters in a long name', 'roshe la molliere', '42189'],
    ['a wrong letter after the postal code', '42390 vilars', '42330'],
    ['a former commune', 'saint victor', '42218'],
    ['a district, before what resembles it', 'lyon 2', '69123', '69202'],
    ['a name of one letter', 'y', '80829'],
    ['nothing in nothing', ''],
    ['nothing in signs alone', " -'"],
    ['nothing that resembles', 'zzzzzz'],
    ['nothing under another postal code', '84400 saint'],
  ])('finds %s: %s', (_what, text, ...expected) => {
    expect(codes(text)).toEqual(expected)
  })

  test('offers the communes of the territory first, then the most populated', () => {
    expect(codes('saint', ['42204']).slice(0, 2)).toEqual(['42204', '42218'])
    expect(codes('villars', ['84148'])).toEqual(['84148', '42330'])
  })

  test('prefers a name spelt right anywhere to one spelt wrong nearby', () => {
    expect(codes('lyon', ['67204'])[0]).toBe('69123')
  })

  test('says by which name it found the commune, and stops at the limit', () => {
    expect(searchCommunes(INDEX, 'lyon 2e')[0]?.matchedName).toBe('Lyon 2e Arrondissement')
    expect(codes('saint', [], 2)).toHaveLength(2)
  })
})
