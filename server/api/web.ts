import { existsSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { answerNotFound } from './problem.ts'

const YEAR_S = 31_536_000

/** The screens, as they were built; any address of theirs answers the page that finds its way from there. */
export async function webRoutes(server: FastifyInstance, folder: string | undefined): Promise<void> {
  if (!folder || !existsSync(join(folder, 'index.html'))) {
    server.setNotFoundHandler(answerNotFound)
    server.get('/', async (_request, reply) => reply.code(503).type('text/plain').send('The screens are not built.\n'))
    return
  }
  await server.register(files, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/')
      reply.setHeader('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
    },
  })
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html')
    if (!wantsPage || /^\/(api|fhir)(\/|\?|$)/.test(request.url)) return answerNotFound(request, reply)
    return reply.sendFile('index.html')
  })
}
