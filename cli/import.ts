import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { RejectedLine } from '../domain/directory/reading.ts'
import { connection, type DatabaseAddress } from '../server/database/address.ts'
import { connect } from '../server/database/connect.ts'
import { type DirectoryTerritory, listDirectoryTerritories } from '../server/database/directory-import.ts'
import { NO_TERRITORY, type Within } from '../server/database/within.ts'
import { newIdsFrom } from '../server/new-id.ts'
import { Refused } from '../server/refusal.ts'
import { readSettings } from '../server/settings.ts'
import { Trouble } from '../server/trouble.ts'
import { type ImportProgress, importDirectory } from '../server/use-cases/import-directory.ts'
import { fill, IMPORT_TEXTS } from './french.ts'
import { openImport, openRejects, piecesOf } from './import-file.ts'
import { REJECTED_SHOWN, refusalLines, reportLines } from './import-report.ts'
import { Progress } from './progress.ts'
import { withDatabase } from './with-database.ts'

interface Options {
  readonly territory: string
  readonly rejects?: string
  readonly confirmGone?: boolean
}

/** Left alone, V8 lets the heap grow severalfold before it collects: an import has time, and may run beside a server. */
const COLLECT_OFTEN = '--heap-growing-percent=15'

/** `passerelle import directory`: the professionals of a territory, from the official extraction. */
export const addImport = (program: Command) =>
  program
    .command('import')
    .description('bring in reference data')
    .command('directory')
    .description('bring in the professionals of a territory, from PS_LibreAcces_Personne_activite')
    .argument('<file>', 'the extraction, decompressed')
    .requiredOption('--territory <id>', 'the id, short code or name of the territory')
    .option('--rejects <file>', 'write every rejected line there, with its number and reason')
    .option('--confirm-gone', 'more than half of the professionals left: this is right')
    .action(async (file: string, options: Options) => {
      setFlagsFromString(COLLECT_OFTEN)
      const { handle, bytes } = await openImport(file)
      try {
        await withDatabase(readSettings(), (database) => run(database, { pieces: piecesOf(handle), bytes, ...options }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        console.error(refusalLines(error).join('\n'))
        process.exitCode = 1
      } finally {
        await handle.close()
      }
    })

interface Run extends Options {
  readonly pieces: AsyncIterable<Uint8Array>
  readonly bytes: number
}

async function run(database: DatabaseAddress, asked: Run): Promise<void> {
  const { within, close } = connect({ ...connection(database, 'app'), max: 1 })
  try {
    const territory = await within(NO_TERRITORY, listDirectoryTerritories).then((all) => choose(all, asked.territory))
    await load(within, territory, asked)
  } finally {
    await close()
  }
}

async function load(within: Within, territory: DirectoryTerritory, { pieces, bytes, ...options }: Run): Promise<void> {
  const since = performance.now()
  const progress = new Progress()
  const rejects = options.rejects ? openRejects(options.rejects) : undefined
  const rejected: RejectedLine[] = []
  const app = { within, now: Date.now, newId: newIdsFrom(Date.now) }
  const scope = { territoryId: territory.id, actor: 'import' }
  try {
    const report = await importDirectory(app, scope, {
      source: pieces,
      confirmsGone: options.confirmGone ?? false,
      onProgress: (step) => show(progress, step, bytes),
      onRejected: (line) => {
        if (rejected.length < REJECTED_SHOWN) rejected.push(line)
        rejects?.add(line)
      },
    })
    progress.end()
    const seconds = (performance.now() - since) / 1000
    console.log(reportLines(report, { territory, seconds, rejected, rejectsFile: options.rejects }).join('\n'))
  } finally {
    progress.end()
    rejects?.close()
  }
}

function show(progress: Progress, step: ImportProgress, bytes: number): void {
  const { reading, saving, lines } = IMPORT_TEXTS.progress
  if (step.step === 'reading') progress.show(reading, step.bytes / bytes, fill(lines, { lines: step.lines }))
  else progress.show(saving, step.people / step.of, fill(IMPORT_TEXTS.progress.people, { people: step.people }))
}

/** The territory that `wanted` names without doubt. */
function choose(all: readonly DirectoryTerritory[], wanted: string): DirectoryTerritory {
  const asked = wanted.trim().toLowerCase()
  const exact = all.filter(({ id, shortCode }) => id === asked || shortCode.toLowerCase() === asked)
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase() === asked)
  const [first] = found
  if (first && found.length === 1) return first
  const { unknown, ambiguous, none, list } = IMPORT_TEXTS.territories
  const known = all.map(({ id, shortCode, name }) => `  ${id}  ${shortCode}  ${name}`)
  const lines = all.length > 0 ? [list, ...known] : [none]
  throw new Trouble(
    'territory-unknown',
    [fill(found.length > 1 ? ambiguous : unknown, { wanted }), ...lines].join('\n'),
  )
}
