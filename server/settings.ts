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
  PASSERELLE_KEY: z.string().optional(),
  PASSERELLE_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  PASSERELLE_RATE_LIMIT: z.coerce.number('must be a number').int('must be a whole number').min(0).optional(),
  PASSERELLE_BEHIND_PROXY: z.stringbool('must be true or false').default(false),
  PASSERELLE_CALENDAR_HOSTS: z
    .string()
    .regex(/^\s*[^\s,/@]+(\s*,\s*[^\s,/@]+)*\s*$/, 'must be hosts, or hosts with their port, with commas between')
    .optional(),
  PASSERELLE_NAMED_STATEMENTS: z.stringbool('must be true or false').default(true),
  PASSERELLE_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  PASSERELLE_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }).optional(),
  PASSERELLE_MAIL_FROM: z.email('must be a bare e-mail address').optional(),
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
  /** The master key of identities, 32 bytes in base64; without it, that of the data folder. */
  readonly key?: string | undefined
  /** Opens `/metrics` to whoever is not on this machine. */
  readonly metricsToken?: string | undefined
  /** Calls per minute of one session; 0 for no limit. */
  readonly rateLimit?: number | undefined
  /** Whether X-Forwarded-For and X-Forwarded-Proto are those of our own proxy. */
  readonly behindProxy: boolean
  /** `host` or `host:port` from which calendars are read although they are private, or speak without encryption. */
  readonly calendarHosts: readonly string[]
  /** Plans each statement once per connection; not behind a pooler in transaction mode. */
  readonly namedStatements: boolean
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where mail is handed over, and in whose name; without it none is sent. */
  readonly mail?: { readonly smtpUrl: string; readonly from: string } | undefined
}

/** The settings of this process; a trouble names the variable that cannot be read. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { success, data, error } = Environment.safeParse(given)
  if (!success) {
    const lines = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new Trouble('bad-settings', `A setting cannot be read: ${lines.join('; ')}.`)
  }
  const { PASSERELLE_SOCKET, DATABASE_URL, PASSERELLE_SMTP_URL: smtpUrl, PASSERELLE_MAIL_FROM: from } = data
  if (Boolean(smtpUrl) !== Boolean(from)) {
    throw new Trouble('bad-settings', 'PASSERELLE_SMTP_URL and PASSERELLE_MAIL_FROM go together: set both, or neither.')
  }
  const settings = {
    port: data.PORT,
    host: data.HOST,
    dataFolder: resolve(data.PASSERELLE_DATA),
    key: data.PASSERELLE_KEY,
    metricsToken: data.PASSERELLE_METRICS_TOKEN,
    rateLimit: data.PASSERELLE_RATE_LIMIT,
    behindProxy: data.PASSERELLE_BEHIND_PROXY,
    calendarHosts: (data.PASSERELLE_CALENDAR_HOSTS ?? '')
      .toLowerCase()
      .split(',')
      .flatMap((host) => host.trim() || []),
    namedStatements: data.PASSERELLE_NAMED_STATEMENTS,
    log: data.PASSERELLE_LOG,
    ...(smtpUrl && from && { mail: { smtpUrl, from } }),
  }
  if (DATABASE_URL) return { ...settings, database: { kind: 'yours', url: DATABASE_URL } }
  return PASSERELLE_SOCKET ? { ...settings, database: embedded(PASSERELLE_SOCKET) } : settings
}
