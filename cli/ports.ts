import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { portInUse } from '../server/main.ts'

/** Refuses a port that somebody else listens on, on any address of the host, before anything slow begins. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  for (const { address } of await lookup(host, { all: true })) {
    if (await isTaken(address, port)) throw portInUse(port)
  }
}

async function isTaken(host: string, port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  }
  server.close()
  await once(server, 'close')
  return false
}
