/** Lost on the way, refused for now, or given up to let others pass: asked again later, it may work. */
const OUTAGES = /^(08|53|57P|57014$|40001$|40P01$|55P03$|25006$|ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENOTFOUND$|EAI_)/

/** What pg says without a code. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether the database could not answer, whatever it was asked. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return syscall === 'connect' // its socket is not there yet
  return code ? OUTAGES.test(code) : LOST.test(error.message)
}

/** Numbers and dates out of range, characters that text cannot hold. */
const UNSTORABLE = new Set(['22003', '22007', '22008', '22021', '22P02', '22P03', '22P05'])

/** Whether a value was one that PostgreSQL cannot hold. */
export const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && 'severity' in error && UNSTORABLE.has(String(error.code))
