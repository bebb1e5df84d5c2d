import type { FastifyInstance } from 'fastify'
import type { Role } from '../../domain/access/roles.ts'
import { addSession } from '../database/access.ts'
import { addAccount, addPractitioner, type TestApp } from '../database/test-app.ts'
import { NO_TERRITORY } from '../database/within.ts'
import { hashOfToken } from '../use-cases/sign-in.ts'
import { buildServer } from './server.ts'

export type TestServer = Awaited<ReturnType<typeof buildServer>>

/** The whole server over the test's database; nothing listens. */
export async function testServer(app: TestApp, options: Partial<Parameters<typeof buildServer>[0]> = {}) {
  const server = await buildServer({ ...options, app })
  await server.ready()
  return server
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
