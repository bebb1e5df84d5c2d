import fastify from 'fastify'
import type { DatabaseAddress } from './database/address.ts'
import { probe } from './database/answers.ts'
import type { Settings } from './settings.ts'
import { Trouble } from './trouble.ts'

/** Settings whose database is known: what a server needs. */
export type ServerSettings = Settings & { readonly database: DatabaseAddress }

export interface StartedServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves on the host and port of the settings, until closed. */
export async function startServer({ host, port, database }: ServerSettings): Promise<StartedServer> {
  const db = probe(database)
  const server = fastify({ forceCloseConnections: true })
  server.get('/healthz', async (_request, reply) => {
    const healthy = await db.answers()
    return reply.status(healthy ? 200 : 503).send({ status: healthy ? 'ok' : 'database-unreachable' })
  })
  const close = async () => {
    await server.close()
    await db.close()
  }
  try {
    await server.listen({ host, port })
  } catch (error) {
    await close()
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? portInUse(port) : error
  }
  const address = server.server.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`, close }
}

export const portInUse = (port: number) =>
  new Trouble('port-in-use', `Port ${port} is taken by another program. Stop it, or choose another one with PORT.`)
