import type { z } from 'zod'
import { type Endpoint, Problem } from '../../contract/endpoint.ts'
import { learnServerTime, offsetFromHeader } from './server-clock.ts'
import { sessionEnded } from './session-end.ts'

const LONGEST_WAIT = 15_000

/** The server's "no", in its own words; `extra` holds the members that this problem adds to the standard ones. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly extra: Readonly<Record<string, unknown>>

  constructor({ type, status, title, detail, ...extra }: Problem & Record<string, unknown>) {
    super(sentences(title, detail))
    this.type = type
    this.status = status
    this.title = title
    this.detail = detail
    this.extra = extra
  }

  /** The last word of `type`, as in `slot-taken`. */
  get code(): string {
    return this.type.slice(this.type.lastIndexOf(':') + 1)
  }
}

/** A detail is a sentence of its own, or some words in brackets. */
function sentences(title: string, detail: string | undefined): string {
  if (!detail) return title
  return detail.endsWith('.') ? `${title} ${detail}` : `${title} (${detail})`
}

/** Nobody answered: nothing is known of what the server holds, which is never the same as an empty answer. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
}

export interface Call<P extends z.ZodType, B extends z.ZodType, Q extends z.ZodType> {
  readonly params: z.input<P>
  readonly query?: z.input<Q>
  readonly body?: z.input<B>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Goes on when the page is left. */
  readonly keepalive?: boolean
}

/** Calls a contract endpoint and checks the answer against it. */
export async function call<P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, Q extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  { params, query, body, headers, signal, keepalive }: Call<P, B, Q>,
): Promise<z.output<R>> {
  const sentAt = Date.now()
  const response = await reach(`/api${address(endpoint.path, params)}${search(query)}`, {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(keepalive ? { keepalive } : {}),
    signal: AbortSignal.any([AbortSignal.timeout(LONGEST_WAIT), ...(signal ? [signal] : [])]),
  })
  learnServerTime(offsetFromHeader(response.headers.get('date') ?? '', sentAt, Date.now()))
  if (!response.ok) throw await refusal(response, endpoint.path)
  return endpoint.reply.parse(response.status === 204 ? null : await response.json())
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new UnreachableError('unreachable', { cause })
  }
}

/** What stands in the way and is no problem of ours (a proxy without a server behind it) counts as unreachable. */
async function refusal(response: Response, path: string): Promise<Error> {
  const answer: unknown = await response.json().catch(() => undefined)
  const problem = Problem.loose().safeParse(answer)
  if (response.status === 401 && path !== '/session') sessionEnded()
  return problem.success ? new ProblemError(problem.data) : new UnreachableError(`status ${response.status}`)
}

const values = (given: unknown): [string, unknown][] => (given ? Object.entries(given) : [])

function address(path: string, params: unknown): string {
  const named = new Map(values(params))
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(named.get(name) ?? '')))
}

function search(query: unknown): string {
  const pairs = values(query).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined || one === null ? [] : [[name, String(one)]])),
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}
