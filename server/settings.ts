import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type DatabaseAddress, embedded } from './database/address.ts'
import { Trouble } from './trouble.ts'

const clone = fileURLToPath(new URL('..', import.meta.url))

const Environment = z.object({
  PORT: z.coerce.number('must be a number').int('must be a whole number').min(0).max(65_535).default(3000),
  HOST: z.string().default('localhost'),
  PASSERELLE_DATA: z.string().default(`${clone}.passerelle`),
  PASSERELLE_SOCKET: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' }).optional(),
})

/** What the environment decides, read once at start. */
export interface Settings {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataFolder: string
  /** Where the database is, when it is known before starting one. */
  readonly database?: DatabaseAddress
}

/** The settings of this process; a trouble names the variable that cannot be read. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { success, data, error } = Environment.safeParse(given)
  if (!success) {
    const lines = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new Trouble('bad-settings', `A setting cannot be read: ${lines.join('; ')}.`)
  }
  const { PORT, HOST, PASSERELLE_DATA, PASSERELLE_SOCKET, DATABASE_URL } = data
  const settings = { port: PORT, host: HOST, dataFolder: resolve(PASSERELLE_DATA) }
  if (DATABASE_URL) return { ...settings, database: { kind: 'yours', url: DATABASE_URL } }
  return PASSERELLE_SOCKET ? { ...settings, database: embedded(PASSERELLE_SOCKET) } : settings
}
