import { z } from 'zod'

/** One HTTP operation, written once: the server routes it, the web and the CLI call it, OpenAPI documents it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly summary: string
  readonly tag: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly params: Params
  readonly query?: Query
  readonly body?: Body
  readonly status: 200 | 201 | 204
  readonly reply: Reply
}

export const endpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  e: Endpoint<P, Q, B, R>,
) => e

/** An operation without parameters in its path. */
export const NoParams = z.object({})

/** Nothing is answered: what was asked is done. */
export const Nothing = z.null()

/** A field that the server refused, by its path in the body. */
const FieldProblem = z.object({ field: z.string(), message: z.string() })

/** How every "no" travels: RFC 9457, with the sentence that people read. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'urn:passerelle:problem: and a code' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    fields: z.array(FieldProblem).optional(),
    reasons: z.array(z.string()).optional(),
    next: z.unknown().optional().meta({ description: 'The next best offer, when the one asked for was lost.' }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' })
export type Problem = z.infer<typeof Problem>

/** From 1900 to 2199: beyond, calendars write years with other digits, and the database has its own limits. */
const isInOurTime = (text: string) => /^(19|20|21)/.test(text)

export const Instant = z.iso.datetime({ offset: true }).refine(isInOurTime)
export const Day = z.iso.date().refine(isInOurTime)
export const CommuneCode = z.string().regex(/^[0-9AB]{5}$/)
