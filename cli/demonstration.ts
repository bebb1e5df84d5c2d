import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fill } from './supervise.ts'

/** Loads the demonstration territories, once per database. */
export const loadDemonstration: Fill = async () => undefined

/** Tells outsiders, in `demo.json`, where the demonstration is and who may enter it. */
export async function writeDemonstrationFile(dataFolder: string, url: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o711 })
  const file = join(dataFolder, 'demo.json')
  const content = { url, fhirUrl: `${url}/fhir`, accounts: [], territories: [], practitioners: [] }
  await writeFile(`${file}.new`, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
