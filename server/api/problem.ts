import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { CalendarTrouble } from '../../contract/calendars.ts'
import type { Problem } from '../../contract/endpoint.ts'
import { isOutage, isUnstorable } from '../database/outage.ts'
import fr from '../i18n/fr.json' with { type: 'json' }
import { REFUSALS, type RefusalCode, Refused } from '../refusal.ts'
import { fieldProblems } from './field-problems.ts'

const sentences: Record<RefusalCode, string> = fr.refusals
const troubleSentences: Record<CalendarTrouble, string> = fr.calendarTroubles
const reasonWords: Partial<Record<string, string>> = { ...fr.ineligibilities, ...troubleSentences }

/** Turns whatever was thrown into a problem that people can read. What is unexpected says nothing of the inside. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  if (problem.status === 500) request.log.error({ err: error }, 'unexpected')
  if (problem.status === 503) request.log.warn({ err: error }, 'unavailable')
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** What cannot be told from a call: it was thrown before a route was found, or there is none. */
export const answerNotFound = (_request: FastifyRequest, reply: FastifyReply) =>
  reply
    .code(404)
    .type('application/problem+json')
    .send(JSON.stringify(refusal('not-found')))

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refused) {
    return { ...refusal(error.code, error.reasons), ...(error.next !== undefined && { next: error.next }) }
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { ...refusal('invalid-input'), fields: fieldProblems(error.validation) }
  }
  if (isOutage(error)) return refusal('unavailable')
  if (isUnstorable(error)) return refusal('invalid-input')
  const code = refusedByFastify(error)
  if (code) return refusal(code)
  return { type: 'urn:passerelle:problem:unexpected', title: fr.unexpected, status: 500 }
}

const BY_STATUS: Partial<Record<number, RefusalCode>> = {
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}

/** What the HTTP layer itself could not read. */
function refusedByFastify({ statusCode = 500 }: FastifyError): RefusalCode | undefined {
  if (statusCode < 400 || statusCode >= 500) return undefined
  return BY_STATUS[statusCode] ?? 'invalid-input'
}

function refusal(code: RefusalCode, reasons: readonly string[] = []): Problem {
  const words = reasons.flatMap((reason) => reasonWords[reason] ?? [])
  return {
    type: `urn:passerelle:problem:${code}`,
    title: sentences[code],
    status: REFUSALS[code].status,
    ...(words.length > 0 && { detail: words.join(', ') }),
    ...(reasons.length > 0 && { reasons: [...reasons] }),
  }
}
