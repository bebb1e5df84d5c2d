import type { z } from 'zod'
import { signIn } from '../contract/access.ts'
import type { Endpoint } from '../contract/endpoint.ts'

/** What an operation is called with, by its contract. */
interface Asked<E extends Endpoint> {
  readonly params?: z.input<E['params']>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: z.input<NonNullable<E['body']>>
}

/** Calls operations as somebody who signed in. */
export type Caller = <E extends Endpoint>(endpoint: E, asked: Asked<E>) => Promise<z.output<E['reply']>>

/** The server said no. */
class CallRefused extends Error {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

const SIGNED_OUT = 401
const PATIENCE_MS = 15_000

/** A caller who signs in at the first call, and again whenever the session is over. */
export function callerOf(url: string, email: string, password: string): Caller {
  let cookie: string | undefined
  const enter = async () => {
    const response = await send(url, signIn, { body: { email, password } }, undefined)
    cookie = response.headers.getSetCookie().map((line) => line.split(';')[0])[0]
  }
  return async (endpoint, asked) => {
    if (!cookie) await enter()
    try {
      return await answer(await send(url, endpoint, asked, cookie))
    } catch (error) {
      if (!(error instanceof CallRefused && error.status === SIGNED_OUT)) throw error
      await enter()
      return answer(await send(url, endpoint, asked, cookie))
    }
  }
}

async function send<E extends Endpoint>(url: string, endpoint: E, asked: Asked<E>, cookie: string | undefined) {
  const { params = {}, query = {}, body } = asked
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => String((params as Record<string, unknown>)[name]))
  const response = await fetch(`${url}/api${path}?${new URLSearchParams(query)}`, {
    method: endpoint.method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!response.ok)
    throw new CallRefused(response.status, `${endpoint.id}: ${response.status} ${await response.text()}`)
  return response
}

const answer = async (response: Response) => (response.status === 204 ? null : await response.json())
