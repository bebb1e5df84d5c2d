import { once } from 'node:events'
import { createServer } from 'node:net'
import { portInUse } from '../server/main.ts'

/** Refuses a port that somebody else listens on, before anything slow begins. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? portInUse(port) : error
  }
  server.close()
  await once(server, 'close')
}
