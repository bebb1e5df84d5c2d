import { fileURLToPath } from 'node:url'
import { loadReference } from './reference.ts'

/** The committed reference data, read once for all tests of a worker. */
export const testReference = loadReference(fileURLToPath(new URL('../reference', import.meta.url)))
