import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { generatedFiles } from './generated.ts'

const clone = new URL('../', import.meta.url)

/** `passerelle generate`: writes what is derived from the code and committed with it. */
export const addGenerate = (program: Command) =>
  program
    .command('generate')
    .description('write docs/openapi.json, docs/schema.sql and the row types again')
    .action(async () => {
      for (const [path, content] of await generatedFiles()) {
        const file = fileURLToPath(new URL(path, clone))
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, content)
        console.log(path)
      }
    })
