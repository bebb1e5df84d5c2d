import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../refusal.ts'

const CONTENT_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
].join('; ')

const ALWAYS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** What tells a browser to be careful, for every answer. */
export function safeHeaders({ protocol, url }: FastifyRequest): Record<string, string> {
  return {
    ...ALWAYS,
    ...(protocol === 'https' && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    ...(/^\/(api|fhir)(\/|\?|$)/.test(url) && { 'cache-control': 'no-store' }),
  }
}

/** Careful answers, and no change that another site asked for in the name of whoever is signed in. */
export function protectBrowsers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => void reply.headers(safeHeaders(request)))
  server.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (!isFromOurOrigin(request)) refuse('wrong-origin')
  })
}

/** Programs send no origin; browsers always do for a change. */
function isFromOurOrigin({ headers, host }: FastifyRequest): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false
  const { origin } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: theirs } = new URL(origin)
  const ours = `${protocol}//${host}`
  return URL.canParse(ours) && new URL(ours).host === theirs && theirs !== ''
}
