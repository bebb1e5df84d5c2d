import { pino } from 'pino'
import type { Settings } from './settings.ts'

/** One line of JSON per event, on the error stream: the other one is for whoever started us. */
export const openLog = (level: Settings['log']) =>
  pino({ level, base: { pid: process.pid }, serializers: { err: withoutValues } }, pino.destination(2))

/** What happened and where. PostgreSQL's own words hold values, such as a name: only its codes are kept. */
function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack = '' } = error
  const places = stack.split('\n').filter((line) => line.startsWith('    at '))
  const { code, constraint, table, severity } = error as Error & Record<string, unknown>
  return { type: name, ...(severity ? {} : { message }), code, constraint, table, stack: places.join('\n') }
}
