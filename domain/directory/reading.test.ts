import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OFFICIAL_HEADER } from './columns.ts'
import { DirectoryReading, type RejectedLine } from './reading.ts'
import { peopleOn, placeOn } from './roll.ts'
import { withKey } from './rpps.ts'

const names = OFFICIAL_HEADER.split('|').slice(0, -1)
const RPPS = withKey('9970000001')

const GOOD: Readonly<Record<string, string>> = {
  "Type d'identifiant PP": '8',
  'Identifiant PP': RPPS,
  'Identification nationale PP': `8${RPPS}`,
  "Code civilité d'exercice": 'DR',
  'Code civilité': 'MME',
  "Nom d'exercice": 'LEFÈVRE "LA"',
  "Prénom d'exercice": 'Héloïse',
  'Code profession': '10',
  'Code type savoir-faire': 'S',
  'Code savoir-faire': 'SM54',
  'Code mode exercice': 'L',
  'Identifiant technique de la structure': 'R10000001',
  'Enseigne commerciale site': 'CABINET DES LILAS',
  'Numéro Voie (coord. structure)': '3',
  'Libellé type de voie (coord. structure)': 'Place',
  'Libellé Voie (coord. structure)': 'du Marché',
  'Code postal (coord. structure)': '42000',
  'Code commune (coord. structure)': '42218',
  'Téléphone (coord. structure)': '0465900000',
  "Code secteur d'activité": 'SA07',
}

const lineOf = (change: Record<string, string> = {}) =>
  `${names.map((name) => ({ ...GOOD, ...change })[name] ?? '').join('|')}|`

function read(content: string | Uint8Array, pieces = Number.POSITIVE_INFINITY) {
  const rejected: RejectedLine[] = []
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const reading = new DirectoryReading({
    communes: ['42218', '2A004'],
    decode,
    onRejected: (line) => rejected.push(line),
  })
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const size = Math.min(pieces, bytes.length || 1)
  for (let start = 0; start < bytes.length; start += size) reading.feed(bytes.slice(start, start + size))
  reading.end()
  return { reading, rejected, people: [...peopleOn(reading.roll)] }
}

const file = (...lines: string[]) => `${[OFFICIAL_HEADER, ...lines].join('\n')}\n`

describe('a line', () => {
  test.each([
    ['of the territory', {}, 'kept'],
    ['of Corsica', { 'Code commune (coord. structure)': '2A004' }, 'kept'],
    ['of another commune', { 'Code commune (coord. structure)': '69123' }, 'elsewhere'],
    ['of Paris as a whole', { 'Code commune (coord. structure)': '75056' }, 'elsewhere'],
    ['without an activity', { 'Code commune (coord. structure)': '' }, 'nowhere'],
    ['of a profession unknown here', { 'Code profession': '777' }, 'kept'],
    ['with an ADELI number', { ...adeli('420000011') }, 'adeli'],
    ['with an ADELI number and an RPPS', { ...adeli('420000011'), 'Identification nationale PP': `8${RPPS}` }, 'kept'],
    ['whose RPPS has a wrong key', { 'Identifiant PP': '99700000019' }, 'kept'],
  ] as const)('%s is %3$s', (_case, change, fate) => {
    const { reading, rejected } = read(file(lineOf(change)))
    expect(rejected).toEqual([])
    expect(reading.tally).toMatchObject({ lines: 1, [fate]: 1 })
  })

  test.each([
    ['nothing in it', '', 'empty-line'],
    ['a field too few', lineOf().replace('|', ''), 'field-count'],
    ['a field too many', `${lineOf()}|`, 'field-count'],
    ['something after its last separator', `${lineOf()}x`, 'field-count'],
    ['a type that is unknown', lineOf({ "Type d'identifiant PP": '7' }), 'identifier-type'],
    ['no RPPS', lineOf({ 'Identifiant PP': '' }), 'rpps-missing'],
    ['an RPPS of ten digits', lineOf({ 'Identifiant PP': '9970000001' }), 'rpps-malformed'],
    ['letters in its RPPS', lineOf({ 'Identifiant PP': '997OO000012' }), 'rpps-malformed'],
    ['a blank name', lineOf({ "Nom d'exercice": ' ' }), 'name-missing'],
    ['no profession', lineOf({ 'Code profession': '' }), 'profession-missing'],
    ['a commune by its name', lineOf({ 'Code commune (coord. structure)': 'Saint-Étienne' }), 'commune-malformed'],
    ['a commune of four digits', lineOf({ 'Code commune (coord. structure)': '1004' }), 'commune-malformed'],
    ['a letter lost before us', lineOf({ "Nom d'exercice": 'LEF\uFFFDVRE' }), 'unreadable-character'],
    ['a NUL', lineOf({ "Nom d'exercice": 'LE\0' }), 'unreadable-character'],
    ['a name without end', lineOf({ "Nom d'exercice": 'A'.repeat(500) }), 'field-too-long'],
    ['no end at all', 'x'.repeat(200_000), 'field-too-long'],
  ])('with %s is rejected with its number, and the next is taken', (_case, line, reason) => {
    const { reading, rejected } = read(file(lineOf(), line, lineOf()), 50_000)
    expect(rejected).toEqual([expect.objectContaining({ line: 3, reason })])
    expect(reading.tally).toMatchObject({ lines: 3, kept: 2 })
    expect(reading.wasCutShort).toBe(false)
  })

  test('that is rejected still tells whose it is, when its RPPS can be read', () => {
    const early = lineOf().split('|').slice(0, 12).join('|')
    const { rejected } = read(file(early, lineOf({ 'Code profession': '' }), '8|99'))
    expect(rejected.map(({ rpps }) => rpps)).toEqual([RPPS, RPPS, undefined])
  })
})

function adeli(number: string) {
  return { "Type d'identifiant PP": '0', 'Identifiant PP': number, 'Identification nationale PP': `0${number}` }
}

describe('the file', () => {
  const other = lineOf({ 'Identifiant PP': withKey('9970000002'), 'Identifiant technique de la structure': 'R2' })
  const whole = file(lineOf(), other, lineOf({ "Nom d'exercice": '' }))

  test.each([
    ['with a byte order mark', `\uFEFF${whole}`],
    ['with carriage returns', whole.replaceAll('\n', '\r\n')],
    ['without a last line break', whole.slice(0, -1)],
  ])('%s says the same', (_case, content) => {
    const { reading, people } = read(content)
    expect(people).toEqual(read(whole).people)
    expect(reading).toMatchObject({ fault: undefined, wasCutShort: false, tally: { lines: 3, kept: 2 } })
  })

  test('says the same in pieces of any size', () => {
    const expected = read(whole)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), (size) => {
        const { reading, people, rejected } = read(whole, size)
        expect(people).toEqual(expected.people)
        expect(rejected).toEqual(expected.rejected)
        expect(reading.tally).toEqual(expected.reading.tally)
      }),
      { numRuns: 40 },
    )
  })

  test('cut anywhere inside a line is known to be cut', () => {
    const bytes = new TextEncoder().encode(whole)
    const isBreak = (at: number) => bytes[at] === 0x0a || bytes[at - 1] === 0x0a
    fc.assert(
      fc.property(
        fc.integer({ min: new TextEncoder().encode(OFFICIAL_HEADER).length + 2, max: bytes.length - 1 }),
        (at) => {
          fc.pre(!isBreak(at))
          const { reading, rejected } = read(bytes.slice(0, at))
          expect(reading.wasCutShort).toBe(true)
          expect(rejected.at(-1)?.reason).toBe('cut-short')
        },
      ),
    )
  })

  test.each([
    ['empty', '', { fault: 'empty' }],
    ['only a line break', '\n', { fault: 'empty' }],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 10, 3]), { fault: 'compressed' }],
    ['compressed', new Uint8Array([0x1f, 0x8b, 8, 0]), { fault: 'compressed' }],
    ['in UTF-16', new Uint8Array(Buffer.from(`\uFEFF${whole}`, 'utf16le')), { fault: 'not-utf-8' }],
    ['in Latin-1', new Uint8Array(Buffer.from(whole, 'latin1')), { fault: 'not-utf-8' }],
    ['a letter', 'Madame, Monsieur,\n', { fault: 'another-format' }],
    ['one line without end', 'x'.repeat(100_000), { fault: 'another-format' }],
    [
      'without a column',
      whole.replace('Code profession|', ''),
      { fault: 'missing-columns', missing: ['Code profession'] },
    ],
  ])('that is %s is refused', (_case, content, fault) => {
    expect(read(content, 40_000).reading.fault).toMatchObject(fault)
  })
})

describe('the lines of a person', () => {
  const lines = [
    lineOf(),
    lineOf({ 'Code savoir-faire': 'SM26' }),
    lineOf({ 'Code type savoir-faire': 'CAPA', 'Code savoir-faire': 'CAPA12' }),
    lineOf({ 'Code mode exercice': 'S', "Code secteur d'activité": 'SA05' }),
    lineOf({
      'Identifiant technique de la structure': '',
      'Numéro FINESS site': '420000123',
      'Numéro SIRET site': '1',
    }),
    lineOf({ 'Identifiant technique de la structure': '', 'Numéro SIRET site': '12345678901234' }),
    lineOf({ 'Identifiant technique de la structure': '' }),
    lineOf({ 'Identifiant PP': withKey('9970000002'), 'Téléphone (coord. structure)': '0465911111' }),
  ]

  test('become one professional with several places', () => {
    const { people, reading } = read(file(...lines))
    expect(people).toHaveLength(2)
    expect(people[0]).toEqual({
      rpps: RPPS,
      civility: 'Dre',
      familyName: 'LEFÈVRE "LA"',
      givenName: 'Héloïse',
      professionCode: '10',
      specialtyCodes: ['SM26', 'SM54'],
      practices: ['R10000001', 'finess:420000123', `rpps:${RPPS}:42218:3 place du marche`, 'siret:12345678901234'].map(
        (structureId) => ({ structureId, modeCode: 'L', sectorCode: 'SA07' }),
      ),
    })
    expect(placeOn(reading.roll, 'R10000001')).toMatchObject({
      name: 'CABINET DES LILAS',
      address: '3 Place du Marché',
    })
  })

  test('say the same in any order', () => {
    const expected = read(file(...lines))
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        const { people, reading } = read(file(...shuffled))
        expect(people).toEqual(expected.people)
        expect(reading.roll.places).toEqual(expected.reading.roll.places)
      }),
    )
  })
})
