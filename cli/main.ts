import { Command } from 'commander'
import { Trouble } from '../server/trouble.ts'
import { addBench } from './bench.ts'
import { addDemo } from './demo.ts'
import { addGenerate } from './generate.ts'
import { addImport } from './import.ts'
import { addMigrate } from './migrate.ts'
import { addServe } from './serve.ts'

/** One line per command; each lives in the file of its name. */
const COMMANDS = [addServe, addDemo, addMigrate, addImport, addGenerate, addBench]

process.setSourceMapsEnabled(true)
process.stdout.on('error', () => undefined) // whoever read our progress left; we go on
process.stderr.on('error', () => undefined)

const program = new Command('passerelle').description('Unscheduled care, placed in town.')
for (const add of COMMANDS) add(program)

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Trouble ? `\nPasserelle: ${error.message}` : error)
  process.exitCode = 1
})
