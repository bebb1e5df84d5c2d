import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connection, embedded } from '../../server/database/address.ts'
import { prepareDatabase } from '../../server/database/prepare.ts'
import { startThrowAway, type ThrowAwayPostgres } from '../../server/postgres/throw-away.ts'
import { type DirectoryFileOptions, directoryLines } from '../../simulation/directory-file.ts'

const clone = fileURLToPath(new URL('../..', import.meta.url))
const LINES = 200_000
const BROKEN = 2_000
/** One line in five is of the territory. */
const FILE: DirectoryFileOptions = {
  lines: LINES,
  communes: ['42218', '69123', '01004', '75056', '13055'],
  brokenShare: 0.01,
}
const TERRITORY = '01990000-0000-7000-8000-000000000001'
/** Has the process say, as its last line, how much memory it had at most, in kilobytes. */
const TELL_MEMORY = `process.on('exit', () => console.error('most memory', process.resourceUsage().maxRSS))`

let postgres: ThrowAwayPostgres
let admin: pg.Pool
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
  file = join(folder, 'PS_LibreAcces_Personne_activite.txt')
  await writeLines(file, FILE)
  const [code, words] = await run(process.execPath, ['cli/bootstrap.mjs', 'build', '--quiet'])
  expect(code, words).toBe(0)
  postgres = await startThrowAway()
  const address = embedded(postgres.host)
  await prepareDatabase(address)
  admin = new pg.Pool(connection(address, 'administrator'))
  admin.on('error', () => undefined) // it ends before its server does, but the connection may hear of that later
  await admin.query(
    `insert into territory values ($1, 'CPTS de l’Essai', 'ESSAI', '420000001', 'Europe/Paris', 'FR')`,
    [TERRITORY],
  )
  await admin.query(`insert into territory_commune select $1, unnest('{42218,42279}'::text[])`, [TERRITORY])
})

afterAll(async () => {
  await admin?.end()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function writeLines(path: string, options: DirectoryFileOptions): Promise<void> {
  const pieces = function* () {
    let piece: string[] = []
    for (const line of directoryLines(options)) {
      piece.push(line, '\n')
      if (piece.length < 4_000) continue
      yield piece.join('')
      piece = []
    }
    yield piece.join('')
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
}

async function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<[number, string]> {
  const child = spawn(program, args, { cwd: clone, env: { ...process.env, ...env } })
  let words = ''
  child.stdout.on('data', (chunk) => {
    words += chunk
  })
  child.stderr.on('data', (chunk) => {
    words += chunk
  })
  const [code] = await once(child, 'close')
  return [code, words.replace(/[\u202f\u00a0]/g, ' ')]
}

const passerelle = (...args: string[]) =>
  run(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`, 'dist/main.js', ...args],
    {
      PASSERELLE_SOCKET: postgres.host,
      DATABASE_URL: '',
    },
  )

const load = (path: string, ...more: string[]) =>
  passerelle('import', 'directory', path, '--territory', 'essai', ...more)

const megabytes = (words: string) => Number(/most memory (\d+)/.exec(words)?.[1]) / 1024

/** What the directory holds, as one digest; not when it was seen, nor how. */
async function digest(): Promise<string> {
  const { rows } = await admin.query(`select md5(string_agg(line, E'\\n' order by line)) as digest from (
    select p::text as line from practitioner p union all select l::text from location l
    union all select pl::text from practitioner_location pl union all select a::text from audience a
    union all select (to_jsonb(e) - '{seen_at,digest}'::text[])::text from directory_entry e) as all_lines`)
  return rows[0]?.digest
}

describe('an import of 200,000 lines, one in a hundred broken', () => {
  const good = [...directoryLines({ ...FILE, brokenShare: 0 })]
  const broken = [...directoryLines(FILE)]
  const wrong = broken.flatMap((line, index) => (line === good[index] ? [] : [index + 1]))
  const here = broken.filter((line, index) => line === good[index] && /\|42218\|/.test(line))
  const people = new Set(here.map((line) => line.split('|')[1]))

  test('takes the good ones, counts the bad ones exactly, in less than 300 MB, and twice gives the same', async () => {
    expect(wrong).toHaveLength(BROKEN)
    const rejects = join(folder, 'rejets.csv')
    const [code, words] = await load(file, '--rejects', rejects)
    expect(words).toContain('Lignes lues : 200 000')
    expect(words).toContain(`du territoire : ${here.length.toLocaleString('fr-FR').replace(/\s/g, ' ')}\n`)
    expect(words).toContain('rejetées : 2 000\n')
    expect(words).toContain(`ligne ${wrong[0]} : `)
    expect(code).toBe(0)
    expect(megabytes(words)).toBeLessThan(300)
    const { rows } = await admin.query('select rpps from practitioner')
    expect(new Set(rows.map(({ rpps }) => rpps))).toEqual(people)
    const listed = (await readFile(rejects, 'utf8')).split('\n').slice(1, -1)
    expect(listed.map((row) => Number(row.split(';')[0]))).toEqual(wrong)

    const before = await digest()
    const [again, wordsAgain] = await load(file)
    expect(again).toBe(0)
    expect(wordsAgain).toContain('ajoutés : 0\n')
    expect(wordsAgain).toContain(`inchangés : ${people.size.toLocaleString('fr-FR').replace(/\s/g, ' ')}\n`)
    expect(megabytes(wordsAgain)).toBeLessThan(300)
    expect(await digest()).toBe(before)
  })

  test('that is cut in the middle says so and empties nothing', async () => {
    const before = await digest()
    await truncate(file, 20_000_017)
    const [code, words] = await load(file, '--confirm-gone')
    expect(code).toBe(0)
    expect(words).toContain('coupé au milieu d’une ligne')
    expect(words).toContain('partis : 0\n')
    expect(await digest()).toBe(before)
  })
})

describe('an import that cannot be done', () => {
  const small = () => join(folder, 'small.txt')
  const withContent = async (content: string | Buffer) => {
    await writeFile(small(), content)
    return load(small())
  }

  test.each([
    ['an empty file', '', 'Le fichier est vide'],
    ['a file in Latin-1', Buffer.from('Prénom|Nom|\n', 'latin1'), 'n’est pas en UTF-8'],
    ['a file of another format', 'Bonjour\n', 'première ligne'],
    ['a file without a column', 'Identifiant PP|Code profession|\n', 'Code commune (coord. structure)'],
  ])('of %s says why', async (_case, content, sentence) => {
    const [code, words] = await withContent(content)
    expect(words).toContain(sentence)
    expect(words).not.toContain('    at ')
    expect(code).toBe(1)
  })

  test.each([
    ['of a missing file', ['import', 'directory', '/nowhere/file.txt', '--territory', 'ESSAI'], 'n’existe pas'],
    ['of a folder', ['import', 'directory', '.', '--territory', 'ESSAI'], 'est un dossier'],
    ['for an unknown territory', ['import', 'directory', 'package.json', '--territory', 'X'], `${TERRITORY}  ESSAI`],
  ])('%s says why', async (_case, args, sentence) => {
    const [code, words] = await passerelle(...args)
    expect(words).toContain(sentence)
    expect(words).not.toContain('    at ')
    expect(code).toBe(1)
  })
})
