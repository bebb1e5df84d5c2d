import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fill } from './supervise.ts'

/** Loads the demonstration territories, once per database. */
export const loadDemonstration: Fill = async () => undefined

/** Tells outsiders, in `demo.json`, where the demonstration is and who may enter it. */
export async function writeDemonstrationFile(dataFolder: string, url: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true })
  const file = join(dataFolder, 'demo.json')
  const content = { url, fhirUrl: `${url}/fhir`, accounts: [], territories: [], practitioners: [] }
  await writeFile(`${file}.new`, `${JSON.stringify(content, undefined, 2)}\n`)
  await rename(`${file}.new`, file)
}
