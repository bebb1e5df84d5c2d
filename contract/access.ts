import { z } from 'zod'
import { ROLES } from '../domain/access/roles.ts'
import { endpoint, Instant, NoParams, Nothing } from './endpoint.ts'

const RoleName = z.enum(ROLES)

const GrantView = z
  .object({
    id: z.uuid(),
    role: RoleName,
    territory: z.object({ id: z.uuid(), name: z.string(), shortCode: z.string() }),
  })
  .meta({ id: 'Grant', description: 'A role in a territory.' })

export const SessionView = z
  .object({
    accountId: z.uuid(),
    name: z.string(),
    email: z.string(),
    grant: GrantView,
    grants: z.array(GrantView),
    /** For whom this person acts: themselves, or those who delegated to them. */
    practitioners: z.array(z.object({ id: z.uuid(), name: z.string(), professionCode: z.string() })),
    sas: z.array(z.string()).meta({ description: 'Departments of the SAS that the territory is enrolled in today.' }),
    emergencyPhone: z.string().nullable(),
    zone: z.string(),
    serverTime: Instant,
  })
  .meta({ id: 'Session', description: 'Who is signed in, and as what.' })
export type SessionView = z.infer<typeof SessionView>

export const signIn = endpoint({
  id: 'signIn',
  summary: 'Open a session with an e-mail address and a password',
  tag: 'access',
  method: 'POST',
  path: '/session',
  params: NoParams,
  body: z.object({ email: z.email().max(254), password: z.string().min(1).max(200) }),
  status: 201,
  reply: SessionView,
})

export const getSession = endpoint({
  id: 'getSession',
  summary: 'Read who is signed in',
  tag: 'access',
  method: 'GET',
  path: '/session',
  params: NoParams,
  status: 200,
  reply: SessionView,
})

export const selectGrant = endpoint({
  id: 'selectGrant',
  summary: 'Work in another role or territory that was granted',
  tag: 'access',
  method: 'PUT',
  path: '/session/grant',
  params: NoParams,
  body: z.object({ grantId: z.uuid() }),
  status: 200,
  reply: SessionView,
})

export const signOut = endpoint({
  id: 'signOut',
  summary: 'End the session',
  tag: 'access',
  method: 'DELETE',
  path: '/session',
  params: NoParams,
  status: 204,
  reply: Nothing,
})
