import { beforeEach, describe, expect, test } from 'vitest'
import { OFFICIAL_HEADER } from '../../domain/directory/columns.ts'
import type { RejectedLine } from '../../domain/directory/reading.ts'
import { withKey } from '../../domain/directory/rpps.ts'
import { DAY } from '../../domain/time/interval.ts'
import { addTerritory, type TestApp, testApp } from '../database/test-app.ts'
import type { Scope } from '../database/within.ts'
import { type ImportDirectory, importDirectory } from './import-directory.ts'

const NOW = Date.parse('2026-11-22T08:00:00Z')
const HERE = ['42218', '42279']
const OPTIONS = { lines: 300, communes: HERE }

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

async function* piecesOf(content: string) {
  const bytes = Buffer.from(content)
  for (let start = 0; start < bytes.length; start += 10_000) yield bytes.subarray(start, start + 10_000)
}

const load = (content: string, more: Partial<ImportDirectory> = {}, scope: Scope = app.scope) =>
  importDirectory(app, scope, { source: piecesOf(content), ...more })

const COLUMNS = OFFICIAL_HEADER.split('|').slice(0, -1)

/** Three people per structure; structures go round the communes. */
function lineOf(index: number, communes: readonly string[]): string {
  const structure = Math.floor(index / 3)
  const rpps = withKey(`99700${String(index).padStart(5, '0')}`)
  const fields: Record<string, string> = {
    "Type d'identifiant PP": '8',
    'Identifiant PP': rpps,
    "Nom d'exercice": `ESSAI ${index}`,
    "Prénom d'exercice": 'Élodie',
    'Code profession': index % 2 === 0 ? '10' : '60',
    'Code type savoir-faire': index % 2 === 0 ? 'S' : '',
    'Code savoir-faire': index % 2 === 0 ? 'SM54' : '',
    'Code mode exercice': 'L',
    'Identifiant technique de la structure': `R${10_000_000 + structure}`,
    'Enseigne commerciale site': `CABINET ${structure}`,
    'Numéro Voie (coord. structure)': String(structure + 1),
    'Libellé type de voie (coord. structure)': 'Rue',
    'Code commune (coord. structure)': communes[structure % communes.length] ?? '',
  }
  return `${COLUMNS.map((name) => fields[name] ?? '').join('|')}|`
}

const directoryFile = ({ lines, communes }: { lines: number; communes: readonly string[] }) =>
  fileOf(Array.from({ length: lines }, (_, index) => lineOf(index, communes)))

const linesOf = (content: string) => content.split('\n').slice(1, -1)
const fileOf = (lines: readonly string[]) => `${[OFFICIAL_HEADER, ...lines].join('\n')}\n`

/** All that the import wrote, but when. */
async function directory() {
  const practitioners = await app.admin.selectFrom('practitioner').selectAll().orderBy('rpps').execute()
  const places = await app.admin
    .selectFrom('practitioner_location as practice')
    .innerJoin('location', 'location.id', 'practice.location_id')
    .selectAll()
    .orderBy('structure_id')
    .execute()
  const entries = await app.admin
    .selectFrom('directory_entry')
    .select(['practitioner_id', 'territory_id', 'digest', 'gone_on'])
    .execute()
  const audiences = await app.admin.selectFrom('audience').selectAll().execute()
  return practitioners.map((practitioner) => {
    const theirs = <Row extends { practitioner_id: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.practitioner_id === practitioner.id)
    return { ...practitioner, places: theirs(places), entries: theirs(entries), audiences: theirs(audiences) }
  })
}

describe('importing the directory', () => {
  const content = directoryFile({ ...OPTIONS, communes: ['42218', '69123', '42279'] })

  test('keeps the professionals of the territory, with their places', async () => {
    const report = await load(content)
    const people = await directory()
    expect(report).toMatchObject({
      tally: { lines: 300, kept: 201, elsewhere: 99 },
      people: 201,
      changes: { added: 201, changed: 0, unchanged: 0, returned: 0 },
      gone: [],
    })
    expect(people).toHaveLength(201)
    expect(new Set(people.flatMap(({ places }) => places.map((place) => place.commune_code)))).toEqual(new Set(HERE))
  })

  test('shows the slots of new professionals to the territory from now on', async () => {
    await load(content)
    const audiences = await app.admin.selectFrom('audience').selectAll().execute()
    expect(audiences).toHaveLength(201)
    expect(audiences[0]).toMatchObject({
      territory_id: app.scope.territoryId,
      standing: 'member',
      during: '["2026-11-22 08:00:00+00",)',
    })
  })

  test('twice changes nothing', async () => {
    await load(content)
    const before = await directory()
    app.clock += DAY
    const { changes } = await load(content)
    expect(changes).toEqual({ added: 0, changed: 0, unchanged: 201, returned: 0 })
    expect(await directory()).toEqual(before)
  })

  test('says the same whatever the order of the lines', async () => {
    await load(content)
    const { changes } = await load(fileOf(linesOf(content).reverse()))
    expect(changes).toMatchObject({ unchanged: 201, changed: 0 })
  })

  test('tells a changed place from the others', async () => {
    await load(content)
    const { changes } = await load(content.replaceAll('|CABINET 0|', '|MAISON DE SANTÉ|'))
    expect(changes).toEqual({ added: 0, changed: 3, unchanged: 198, returned: 0 })
    const location = app.admin.selectFrom('location').selectAll().where('structure_id', '=', 'R10000000')
    expect(await location.executeTakeFirstOrThrow()).toMatchObject({ name: 'MAISON DE SANTÉ' })
  })

  test('keeps coordinates until the place moves', async () => {
    await load(content)
    await app.admin.updateTable('location').set({ latitude: 45.4, longitude: 4.4 }).execute()
    await load(content.replaceAll('|CABINET 0|', '|MAISON DE SANTÉ|').replaceAll('|1|||Rue|', '|2|||Rue|'))
    const rows = await app.admin.selectFrom('location').select(['structure_id', 'latitude']).execute()
    expect(rows.filter(({ latitude }) => latitude === null).map(({ structure_id }) => structure_id)).toEqual(
      expect.arrayContaining(['R10000000']),
    )
    expect(rows.find(({ structure_id }) => structure_id === 'R10000002')).toMatchObject({ latitude: 45.4 })
  })

  test('leaves known specialties alone when the file has none', async () => {
    await load(content)
    const before = await directory()
    const column = OFFICIAL_HEADER.split('|').indexOf('Code savoir-faire')
    const lines = content.split('\n').slice(0, -1)
    const bare = lines.map((line) => line.split('|').toSpliced(column, 1).join('|'))
    const report = await load(`${bare.join('\n')}\n`)
    expect(report).toMatchObject({ hasSkills: false, changes: { unchanged: 201, changed: 0 } })
    expect(await directory()).toEqual(before)
  })

  test('counts each broken line, with its number, and takes the others', async () => {
    const rejected: RejectedLine[] = []
    const lines = linesOf(directoryFile({ ...OPTIONS, lines: 1_000 }))
    const wrong = Array.from({ length: 100 }, (_, index) => 2 + index * 10)
    const broken = lines.map((line, index) => (index % 10 === 0 ? line.slice(0, -1) : line))
    const report = await load(fileOf(broken), { onRejected: (line) => rejected.push(line) })
    expect(rejected.map(({ line }) => line)).toEqual(wrong)
    expect(report.tally).toMatchObject({ lines: 1_000, kept: 900 })
  })
})

describe('a professional who is not in the file any more', () => {
  const content = directoryFile(OPTIONS)
  const [first = '', ...others] = linesOf(content)
  const rpps = first.split('|')[1] ?? ''
  const them = async () => (await directory()).find((person) => person.rpps === rpps)

  beforeEach(async () => {
    await load(content)
    app.clock += DAY
  })

  test('is gone since that day, and stays seen until people decide', async () => {
    const before = await them()
    const { gone, changes } = await load(fileOf(others))
    expect(gone).toEqual([{ rpps, name: expect.any(String), isStillSeen: true }])
    expect(changes).toMatchObject({ unchanged: 299 })
    expect(await them()).toMatchObject({
      gone_on: '2026-11-23',
      places: [{ gone_on: '2026-11-23' }],
      entries: [{ gone_on: '2026-11-23' }],
      audiences: before?.audiences,
    })
    expect((await load(fileOf(others))).gone).toEqual([])
  })

  test('comes back as they were', async () => {
    const before = await them()
    await load(fileOf(others))
    expect((await load(content)).changes).toMatchObject({ returned: 1, unchanged: 299 })
    expect(await them()).toEqual(before)
  })

  test('stays when their line is only broken', async () => {
    const broken = first.split('|').slice(0, 9).join('|')
    const report = await load(fileOf([broken, ...others]))
    expect(report).toMatchObject({ gone: [], spared: 1 })
    expect(await them()).toMatchObject({ gone_on: null })
  })

  test('stays when the file is cut short', async () => {
    const report = await load(content.slice(0, 20_005), { confirmsGone: true })
    expect(report).toMatchObject({ wasCutShort: true, gone: [], withheld: { reason: 'cut-short' } })
    expect((await directory()).filter(({ gone_on }) => gone_on)).toEqual([])
  })

  test('stays when more than half are missing, unless somebody confirms', async () => {
    const few = fileOf(linesOf(content).slice(200))
    expect(await load(few)).toMatchObject({ gone: [], withheld: { reason: 'shrunk', count: 200 } })
    const confirmed = await load(few, { confirmsGone: true })
    expect(confirmed).toMatchObject({ withheld: undefined })
    expect(confirmed.gone).toHaveLength(200)
  })

  test('is not gone from a neighbour that still has them', async () => {
    const neighbour = await addTerritory(app.admin, ['69123'])
    const there = first.replaceAll('|42218|', '|69123|').replace('R10000000', 'R77')
    await load(fileOf([there]), {}, neighbour)
    await load(fileOf(others))
    expect(await them()).toMatchObject({ gone_on: null })
    const places = (await them())?.places ?? []
    expect(places.map(({ commune_code, gone_on }) => [commune_code, gone_on])).toEqual([
      ['42218', '2026-11-23'],
      ['69123', null],
    ])
  })
})

describe('a professional with several places', () => {
  const [line = ''] = linesOf(directoryFile({ lines: 1, communes: HERE }))
  const second = line.replace('R10000000', 'R2')
  const placesNow = async () => (await directory())[0]?.places.map(({ gone_on }) => gone_on)

  beforeEach(async () => {
    await load(fileOf([line, second]))
  })

  test('loses the one that the file does not name', async () => {
    expect((await load(fileOf([line]))).changes).toMatchObject({ changed: 1 })
    expect(await placesNow()).toEqual([null, '2026-11-22'])
  })

  test('keeps it when its line is only broken, or the file is cut', async () => {
    await load(fileOf([line, `${second}|`]))
    expect(await placesNow()).toEqual([null, null])
    await load(fileOf([line, second]).slice(0, -20))
    expect(await placesNow()).toEqual([null, null])
    await load(fileOf([line]))
    expect(await placesNow()).toEqual([null, '2026-11-22'])
  })
})

describe('a file that cannot be read', () => {
  test.each([
    ['is empty', '', 'directory-unreadable', ['empty']],
    ['has another format', 'Bonjour\n', 'directory-unreadable', ['another-format']],
    [
      'lacks a column',
      directoryFile(OPTIONS).replace('Code commune (coord. structure)', 'Ville'),
      'directory-columns-missing',
      ['missing:Code commune (coord. structure)', 'unknown:Ville'],
    ],
  ])('%s: it is refused and changes nothing', async (_case, content, code, reasons) => {
    await expect(load(content)).rejects.toMatchObject({ code, reasons })
    expect(await directory()).toEqual([])
  })
})
