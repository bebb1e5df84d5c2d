import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/access.ts'
import { isActive } from '../../domain/territory/sas.ts'
import { dayIn } from '../../domain/time/dated.ts'
import type { App } from '../app.ts'
import { listGrants, type Session } from '../database/access.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import { getTerritory, listSasEnrolments } from '../database/territory.ts'
import { refuse } from '../refusal.ts'
import { selectGrant } from '../use-cases/select-grant.ts'
import { hashOfToken, signIn } from '../use-cases/sign-in.ts'
import { signOut } from '../use-cases/sign-out.ts'
import { type ApiOptions, actorOf, operation, sessionOf } from './operation.ts'
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

export const accessRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, sessions }) => {
  api.route({
    ...operation(contract.signIn, {
      permission: 'public',
      refusals: ['wrong-credentials', 'forbidden', 'too-many-requests'],
    }),
    handler: async (request, reply) => {
      const { token, accountId } = await signIn(app, { ...request.body, address: request.ip })
      request.log.info({ accountId }, 'signed in')
      setSessionCookie(request, reply, token)
      return viewSession(app, await findFresh(sessions, hashOfToken(token)))
    },
  })
  api.route({
    ...operation(contract.getSession, { permission: 'session:use' }),
    handler: async (request) => viewSession(app, sessionOf(request)),
  })
  api.route({
    ...operation(contract.selectGrant, { permission: 'session:use' }),
    handler: async (request) => {
      const { tokenHash } = sessionOf(request)
      await selectGrant(app, sessionOf(request), request.body)
      return viewSession(app, await findFresh(sessions, tokenHash))
    },
  })
  api.route({
    ...operation(contract.signOut, { permission: 'session:use' }),
    handler: async (request, reply) => {
      await signOut(app, sessionOf(request))
      sessions.forget(sessionOf(request).tokenHash)
      request.log.info({ accountId: actorOf(request).accountId }, 'signed out')
      clearSessionCookie(request, reply)
      return null
    },
  })
}

async function findFresh(sessions: Sessions, tokenHash: string): Promise<Session> {
  sessions.forget(tokenHash)
  return (await sessions.find(tokenHash)) ?? refuse('not-signed-in')
}

function viewSession({ within, now }: App, session: Session): Promise<contract.SessionView> {
  const { accountId, name, email, territoryId, actingFor } = session
  const at = now()
  return within({ territoryId, actor: accountId, actingFor }, async (tx) => {
    const grants = await listGrants(tx, accountId, at)
    const grant = grants.find(({ id }) => id === session.grantId) ?? refuse('not-signed-in')
    const { zone, emergencyPhone } = await getTerritory(tx, territoryId)
    const enrolments = await listSasEnrolments(tx, territoryId)
    const today = dayIn(zone, at)
    return {
      accountId,
      name,
      email,
      grant,
      grants,
      practitioners: await listNamedPractitioners(tx, actingFor),
      sas: enrolments.filter((enrolment) => isActive(enrolment, today)).map(({ sasCode }) => sasCode),
      emergencyPhone,
      zone,
      serverTime: new Date(at).toISOString(),
    }
  })
}
