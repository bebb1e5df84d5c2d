import type { FastifyInstance } from 'fastify'
import type { Role } from '../../domain/access/roles.ts'
import { followPicture, type LivePicture } from '../availability/live.ts'
import { addSession } from '../database/access.ts'
import { openPictureSource, type PictureSource } from '../database/availability.ts'
import { addAccount, addPractitioner, type TestApp } from '../database/test-app.ts'
import { testDatabase } from '../database/test-database.ts'
import { NO_TERRITORY } from '../database/within.ts'
import { testCalendars } from '../outside/calendars/test-calendars.ts'
import { testReference as reference } from '../test-reference.ts'
import { hashOfToken } from '../use-cases/sign-in.ts'
import { buildServer, type ServerOptions } from './server.ts'

export type TestServer = Awaited<ReturnType<typeof testServer>>

let source: PictureSource | undefined // one for all the worker's servers: they have one database

/** The whole server over the test's database; nothing listens, and its picture is read anew at each `live.catchUp()`. */
export async function testServer(app: TestApp, options: Partial<ServerOptions> = {}) {
  source ??= openPictureSource(await testDatabase())
  const { current, reload } = followPicture(source, reference, app.now)
  const live: LivePicture = { current, catchUp: reload, close: async () => undefined }
  const server = await buildServer({ live, reference, calendars: testCalendars(), ...options, app })
  await server.ready()
  return Object.assign(server, { live })
}

let tokens = 0

/** Opens a session without its password, under a new account, and answers its cookie. A professional gets a practice. */
export async function signInAs(
  app: TestApp,
  role: Role,
  { territoryId = app.scope.territoryId, practitionerId }: { territoryId?: string; practitionerId?: string } = {},
): Promise<{ cookie: string; accountId: string; grantId: string }> {
  const practice =
    role === 'professional'
      ? (practitionerId ?? (await addPractitioner(app, { territoryId })).practitionerId)
      : undefined
  const account = await addAccount(app, { role, territoryId, ...(practice && { practitionerId: practice }) })
  const token = String(++tokens).padStart(43, 'a')
  const at = app.now()
  const session = { ...account, tokenHash: hashOfToken(token), at, expiresAt: at + 24 * 3_600_000 }
  await app.within(NO_TERRITORY, (tx) => addSession(tx, session))
  return { cookie: `passerelle_session=${token}`, accountId: account.accountId, grantId: account.grantId }
}

/** What `Set-Cookie` gave, as the browser sends it back. */
export function cookieOf({ headers }: Awaited<ReturnType<FastifyInstance['inject']>>): string {
  return String(headers['set-cookie']).split(';')[0] ?? ''
}
