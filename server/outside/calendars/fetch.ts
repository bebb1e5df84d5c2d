import { lookup } from 'node:dns/promises'
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { CalendarTrouble } from '../../../contract/calendars.ts'
import { isPublicAddress } from './addresses.ts'
import { CalendarFailure, fail } from './failure.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface Question {
  readonly url: URL
  readonly method?: 'GET' | 'PROPFIND' | 'REPORT'
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly credentials?: Credentials | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array<ArrayBuffer>
  /** Where it was found, after redirects. */
  readonly url: URL
}

/** Asks a server that somebody named. Throws a `CalendarFailure` for all that is no answer. */
export type Fetch = (question: Question, signal?: AbortSignal) => Promise<Answer>

interface Resolved {
  readonly address: string
  readonly family: number
}

export interface FetchOptions {
  /** `host` or `host:port` that the administrator allows although they are private, or speak without encryption. */
  readonly allowedHosts: readonly string[]
  readonly limits?: Partial<Limits>
  readonly resolve?: (host: string) => Promise<readonly Resolved[]>
}

interface Limits {
  readonly connectMs: number
  readonly idleMs: number
  readonly totalMs: number
  readonly bytes: number
  readonly redirects: number
}

const LIMITS: Limits = { connectMs: 5_000, idleMs: 10_000, totalMs: 25_000, bytes: 10 * 1024 * 1024, redirects: 3 }
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** A client that reaches the public internet by https, what the administrator allows, and nothing else. */
export function openFetch({ allowedHosts, resolve = resolveAll, limits: some }: FetchOptions): Fetch {
  const limits = { ...LIMITS, ...some }

  const askOnce = async (question: Question, signal: AbortSignal): Promise<Answer> => {
    const isAllowed = namesOf(question.url).some((name) => allowedHosts.includes(name))
    if (!isAllowed && !isOrdinary(question.url)) fail('address-forbidden')
    const addresses = await within(
      signal,
      resolve(bare(question.url.hostname)).catch(() => fail('unreachable')),
    )
    if (addresses.length === 0) fail('unreachable')
    if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) fail('address-forbidden')
    return within(signal, send({ ...question, url: withoutUser(question.url) }, addresses, limits, signal))
  }

  return (question, given) => {
    const timeUp = AbortSignal.timeout(limits.totalMs)
    const signal = given ? AbortSignal.any([given, timeUp]) : timeUp
    return follow(question, limits.redirects, (next) => askOnce(next, signal))
  }
}

async function follow(first: Question, most: number, ask: (question: Question) => Promise<Answer>): Promise<Answer> {
  let question = first
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(question)
    const { location } = answer.headers
    if (!REDIRECTS.has(answer.status) || location === undefined) return answer
    if (redirects === most) fail('too-many-redirects')
    question = redirected(question, location)
  }
}

/** `host`, which stands for the port of the protocol, and `host:port`. */
const namesOf = ({ protocol, host, hostname, port }: URL) => [
  host,
  `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`,
]

/** By https, at its own port. */
const isOrdinary = ({ protocol, port }: URL) => protocol === 'https:' && port === ''

/** Only who was given for it signs in: a name that a server puts into an address is nobody's, and may be malformed. */
function withoutUser(address: URL): URL {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

/** The resolver of this machine; what it answers is what the connection is pinned to. */
const resolveAll = async (host: string): Promise<readonly Resolved[]> =>
  isIP(host) ? [{ address: host, family: isIP(host) }] : lookup(host, { all: true })

/** The same question elsewhere; a password goes to the server that it was given for, and to no other. */
function redirected(question: Question, location: string): Question {
  const url = readUrl(location, question.url)
  const isSameOrigin = url.origin === question.url.origin
  return { ...question, url, credentials: isSameOrigin ? question.credentials : undefined }
}

/** An address as people copy it; webcal: is https: (it has no standard, all programs read it so). */
export function readUrl(text: string, base?: URL): URL {
  const address = text.trim().replace(/^webcals?:/i, 'https:')
  const url = URL.canParse(address, base) ? new URL(address, base) : fail('address-forbidden')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') fail('address-forbidden')
  url.hash = ''
  return url
}

/** What `work` gives, unless the time is up before: some resolvers cannot be interrupted, some answers never end. */
async function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  if (signal.aborted) fail('too-slow')
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new CalendarFailure('too-slow')), { once: true })
    }),
  ])
}

function send(
  { url, method = 'GET', headers, body, credentials }: Question,
  addresses: readonly Resolved[],
  limits: Limits,
  signal: AbortSignal,
): Promise<Answer> {
  const options: RequestOptions = {
    method,
    headers: {
      accept: 'text/calendar, application/xml;q=0.9, */*;q=0.1',
      'accept-encoding': 'identity',
      'user-agent': 'Passerelle',
      ...(credentials && { authorization: basic(credentials) }),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
    agent: false,
    lookup: pinnedTo(addresses),
    signal,
  }
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(signal.aborted ? new CalendarFailure('too-slow') : failureOf(error))
    const request = begin(url, options, refuse)
    const tooSlow = () => request.destroy(new CalendarFailure('too-slow'))
    const connecting = setTimeout(tooSlow, limits.connectMs)
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
      socket.once('close', () => clearTimeout(connecting))
    })
    request.setTimeout(limits.idleMs, tooSlow)
    request.on('error', refuse)
    request.once('upgrade', (_response, socket) => {
      socket.destroy() // nothing of ours asks for it; without an answer here, there would be none at all
      refuse(new CalendarFailure('answered-an-error'))
    })
    request.once('response', (response) => {
      receive(response, limits, signal)
        .then((received) => resolve({ ...received, url }))
        .catch(refuse)
        .finally(() => request.destroy())
    })
    request.end(body)
  })
}

/** A mark that a server gave may hold what no header may: then it is the server's fault, as any wrong answer. */
function begin(url: URL, options: RequestOptions, refuse: (error: Error) => void) {
  const { request } = url.protocol === 'https:' ? https : http
  try {
    return request(url, options)
  } catch (error) {
    if (error instanceof TypeError) refuse(new CalendarFailure('answered-an-error'))
    throw error
  }
}

const basic = ({ username, password }: Credentials) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** The connection goes to the addresses that were judged, whatever the name means a moment later. */
const pinnedTo =
  (addresses: readonly Resolved[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family ?? 4)
  }

/** The whole body, counted as it comes: what a length announces is only good for refusing sooner. */
async function receive(
  response: IncomingMessage,
  { bytes }: Limits,
  signal: AbortSignal,
): Promise<Omit<Answer, 'url'>> {
  const { statusCode: status = 0, headers } = response
  if (!['', 'identity'].includes(headers['content-encoding'] ?? '')) fail('unreadable')
  if (Number(headers['content-length'] ?? 0) > bytes) fail('too-large')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > bytes) fail('too-large')
    chunks.push(chunk)
  }
  if (signal.aborted) fail('too-slow')
  if (!response.complete) fail('unreachable')
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return { status, headers, body }
}

const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_)/

function failureOf(error: Error & { readonly code?: string }): CalendarFailure {
  if (error instanceof CalendarFailure) return error
  return new CalendarFailure(troubleOf(error.code ?? ''))
}

function troubleOf(code: string): CalendarTrouble {
  if (CERTIFICATE.test(code)) return 'certificate-invalid'
  if (code === 'ETIMEDOUT') return 'too-slow'
  return code.startsWith('HPE_') ? 'answered-an-error' : 'unreachable'
}

/** Why an answer is none that can be read; undefined when it is one, or says that nothing changed. */
export function statusTrouble(status: number): CalendarTrouble | undefined {
  if ((status >= 200 && status < 300) || status === 304) return undefined
  switch (status) {
    case 401:
      return 'credentials-refused'
    case 403:
      return 'refused'
    case 404:
    case 410:
      return 'not-found'
    default:
      return 'answered-an-error'
  }
}
