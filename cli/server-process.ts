import { startServer } from '../server/main.ts'
import { readSettings } from '../server/settings.ts'
import { Trouble } from '../server/trouble.ts'
import type { ServerWord } from './server-child.ts'

const LEAVE_AT_LAST_MS = 5_000

const tell = (word: ServerWord) => process.send?.(word)

/** The HTTP server's own process: it stops on a word of its supervisor, or when its supervisor disappears. */
async function main(): Promise<void> {
  const { database, ...settings } = readSettings()
  if (!database) throw new Trouble('bad-settings', 'The server process needs PASSERELLE_SOCKET or DATABASE_URL.')
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined) // its reader left
  process.on('SIGINT', () => undefined) // Ctrl-C reaches us too; the supervisor decides the order
  const server = await startServer({ ...settings, database })
  const leave = () => {
    setTimeout(() => process.exit(1), LEAVE_AT_LAST_MS).unref()
    void server.close().then(() => process.exit(0))
  }
  process.once('message', leave)
  process.once('disconnect', leave)
  process.once('SIGTERM', leave)
  tell({ ready: server.url })
}

main().catch((error: unknown) => {
  if (!(error instanceof Trouble)) throw error
  tell({ trouble: { code: error.code, message: error.message } })
  process.exitCode = 1
  process.disconnect?.()
})
