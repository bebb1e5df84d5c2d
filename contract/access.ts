import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const Role = z.enum(['operator', 'regulator', 'professional', 'coordinator', 'administrator'])
export type Role = z.infer<typeof Role>

export const Session = z
  .object({
    accountId: z.string(),
    name: z.string(),
    role: Role,
    territory: z.object({ id: z.string(), name: z.string(), shortCode: z.string(), sas: z.string().optional() }),
    grants: z.array(z.string()),
  })
  .meta({ id: 'Session', description: 'Who is signed in, for which territory, and what they may do.' })
export type Session = z.infer<typeof Session>

export const signIn = endpoint({
  id: 'signIn',
  summary: 'Open a session with an e-mail address and a password',
  method: 'POST',
  path: '/session',
  params: z.object({}),
  body: z.object({ email: z.string(), password: z.string() }),
  status: 201,
  reply: Session,
})

export const getSession = endpoint({
  id: 'getSession',
  summary: 'Read the session of the caller',
  method: 'GET',
  path: '/session',
  params: z.object({}),
  status: 200,
  reply: Session,
})

export const signOut = endpoint({
  id: 'signOut',
  summary: 'Close the session of the caller',
  method: 'DELETE',
  path: '/session',
  params: z.object({}),
  status: 204,
  reply: z.void(),
})
